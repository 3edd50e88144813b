"""`badgepress erase`: no byte of a person stays, and no index of a status list is used again."""

import gzip
import zipfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
import typst
from click.testing import CliRunner, Result

from generator.build import build
from generator.cli import erase
from generator.cli.exit_code import ExitCode
from generator.issue.book import Book, open_book
from generator.issue.disk import Disk
from generator.issue.erase import erase as carry_out
from generator.issue.erase import plan_erasure
from generator.issue.sign import revocation_bits
from generator.publish import HANDOUTS
from generator.source import CatalogError, load
from tests.build.conftest import Silent
from tests.build.crowd import AS_OF, AT, PRIVATE, PUBLIC, Crowd, Person, make_crowd
from tests.issue.score_sheet import filled, scored
from tests.issue.test_kill import KilledError, Killer
from tests.issue.world import AWARDS, PASSPHRASE, World, later, make_world

KEYS = ("--key", "brook.key", "--key", "hill.key")
# A corrected badge, a team and a stack; a badge from elsewhere; an assessor.
ERASED = ((PUBLIC[1], "--keep"), (PUBLIC[3], "--revoke"), (PRIVATE[1], "--revoke"))


def run(*arguments: str, say: str | None = None) -> Result:
    result = CliRunner().invoke(erase.command, arguments, input=say)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def at_home(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("BADGEPRESS_KEY", raising=False)
    monkeypatch.setattr(erase, "now", lambda: AT + timedelta(days=1))
    return tmp_path


def book_of(config: Path) -> Book:
    return open_book(load(config).catalog.ledger)


def bits(book: Book) -> dict[tuple[str, int], bytes]:
    lists = [(issuer, number) for issuer, each in book.indexes.items() for number in each]
    return {each: revocation_bits(book, *each) for each in lists}


def canaries(crowd: Crowd, person: Person) -> set[str]:
    found = {person.name, person.slug, person.email}
    for row in crowd.issued((person,)):
        found |= {row.credential, row.subject, row.digest.removeprefix("sha256:")}
    return found


def holding(root: Path, texts: set[str]) -> set[tuple[str, str]]:
    """Every file below `root` with a text that stands in its bytes or its name."""
    return {
        (path.relative_to(root).as_posix(), text)
        for path in root.rglob("*")
        for body in [path.read_bytes().lower() if path.is_file() else b""]
        for text in texts
        if text.lower().encode() in body or text.lower() in path.name.lower()
    }


def test_no_byte_of_a_person_stays_after_the_next_build(at_home):
    crowd = make_crowd(at_home)

    def publish() -> None:
        loaded = load(crowd.config)
        build(loaded, site_dir=at_home / "site", as_of=AS_OF, jobs=1, narrator=Silent())

    publish()
    handouts = at_home / "handouts"
    handouts.mkdir()
    (handouts / HANDOUTS.marker).write_bytes(HANDOUTS.text)
    (handouts / "mailmerge.csv").write_text("".join(f"{each.name}\n" for each, _ in ERASED))
    cache = at_home / ".badgepress" / "drawings"
    cache.mkdir(parents=True, exist_ok=True)
    (cache / "a.svg").write_text(PUBLIC[1].name)
    before = book_of(crowd.config)
    texts = {person.slug: canaries(crowd, person) for person, _ in ERASED}
    assert {path for path, _ in holding(at_home, texts[PUBLIC[3].slug])} > {
        f"catalog/earners/{PUBLIC[3].slug}.yml",
        "catalog/ledger.jsonl",
        f"site/earners/{PUBLIC[3].slug}/index.html",
    }
    for person, choice in ERASED:
        result = run(person.slug, choice, "--yes", *KEYS)
        assert result.exit_code == ExitCode.OK, result.output
        assert "version history" in result.stdout
    publish()
    for person, _ in ERASED:
        assert holding(at_home, texts[person.slug]) == set()
    after = book_of(crowd.config)
    assert after.indexes == before.indexes
    assert bits(after) != bits(before)
    gone = [row for person, _ in ERASED[1:] for row in before.of_earner[person.slug]]
    for issuer, number in bits(before):
        now_out = {
            row.status_index
            for row in before.issued.values()
            if (row.issuer, row.status_list) == (issuer, number)
            and (row in gone or not before.standing(row))
        }
        said = revocation_bits(after, issuer, number)
        assert {i for i in range(len(said) * 8) if said[i // 8] >> (7 - i % 8) & 1} == now_out
    ledger = (crowd.root / "catalog" / "ledger.jsonl").read_text("utf-8").splitlines()
    assert sum('"erased"' in line for line in ledger) == len(bits(before))


def test_the_rows_of_others_no_longer_name_who_judged(at_home):
    world = make_world(at_home, more={"catalog/earners/judge-one.yml": "name: Vera Quill\n"})
    judged = {"Assessor_id": "judge-one"}
    rows = [scored("Ana Silva", **judged), scored("Ben Kole", "Begun", **judged)]
    world.issue(filled(world, rows), name="scores.xlsx")
    row = world.issued()[0]
    signed = world.desk().credential(row).read_bytes()
    result = run("judge-one", "--yes")
    assert result.exit_code == ExitCode.OK, result.output
    assert "1 row of others no longer name who judged" in result.stdout
    assert holding(world.people, {"judge-one", "Vera Quill"}) == set()
    (after,) = world.issued()
    assert after == row.model_copy(update={"award": after.award})
    assert world.desk().credential(row).read_bytes() == signed
    (attempt,) = world.desk().attempts
    assert (attempt.earner, attempt.assessor_id) == ("ben-k", None)
    result = run("ben-k", "--yes")
    assert "attempts: 1 row cut out" in result.stdout
    assert world.desk().attempts == ()
    # It all goes on: the same sheet, without whoever is gone.
    world.issue(AWARDS.replace("listening,ben-k,2026-04-01\n", ""), seed="more", at=later(1))


def test_what_becomes_of_the_badges_must_be_said(at_home):
    world = make_world(at_home)
    world.issue(AWARDS)
    before = world.tree()
    result = run("ben-k", "--yes")
    assert result.exit_code == ExitCode.USAGE
    assert "say with --revoke or --keep what becomes of the badges" in result.stderr
    assert "Nothing was done." in run("ben-k", say="keep\nn\n").stdout
    with_no_key = run("ben-k", "--revoke", "--yes")
    assert with_no_key.exit_code == ExitCode.USAGE
    assert "the signing key is missing of 'brook'" in with_no_key.stderr
    assert world.tree() == before
    (world.root / "awards.csv").write_text(AWARDS)
    result = run("ben-k", "--key", "keys/brook.key", say="revoke\ny\n")
    assert result.exit_code == ExitCode.OK, result.output
    assert "2 credentials withdrawn for good" in result.stdout
    assert "Signed status list 1 of brook." in result.stdout
    assert result.stdout.endswith("of this person or a namesake; look:\n  awards.csv\n")
    assert "no earner 'ben-k'" in run("ben-k", "--yes").stderr


def test_what_is_left_is_found_also_in_what_is_packed(at_home):
    """Score sheets, a zip in a folder, a PDF with a list: named, and nothing else is."""
    world = make_world(at_home, more={"catalog/earners/z-quillon.yml": "name: Zoë Quillon\n"})
    book = openpyxl.Workbook()
    for row in (("First", "Last"), ("Zoë", "Abt"), ("Ana", "Quillon"), ("Zoë", "Quillon")):
        book.active.append(row)
    (at_home / "sent").mkdir()
    book.save(at_home / "sent" / "scores.xlsx")
    with zipfile.ZipFile(at_home / "sent" / "old.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(at_home / "sent" / "scores.xlsx", "scores.xlsx")
        archive.writestr("a.txt", "words")
    (at_home / "a.typ").write_text("Badges of Zoë Quillon")
    (at_home / "sent" / "list.pdf").write_bytes(typst.compile(at_home / "a.typ"))
    (at_home / "a.typ").write_text("Badges of Zoe, and of Quillon")
    (at_home / "sent" / "locked.7z").write_bytes(b"7z\xbc\xaf\x27\x1c0000")
    (at_home / "sent" / "fine.gz").write_bytes(gzip.compress(b"Zoe Abt"))
    result = run("z-quillon", "--yes")
    assert result.exit_code == ExitCode.OK, result.output
    left = result.stdout.partition("or a namesake; look:\n")[2]
    assert left == (
        "  sent/list.pdf\n  sent/old.zip\n  sent/scores.xlsx\n"
        "These could not be looked into, being locked, damaged or large; look yourself:\n"
        "  sent/locked.7z\n"
    )
    assert holding(world.people, {"Quillon"}) == set()


def test_a_row_of_a_table_is_cut_out(at_home):
    table = "earner,name\r\nzoe,Zoe Oak\r\nyan,Yan Elm\r\n"
    world = make_world(at_home, more={"catalog/earners.csv": table})
    assert run("zoe", "--yes").exit_code == ExitCode.OK
    left = (world.people / "earners.csv").read_bytes()
    assert left == b"earner,name\r\nyan,Yan Elm\r\n"


@pytest.mark.parametrize("revoked", [False, True], ids=["keep", "revoke"])
def test_a_kill_anywhere_is_finished_by_the_next_run(tmp_path, revoked):
    kills = 0
    while True:
        world = make_world(tmp_path / str(kills))
        world.issue(AWARDS)
        before = open_book(world.ledger())
        killer = Killer(kills)
        with suppress(KilledError):
            _erase(world, killer.disk, revoked=revoked)
        if not killer.killed:
            break
        kills += 1
        if "ben-k" in world.catalog().earners:
            _erase(world, Disk(), revoked=revoked)
        after = open_book(world.ledger())
        assert after.indexes == before.indexes
        theirs = {row.status_index for row in before.of_earner["ben-k"]}
        assert [{*row.withdrawn} for row in after.erased] == [theirs if revoked else set()]
        texts = {"ben-k", "Ben Kole", *(row.credential for row in before.of_earner["ben-k"])}
        assert holding(world.people, texts) == set()
    assert kills >= 10


def _erase(world: World, disk: Disk, *, revoked: bool) -> None:
    desk = world.recovered(disk, "again")
    carry_out(desk, plan_erasure(desk, "ben-k"), revoked=revoked)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('"issuer": "brook", "status_list": 1, "indexes": [TAKEN]', "is taken already, on line 1"),
        ('"issuer": "nobody", "status_list": 1, "indexes": [7]', "there is no issuer 'nobody'"),
        (
            '"issuer": "brook", "status_list": 1, "indexes": [7], "withdrawn": [8]',
            "'withdrawn' holds an index that 'indexes' does not",
        ),
    ],
    ids=["taken", "nobody", "withdrawn"],
)
def test_a_wrong_row_is_named(at_home, row, said):
    world = make_world(at_home)
    world.issue(AWARDS)
    row = row.replace("TAKEN", str(world.issued()[0].status_index))
    ledger = world.people / "ledger.jsonl"
    lines = len(ledger.read_text("utf-8").splitlines())
    with ledger.open("a", encoding="utf-8") as file:
        file.write(f'{{"kind": "erased", {row}}}\n')
    with pytest.raises(CatalogError) as caught:
        load(world.config)
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"{ledger.as_posix()}:{lines + 1}:")
    assert said in problem.message
