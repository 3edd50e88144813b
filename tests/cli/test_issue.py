"""`badgepress issue`, `revoke`, `reissue` and `renew`, as somebody types them."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import issue, reissue, renew, revoke
from generator.cli.exit_code import ExitCode
from generator.issue.book import open_book
from generator.issue.disk import only_one
from generator.model.ledger import Copy
from generator.source import CatalogError
from tests.issue.world import BROOK_KEY, PASSPHRASE, World, make_world

AWARDS = "badge,earner,name,awarded\nlistening,ben-k,,2025-04-01\nlistening,,Ny Person,2025-04-02\n"
PROJECT = Path(__file__).parents[2]


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("BADGEPRESS_KEY", raising=False)
    (tmp_path / "awards.csv").write_text(AWARDS)
    return make_world(tmp_path)


def run(command, *arguments: str, say: str | None = None) -> Result:
    result = CliRunner().invoke(command, arguments, input=say)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


KEY = ("--key", "keys/brook.key")
SHOWN = """\
  2025-04-01  listening  Ben Kole (ben-k): a page and an own copy
  2025-04-02  listening  Ny Person (ny-person): an own copy
  new: Ny Person (ny-person), private
"""


def test_a_dry_run_shows_everything_and_writes_nothing(world):
    before = world.tree()
    result = run(issue.command, "awards.csv", "--dry-run")
    assert (result.exit_code, result.stdout) == (ExitCode.OK, SHOWN + "Nothing was signed.\n")
    assert world.tree() == before
    assert not (world.people / ".badgepress").exists()


def test_a_dry_run_tells_teams_and_what_evidence_they_share(world):
    (world.root / "team.yml").write_text(
        "awards:\n"
        "  - {badge: listening, earner: ana-silva, awarded: 2026-04-01, team: Bridge Builders}\n"
        "  - {badge: listening, earner: ben-k, awarded: 2026-04-01, team: Bridge Builders,\n"
        "     evidence: [{kind: project, description: The bridge}]}\n"
        "  - {badge: listening, earner: dora-lind, awarded: 2026-04-01}\n"
    )
    result = run(issue.command, "team.yml", "--dry-run")
    team = "; in the team Bridge Builders, pieces of evidence: 1"
    assert result.stdout.splitlines() == [
        f"  2026-04-01  listening  Ana Silva (ana-silva): a page{team}",
        f"  2026-04-01  listening  Ben Kole (ben-k): a page and an own copy{team}",
        "  2026-04-01  listening  Dora Lind (dora-lind): an own copy",
        "Nothing was signed.",
    ]
    assert result.stderr == ""


def test_issuing_asks_first(world):
    before = world.tree()
    result = run(issue.command, "awards.csv", *KEY, say="n\n")
    assert result.exit_code == ExitCode.OK
    assert "Sign 3 credentials for 2 awards? [y/N]: n\nNothing was signed.\n" in result.stdout
    assert world.tree() == before
    result = run(issue.command, "awards.csv", *KEY, say="y\n")
    assert result.exit_code == ExitCode.OK
    assert result.stdout.endswith("Signed 3 credentials.\nSigned status list 1 of brook.\n")
    result = run(issue.command, "awards.csv")
    assert result.stdout == "2 awards signed before.\nNothing to sign.\n"


def test_the_key_can_come_from_the_environment(world, monkeypatch):
    monkeypatch.setenv("BADGEPRESS_KEY", "keys/brook.key")
    assert run(issue.command, "awards.csv", "--yes").exit_code == ExitCode.OK
    assert len(world.issued()) == 3


@pytest.mark.usefixtures("world")
def test_the_passphrase_is_asked_for(monkeypatch):
    monkeypatch.delenv("BADGEPRESS_PASSPHRASE")
    result = run(issue.command, "awards.csv", *KEY, "--yes", say=f"{PASSPHRASE}\n")
    assert "Passphrase of Brook Agency's key keys/brook.key: \n" in result.stdout
    assert result.exit_code == ExitCode.OK
    assert PASSPHRASE not in result.stdout


def into_catalog(world: World) -> str:
    (world.people / "own-copies").mkdir(exist_ok=True)
    shutil.copy(world.root / "keys" / "brook.key", world.people / "own-copies" / "brook.key")
    return "catalog/own-copies/brook.key"


def readable(world: World) -> str:
    (world.root / "keys" / "brook.key").chmod(0o644)
    return "keys/brook.key"


def not_listed(world: World) -> str:
    world.edit("catalog/issuers/brook.yml", "url:", "region: X\nurl:")
    text = (world.people / "issuers" / "hill.yml").read_text()
    shutil.copy(world.root / "keys" / "hill.key", world.root / "keys" / "x.key")
    (world.people / "issuers" / "hill.yml").write_text(
        text.replace(text.partition("public_key: ")[2].partition("\n")[0], "z6Mk" + BROOK_TAIL)
    )
    return "keys/x.key"


BROOK_TAIL = "tYaEEUtqAinK2Y6pC8PqXYcnc2MwzzhMuTt6nqdW3Lcb"

REFUSED = {  # case: (what is done to the world, the first line)
    "wrong place": (
        into_catalog,
        "error: catalog/own-copies/brook.key lies inside catalog, which is",
    ),
    "readable by others": (readable, "error: keys/brook.key can be read by others (mode 0644)"),
    "of no issuer": (
        not_listed,
        "error: keys/x.key is not the key that an issuer of this catalog signs with now",
    ),
    "no file": (lambda _: "none.key", "error: none.key can't be read: No such file"),
    "a demo key": (
        lambda _: str(PROJECT / "tests" / "demo" / "demo.key"),
        "error: z6MkoUiAmaGNgXg9WyLYGa23vqn14gre4LnLXdiUwPjj6hH5 is a published demo key",
    ),
}


@pytest.mark.parametrize(("prepare", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_key_that_may_not_be_used(world, prepare, message):
    key = prepare(world)
    before = world.tree()
    result = run(issue.command, "awards.csv", "--key", key, "--yes")
    assert result.exit_code == ExitCode.USAGE
    assert result.stderr.startswith(message)
    assert world.tree() == before


def test_a_wrong_passphrase_signs_nothing(world, monkeypatch):
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", "wrong")
    before = world.tree()
    result = run(issue.command, "awards.csv", *KEY, "--yes")
    assert result.exit_code == ExitCode.USAGE
    assert result.stderr.startswith("error: the passphrase does not open keys/brook.key\n")
    assert world.tree() == before


@pytest.mark.usefixtures("world")
def test_no_key_at_all():
    result = run(issue.command, "awards.csv", "--yes")
    assert result.exit_code == ExitCode.USAGE
    assert result.stderr == (
        "error: the signing key is missing of 'brook'\n"
        "  hint: give it with --key FILE; --key may be given several times\n"
    )


def test_bad_rows_are_all_told_and_nothing_is_written(world):
    (world.root / "awards.csv").write_text(AWARDS + "nix,cai,,2025-04-01\nold,cai,,3/4/25\n")
    before = world.tree()
    with pytest.raises(CatalogError) as caught:
        run(issue.command, "awards.csv", *KEY, "--yes")
    assert [(each.where.line, each.code) for each in caught.value.problems] == [
        (4, "unknown-badge"),
        (5, "ambiguous-date"),
    ]
    assert world.tree() == before


def test_a_torn_ledger_is_mended_with_a_word(world):
    run(issue.command, "awards.csv", *KEY, "--yes")
    whole = world.tree()
    with (world.people / "ledger.jsonl").open("ab") as ledger:
        ledger.write(b'{"kind": "issued", "award_id')
    result = run(issue.command, "awards.csv")
    assert result.exit_code == ExitCode.OK
    assert "note: catalog/ledger.jsonl: cut off the row that was not written\n" in result.stderr
    assert world.tree() == whole


def test_a_second_command_waits_its_turn(world):
    with only_one(world.people):
        result = run(issue.command, "awards.csv", *KEY, "--yes")
    assert result.exit_code == ExitCode.CANNOT_WRITE
    assert "another command is writing in" in result.stderr


def test_withdrawing(world):
    run(issue.command, "awards.csv", *KEY, "--yes")
    token = world.issued()[0].credential
    arguments = (token, "--reason", "In error", *KEY)
    result = run(revoke.command, *arguments, say="n\n")
    assert result.stdout == (
        "  listening of ben-k, awarded on 2025-04-01\n"
        "Withdraw 2 credentials for good? [y/N]: n\nNothing was withdrawn.\n"
    )
    result = run(revoke.command, *arguments, "--yes")
    assert result.exit_code == ExitCode.OK
    assert result.stdout.endswith("Withdrew 2 credentials.\nSigned status list 1 of brook.\n")
    result = run(revoke.command, *arguments, "--yes")
    assert result.exit_code == ExitCode.USAGE
    assert "which is final" in result.stderr
    assert run(revoke.command, token, *KEY).exit_code == ExitCode.USAGE  # no reason


REASONS = {  # case: (reason, why not)
    "none": ("", "must have from 1 to 300 characters, found 0"),
    "long": ("x" * 301, "must have from 1 to 300 characters, found 301"),
    "two lines": ("a\nb", "must be one line"),
    "no text": ("\udcff", "holds the hidden character U+DCFF; remove it"),
}


@pytest.mark.parametrize("command", [revoke.command, reissue.command], ids=["revoke", "reissue"])
@pytest.mark.parametrize(("reason", "why"), REASONS.values(), ids=REASONS.keys())
def test_a_reason_that_no_ledger_can_hold_is_a_wrong_argument(world, command, reason, why):
    run(issue.command, "awards.csv", *KEY, "--yes")
    before = world.issued()
    result = run(command, before[0].credential, "--reason", reason, *KEY, "--yes")
    assert result.exit_code == ExitCode.USAGE
    assert f"Invalid value for '--reason': {why}" in result.stderr
    assert world.issued() == before


def test_correcting_a_name(world):
    run(issue.command, "awards.csv", *KEY, "--yes")
    result = run(reissue.command, "ben-k", *KEY, "--yes")
    assert "Nothing to correct: the signed badges say what the catalog says.\n" in result.stdout
    world.edit("catalog/earners/ben-k.yml", "Ben Kole", "Ben Cole")
    result = run(reissue.command, "ben-k", *KEY, "--yes")
    assert result.exit_code == ExitCode.OK
    page, own = world.issued()[-2:]
    assert result.stdout == (
        "  listening of ben-k, awarded on 2025-04-01\n"
        f"Signed {page.credential} (listening, page copy).\n"
        f"Signed {own.credential} (listening, own copy).\n"
        "Signed status list 1 of brook.\n"
    )


def test_correcting_an_award(world):
    run(issue.command, "awards.csv", *KEY, "--yes")
    (world.root / "fix.csv").write_text("badge,earner,awarded\nlistening,ben-k,2025-03-01\n")
    token = world.issued()[0].credential
    result = run(reissue.command, token, "--awards", "fix.csv", *KEY, "--yes")
    assert result.exit_code == ExitCode.OK
    assert str(world.issued()[-1].award.awarded) == "2025-03-01"
    result = run(reissue.command, "ben-k", "--awards", "fix.csv", *KEY)
    assert "--awards goes with the ID of one credential" in result.stderr
    result = run(reissue.command, token, "--awards", "awards.csv", *KEY)
    assert "awards.csv holds 2 awards; --awards takes one" in result.stderr
    result = run(reissue.command, "nobody", *KEY)
    assert "the ledger has no credential 'nobody', and there is no earner 'nobody'" in result.stderr
    result = run(reissue.command, "cai", *KEY)
    assert "cai holds no badge" in result.stderr


def test_a_stack_is_signed_anew_with_what_it_is_made_of(world):
    world.issue("badge,earner,awarded\nlistening,ben-k,2026-04-01\nyearly,ben-k,2026-04-02\n")
    world.issue("badge,earner,awarded\nstack,ben-k,2026-04-03\n", seed="stack")
    part = next(row for row in world.issued() if row.badge == "listening")
    (world.root / "fix.csv").write_text(
        "badge,earner,awarded,shown\nlistening,ben-k,2026-04-01,heard everybody out\n"
    )
    result = run(reissue.command, part.credential, "--awards", "fix.csv", *KEY, "--yes")
    assert result.exit_code == ExitCode.OK, result.output
    assert result.stdout.startswith(
        "  listening of ben-k, awarded on 2026-04-01\n  stack of ben-k, awarded on 2026-04-03\n"
    )
    book = open_book(world.ledger())
    rows = [row for row in world.issued() if book.standing(row)]
    assert len(rows) == 6  # three badges, each with two copies
    for copy in Copy:
        parts = {
            row.credential
            for row in rows
            if row.copy_ is copy and row.badge in {"listening", "yearly"}
        }
        (stack,) = (row for row in rows if row.copy_ is copy and row.badge == "stack")
        named = {url.split("/")[-2] for url in stack.award.components}
        assert named == parts


def test_renewing(world):
    run(issue.command, "awards.csv", *KEY, "--yes")
    (world.people / "status" / "brook" / "1.json").unlink()
    result = run(renew.command, *KEY)
    assert (result.exit_code, result.stdout) == (ExitCode.OK, "Signed status list 1 of brook.\n")
    assert json.loads(world.status_list())["issuer"].endswith(":brook")
    result = run(renew.command, *KEY, "--ending")
    assert result.stdout == "No status list had to be signed.\n"
    result = run(renew.command)
    assert result.exit_code == ExitCode.USAGE
    assert "give the signing key" in result.stderr


def test_what_cannot_be_written_is_said(world):
    (world.people / "assertions").write_text("a file where a folder belongs")
    (world.root / "awards.csv").write_text("badge,earner,awarded\nlistening,cai,2025-04-01\n")
    with pytest.raises(CatalogError):
        run(issue.command, "awards.csv", *KEY, "--yes")


def test_the_key_s_file_is_as_it_was(world):
    run(issue.command, "awards.csv", *KEY, "--yes")
    assert (world.root / "keys" / "brook.key").read_bytes() == BROOK_KEY


def test_a_row_of_nobody_is_told_with_the_others(world):
    (world.root / "awards.csv").write_text("badge,name,awarded\nlistening,,2025-04-01\n")
    with pytest.raises(CatalogError, match="who earned it"):
        run(issue.command, "awards.csv", "--dry-run")
