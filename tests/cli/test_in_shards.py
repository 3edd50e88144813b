"""Commands about one person, or one badge, where people lie in shards."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import badgepress
from generator.issue.book import open_book
from generator.issue.disk import Disk
from generator.issue.shard_move import move
from generator.issue.sign import all_lists, is_behind
from generator.issue.signed_badges import SignedBadges
from generator.model.ledger import Erased, Issued
from generator.source import load, shard_for
from generator.source.credential_lines import PAGES
from tests.issue.test_kill import TWO
from tests.issue.world import PASSPHRASE, World, make_world

ANA = "listening,ana-silva,,2026-04-03\n"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    world = make_world(tmp_path_factory.mktemp("registry") / "world")
    world.issue(TWO + ANA)
    move(world.people, 1, Disk())
    return world


@pytest.fixture
def world(template, tmp_path, monkeypatch):
    shutil.copytree(template.root, tmp_path / "world")
    monkeypatch.chdir(tmp_path / "world")
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", PASSPHRASE)
    return World(tmp_path / "world")


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(badgepress, arguments, catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.output


def sign(*arguments: str) -> str:
    return run(*arguments, "--key", "keys/brook.key", "--yes")


def catalog(world):
    """All there is; and the lists say what all ledgers say."""
    whole = load(world.config, to_sign=True, join=True).catalog
    book = open_book(whole.ledger)
    assert not [each for each in all_lists(book) if is_behind(each, book, whole.status_lists)]
    assert not (world.people / "ledger.jsonl").exists()
    assert not (world.people / "assertions").exists()
    return whole, book


def home(world, slug: str) -> Path:
    return shard_for(world.people, slug).folder


def rows_of(world, slug: str) -> tuple[Issued, ...]:
    return catalog(world)[1].of_earner[slug]


def test_a_badge_is_withdrawn_in_the_shard_where_it_lies(world):
    row = rows_of(world, "ana-silva")[0]
    others = (home(world, "ben-k") / "ledger.jsonl").read_bytes()
    assert "Withdrew" in sign("revoke", row.credential[:10], "--reason", "In error")
    whole, book = catalog(world)
    assert not book.standing(row)
    assert (home(world, "ben-k") / "ledger.jsonl").read_bytes() == others
    assert not any(isinstance(each, Erased) for each in whole.ledger)
    unknown = run("revoke", "f" * 32, "--reason", "x", "--key", "keys/brook.key", "--yes", code=2)
    assert "the ledger has no credential" in unknown


def test_badges_are_signed_anew_in_their_shard(world):
    file = home(world, "ben-k") / "earners" / "ben-k.yml"
    file.write_text(file.read_text().replace("Ben Kole", "Ben Cole"))
    before = {row.credential for row in rows_of(world, "ben-k")}
    sign("reissue", "ben-k")
    rows = rows_of(world, "ben-k")
    assert len(rows) == 2 * len(before)
    signed = SignedBadges(home(world, "ben-k"), in_lines=True)
    assert all(signed.has(row) for row in rows)
    numbers = {(row.status_list, row.status_index) for row in catalog(world)[1].issued.values()}
    assert len(numbers) == len(catalog(world)[1].issued)


def test_a_consent_is_taken_back_in_a_shard(world):
    sign("withdraw", "ben-k")
    whole, _ = catalog(world)
    assert whole.earners["ben-k"].visibility == "private"
    page = home(world, "ben-k") / PAGES
    gone = [row for row in rows_of(world, "ben-k") if row.copy_ == "page"]
    assert gone
    assert not any(row.credential.encode() in page.read_bytes() for row in gone)


def test_a_person_is_erased_from_all_shards(world):
    ledger = home(world, "ben-k") / "ledger.jsonl"
    named = '"award": {"assessor_id": "ana-silva", '
    ledger.write_text(ledger.read_text().replace('"award": {', named))
    told = sign("erase", "ana-silva", "--revoke")
    assert "of other shards no longer name who judged" in told
    whole, book = catalog(world)
    assert "ana-silva" not in whole.earners
    left = [path for path in world.people.rglob("*.*") if b"ana-silva" in _read(path)]
    assert left == []
    assert [len(row.withdrawn) for row in book.erased] == [1]
    run("renew", "--key", "keys/brook.key")
    catalog(world)


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def test_everybody_is_checked_shard_by_shard(world):
    told = run("check")
    assert "No mistakes" in told
    assert "published credential" in told
    row = rows_of(world, "ana-silva")[0]
    ledger = home(world, "ben-k") / "ledger.jsonl"
    other = rows_of(world, "ben-k")[0]
    ledger.write_text(ledger.read_text().replace(other.subject, row.subject))
    between = run("check", code=1)
    assert f"the subject '{row.subject}' is taken already, in " in between
    for slug in ("ana-silva", "ben-k"):
        (home(world, slug) / "earners" / f"{slug}.yml").write_text("name: 1\nnonsense: 2\n")
    both = run("check", code=1)
    assert "ana-silva.yml:2:1" in both
    assert "ben-k.yml:2:1" in both


def test_papers_and_sums_are_made_of_one_shard(world):
    run("consent", "ana-silva", "-o", "consent.pdf")
    run("handout", "ben-k")
    assert list(Path("handouts").rglob("*.pdf"))
    assert "Ana Silva" in run("worth", "ana-silva") + run("worth")
    sign("clr", "ana-silva")
    assert (home(world, "ana-silva") / "records" / "ana-silva.json").exists()


@pytest.mark.usefixtures("world")
def test_what_needs_all_at_once_says_so():
    done = CliRunner().invoke(badgepress, ["clr", "--dry-run"])
    assert "people lie in shards, and this command" in str(done.exception)
