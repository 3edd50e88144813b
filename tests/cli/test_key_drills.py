"""Drills: what an office does when a key or a person is gone, as somebody types it."""

import re
import shlex
import sys
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from generator.build import build
from generator.build.judge import court_for, judge, lacking_problems
from generator.cli.exit_code import ExitCode
from generator.cli.main import badgepress
from generator.cli.options import now
from generator.issue import open_key, read_key_file
from generator.model.trust import KnownIssuer, TrustList
from generator.openbadges.proof import add_proof
from generator.openbadges.strict_json import dump_json
from generator.site.data import issuer_files, recognizer_files
from generator.source import load
from generator.verify import FixedResolver, Outcome, Verdict, verify
from generator.verify.key_sets import key_set_problems
from tests.build.conftest import Silent
from tests.issue.world import AWARDS, BROOK, HILL, PASSPHRASE, World, make_world

pytestmark = pytest.mark.usefixtures("quick_keys")

NEW = "new words for the new key"
PAPER = "words for the locked away"
BASE = "https://badges.brook.example/b/"
DID = "did:web:badges.brook.example:b:issuers:brook"


@pytest.fixture
def world(tmp_path, monkeypatch) -> World:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BADGEPRESS_KEY", raising=False)
    made = make_world(tmp_path)
    made.issue(AWARDS)
    (tmp_path / "more.csv").write_text("badge,earner,awarded\nyearly,ana-silva,2026-04-09\n")
    return made


def run(*arguments: str, old: str = PASSPHRASE, new: str = NEW) -> Result:
    env = {"BADGEPRESS_PASSPHRASE": old, "BADGEPRESS_NEW_PASSPHRASE": new}
    result = CliRunner(env=env).invoke(badgepress, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def done(*arguments: str, old: str = PASSPHRASE, new: str = NEW) -> Result:
    result = run(*arguments, old=old, new=new)
    assert result.exit_code == ExitCode.OK, result.output
    return result


def published(world: World) -> dict[str, bytes]:
    """The issuer's documents by address, as a built site has them."""
    site = build(
        load(world.config), site_dir=world.root / "site", as_of=now(), jobs=1, narrator=Silent()
    ).folder
    files = [file for file in (site / "issuers/brook").rglob("*.json") if file.is_file()]
    return {BASE + file.relative_to(site).as_posix(): file.read_bytes() for file in files}


def to_be_published(world: World) -> dict[str, bytes]:
    """The same, without the time that pages take; the build's own checks are made."""
    loaded = load(world.config)
    catalog, config = loaded.catalog, loaded.config
    court = court_for(catalog, config, now())
    judged = judge(catalog, court, lambda: None)
    lacking = lacking_problems(catalog, [judged.lacking])
    assert [*court.problems, *judged.problems, *lacking, *key_set_problems(loaded)] == []
    files = issuer_files(catalog.issuers["brook"], config)
    return {BASE + file.path: file.body for file in files} | {
        f"{BASE}issuers/{slug}/status/{number}.json": stored.body
        for (slug, number), stored in catalog.status_lists.items()
    }


def verdicts(world: World, documents: dict[str, bytes]) -> dict[str, Verdict]:
    """What a stranger who knows the issuer is told of each badge, by its number."""
    trust = TrustList(issuers=(KnownIssuer(did=DID, name="Brook", since="2025-01-01"),))
    return {
        row.credential: verify(
            world.desk().credential(row).read_bytes(),
            as_of=now(),
            resolver=FixedResolver(documents, handed=False),
            trust=trust,
        ).verdict
        for row in world.issued()
    }


def public_key(path: str, passphrase: str) -> str:
    return open_key(read_key_file(Path(path), keep_out=()), passphrase).public_key


def test_a_lost_key_file_comes_back_from_paper_and_signs(world):
    done("keys", "backup", "keys/brook.key", "-o", "paper.pdf")
    Path("keys/brook.key").unlink()
    page = PdfReader(BytesIO(Path("paper.pdf").read_bytes())).pages[1].extract_text()
    Path("typed.txt").write_text("\n".join(re.findall(r"^\d\d: .*$", page, re.MULTILINE)))
    done("keys", "restore", "typed.txt", "-o", "again.key")
    done("issue", "more.csv", "--yes", "--key", "again.key")
    assert set(verdicts(world, to_be_published(world)).values()) == {Verdict.VERIFIED}


def test_a_rotation_keeps_old_badges_valid_and_the_new_key_signs_the_next(world):
    before = verdicts(world, published(world))
    said = done("keys", "rotate", "brook", "--key", "keys/brook.key", "--out", "new.key").output
    new = public_key("new.key", NEW)
    assert "Signed status list 1 of brook." in said
    assert new in said
    assert f"{DID}#{new}".encode() in world.status_list()
    assert verdicts(world, to_be_published(world)) == before
    refused = run("issue", "more.csv", "--yes", "--key", "keys/brook.key")
    assert refused.exit_code == ExitCode.USAGE
    assert "keys/brook.key is not the key that an issuer of this catalog signs with now" in (
        refused.stderr
    )
    done("issue", "more.csv", "--yes", "--key", "new.key", old=NEW)
    after = verdicts(world, published(world))
    assert set(after.values()) == {Verdict.VERIFIED}
    assert len(after) == len(before) + 1
    assert world.issued()[-1].key == new
    assert not list((world.root / "site").rglob("*.jsonl"))


def test_what_a_copy_of_the_retired_key_signs_later_is_refused(world):
    done("keys", "rotate", "brook", "--key", "keys/brook.key", "--out", "new.key")
    wire = world.signed(world.issued()[0])
    del wire["proof"]
    for days, verdict in ((-1, Verdict.VERIFIED), (1, Verdict.INVALID)):
        body = dump_json(
            add_proof(
                wire,
                sign=world.key().sign,
                verification_method=f"{DID}#{BROOK}",
                created=now() + timedelta(days=days),
            )
        )
        report = verify(
            body,
            as_of=now() + timedelta(days=2),
            resolver=FixedResolver(to_be_published(world), handed=False),
            trust=TrustList(issuers=(KnownIssuer(did=DID, name="Brook", since="2025-01-01"),)),
        )
        assert report.verdict is verdict
    assert [each.id for each in report.checks if each.outcome is Outcome.FAILED] == ["issuer-key"]


def test_a_forgotten_passphrase_the_recovery_key_signs_for_the_next_key(world):
    done(
        "keys", "new", "brook", "--recovery", "--key", "keys/brook.key", "--out", "away.key",
        new=PAPER,
    )  # fmt: skip
    forgotten = run("keys", "rotate", "brook", "--key", "keys/brook.key", "--out", "n.key", old="?")
    assert forgotten.exit_code == ExitCode.USAGE
    assert "the passphrase does not open keys/brook.key" in forgotten.stderr
    done("keys", "rotate", "brook", "--key", "away.key", "--out", "new.key", old=PAPER)
    done("issue", "more.csv", "--yes", "--key", "new.key", old=NEW)
    documents = to_be_published(world)
    assert set(verdicts(world, documents).values()) == {Verdict.VERIFIED}
    did = documents[f"{BASE}issuers/brook/did.json"].decode()
    assert public_key("new.key", NEW) in did
    assert public_key("away.key", PAPER) not in did


@pytest.mark.usefixtures("world")
def test_the_recovery_key_signs_no_badge():
    done("keys", "new", "brook", "--recovery", "--key", "keys/brook.key", "--out", "away.key")
    refused = run("issue", "more.csv", "--yes", "--key", "away.key", old=NEW)
    assert refused.exit_code == ExitCode.USAGE
    assert "away.key is not the key that an issuer of this catalog signs with now" in refused.stderr


def test_the_person_who_left_neither_opens_the_key_nor_signs_with_a_copy(world):
    Path("copy.key").write_bytes(Path("keys/brook.key").read_bytes())
    Path("copy.key").chmod(0o600)
    done("keys", "passphrase", "keys/brook.key", new="only we who stay")
    left = run("renew", "--key", "keys/brook.key")
    assert "the passphrase does not open keys/brook.key" in left.stderr
    stays = "only we who stay"
    done("keys", "rotate", "brook", "--key", "keys/brook.key", "--out", "new.key", old=stays)
    copied = run("issue", "more.csv", "--yes", "--key", "copy.key")
    assert copied.exit_code == ExitCode.USAGE
    assert set(verdicts(world, to_be_published(world)).values()) == {Verdict.VERIFIED}


def test_a_recognizer_gets_a_new_key_in_the_same_way(world):
    (world.people / "recognizers").mkdir()
    (world.people / "recognizers/dale.yml").write_text(
        "name: Dale College\nkind: college\nsummary: A college.\nurl: https://dale.example/\n"
        f"contact: {{office: Registrar}}\nkeys:\n  - public_key: {HILL}\n"
        "    created: 2025-01-01T00:00:00Z\n"
    )
    done("keys", "rotate", "dale", "--key", "keys/hill.key", "--out", "new.key")
    loaded = load(world.config)
    assert list(key_set_problems(loaded)) == []
    files = recognizer_files(loaded.catalog.recognizers["dale"], loaded.config)
    (did,) = (file.body.decode() for file in files if file.path.endswith("did.json"))
    assert public_key("new.key", NEW) in did
    assert (world.people / "recognizers/dale.keys.jsonl").is_file()


def test_a_command_signs_in_place_of_a_key_file(world):
    signer = Path("sign.py")
    signer.write_text(
        "import sys\n"
        "from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey\n"
        'key = Ed25519PrivateKey.from_private_bytes(b"brook-brook-brook-brook-brook-32")\n'
        "sys.stdout.buffer.write(key.sign(sys.stdin.buffer.read()))\n"
    )
    by_command = ("--signer-cmd", BROOK, f"{shlex.quote(sys.executable)} sign.py")
    done("issue", "more.csv", "--yes", *by_command)
    (row,) = (row for row in world.issued() if row.badge == "yearly")
    done("revoke", row.credential, "--reason", "A test", "--yes", *by_command)
    done("renew", *by_command)
    told = verdicts(world, to_be_published(world))
    assert told.pop(row.credential) is Verdict.INVALID
    assert set(told.values()) == {Verdict.VERIFIED}
    done("keys", "rotate", "brook", *by_command, "--out", "new.key")
    to_be_published(world)


def test_a_command_that_fails_leaves_what_the_next_run_finishes(world):
    failed = run("issue", "more.csv", "--yes", "--signer-cmd", BROOK, "false")
    assert failed.exit_code == ExitCode.USAGE
    assert "error: 'false' failed with exit code 1" in failed.stderr.splitlines()
    done("issue", "more.csv", "--yes", "--key", "keys/brook.key")
    assert set(verdicts(world, to_be_published(world)).values()) == {Verdict.VERIFIED}


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("key", ["brook", "z6Mk", BROOK[:-1]])
def test_a_command_stands_for_a_public_key(key):
    refused = run("renew", "--signer-cmd", key, "sign")
    assert refused.exit_code == ExitCode.USAGE
    assert "must be an Ed25519 public key in multibase form" in refused.stderr


def test_an_interrupted_run_is_finished_before_its_key_retires(world):
    run("issue", "more.csv", "--yes", "--signer-cmd", BROOK, "false")
    assert world.desk().unsigned()
    done("keys", "rotate", "brook", "--key", "keys/brook.key", "--out", "new.key")
    assert not world.desk().unsigned()
    assert set(verdicts(world, to_be_published(world)).values()) == {Verdict.VERIFIED}


def test_wherever_a_key_file_is_taken_a_command_is():
    context = click.Context(badgepress)
    commands = [badgepress.get_command(context, name) for name in badgepress.list_commands(context)]
    groups = [each for each in commands if isinstance(each, click.Group)]
    commands += [each for group in groups for each in group.commands.values()]
    taking = [
        each.name
        for each in commands
        if each is not None and any("--key" in one.opts for one in each.params)
    ]
    signing = [
        each.name
        for each in commands
        if each is not None and any("--signer-cmd" in one.opts for one in each.params)
    ]
    assert taking == signing
    assert {"issue", "revoke", "reissue", "renew", "endorse", "clr", "rotate"} <= {*taking}
