"""`badgepress withdraw`: a consent is taken back, and nothing else changes."""

import codecs
from contextlib import suppress

import openpyxl
import pytest
from click.testing import CliRunner

from generator.cli import withdraw
from generator.cli.exit_code import ExitCode
from generator.cli.main import badgepress
from generator.issue.book import open_book
from generator.issue.disk import Disk
from generator.issue.earner_edits import made_private
from generator.issue.earners_csv import made_private_in_table, without_row
from generator.issue.withdraw import plan_withdrawal
from generator.issue.withdraw import withdraw as carry_out
from generator.model.ledger import Copy
from generator.source import CatalogError, load
from tests.issue.test_kill import KilledError, Killer
from tests.issue.world import AWARDS, NOW, PASSPHRASE, World, counter, make_world

KEY = ("--key", "keys/brook.key", "--yes")
BEN = """\
# From the spring cohort; ask before calling.
name: Ben Kole  # not Cole
visibility: public  # since January
consent:
  by: earner
  on: 2026-01-05  # the paper is in drawer 3
  visibility: public
  name: Ben K.

# For handouts.
email: ben@brook.example
former_names: [Ben Kohl]
"""
HIDDEN = """\
# From the spring cohort; ask before calling.
name: Ben Kole  # not Cole
visibility: private  # since January

# For handouts.
email: ben@brook.example
former_names: [Ben Kohl]
"""


@pytest.fixture
def world(tmp_path, monkeypatch) -> World:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("BADGEPRESS_KEY", raising=False)
    world = make_world(tmp_path, more={"catalog/earners/ben-k.yml": BEN})
    world.issue(AWARDS)
    return world


def run(*arguments: str, say: str | None = None):
    result = CliRunner().invoke(withdraw.command, arguments, input=say)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def standing(world: World, earner: str) -> list[tuple[Copy, str | None]]:
    book = open_book(world.ledger())
    return [(row.copy_, row.name) for row in book.of_earner[earner] if book.standing(row)]


def test_withdrawing_hides_the_person_and_leaves_them_their_badges(world):
    (world.people / "records").mkdir()
    (world.people / "records" / "ben-k.json").write_text("{}")
    page = next(row for row in world.issued() if (row.earner, row.copy_) == ("ben-k", "page"))
    before = world.tree()
    result = run("ben-k", *KEY)
    assert result.exit_code == ExitCode.OK, result.output
    base = "https://badges.brook.example/b/"
    for told in (
        "catalog/earners/ben-k.yml: private, without consent",
        "catalog/records/ben-k.json: removed",
        "1 badge signed anew as own copies",
        f"  {base}earners/ben-k/\n",
        f"  {base}earners/ben-k/clr.json\n",
        f"  {base}credentials/{page.credential}/\n",
        "version history",
        "printed",
    ):
        assert told in result.stdout
    after = world.tree()
    assert after["catalog/earners/ben-k.yml"].decode() == HIDDEN
    assert standing(world, "ben-k") == [(Copy.OWN, "Ben Kole")]
    assert not world.desk().credential(page).exists()
    assert "catalog/records/ben-k.json" not in after
    changed = {path for path in before if after.get(path) != before[path]}
    assert changed == {
        "catalog/earners/ben-k.yml",
        "catalog/ledger.jsonl",
        "catalog/records/ben-k.json",
        "catalog/status/brook/1.json",
        f"catalog/assertions/{page.credential}.json",
    }
    assert "consent" not in after["catalog/ledger.jsonl"].decode().lower()
    again = run("ben-k", *KEY)
    assert again.exit_code == ExitCode.OK
    assert "  0 badges signed anew" in again.stdout
    assert world.tree() == after


def test_it_asks_first_and_needs_the_key(world):
    before = world.tree()
    assert "Nothing was done." in run("ben-k", *KEY[:2], say="n\n").stdout
    result = run("ben-k", "--yes")
    assert result.exit_code == ExitCode.USAGE
    assert "the signing key is missing of 'brook'" in result.stderr
    result = run("ben-kk", "--yes")
    assert "there is no earner 'ben-kk'; did you mean 'ben-k'" in result.stderr
    assert world.tree() == before


def test_a_kill_anywhere_is_finished_by_the_next_run(tmp_path):
    kills = 0
    while True:
        world = make_world(tmp_path / str(kills), more={"catalog/earners/ben-k.yml": BEN})
        world.issue(AWARDS)
        killer = Killer(kills)
        with suppress(KilledError):
            _withdraw(world, killer.disk, "first")
        if not killer.killed:
            break
        kills += 1
        _withdraw(world, Disk(), "second")
        assert standing(world, "ben-k") == [(Copy.OWN, "Ben Kole")]
        pages = [row for row in world.issued() if (row.earner, row.copy_) == ("ben-k", "page")]
        assert [row for row in pages if world.desk().credential(row).exists()] == []
        assert (world.people / "earners" / "ben-k.yml").read_text() == HIDDEN
        assert not world.desk().is_unfinished()
    assert kills >= 6


def _withdraw(world: World, disk: Disk, seed: str) -> None:
    plan = plan_withdrawal(world.recovered(disk, seed), "ben-k")
    carry_out(plan, [world.key()], random_bytes=counter(seed), signed_at=NOW)


HEADER = "earner,name,visibility,consent_by,consent_on,consent_visibility,consent_name\n"
ROW = "ana-silva,Ana Silva,public,earner,2026-01-05,public,Ana Silva\n"


def test_a_row_of_a_table_is_edited_and_the_rest_of_it_stays(world):
    (world.people / "earners" / "ana-silva.yml").unlink()
    table = world.people / "earners.csv"
    table.write_text(HEADER + ROW)
    result = run("ana-silva", *KEY)
    assert result.exit_code == ExitCode.OK, result.output
    assert "  catalog/earners.csv: private, without consent\n" in result.stdout
    assert table.read_text() == HEADER + "ana-silva,Ana Silva,private,,,,\n"
    assert standing(world, "ana-silva") == [(Copy.OWN, "Ana Silva")]
    after = world.tree()
    assert run("ana-silva", *KEY).exit_code == ExitCode.OK
    assert world.tree() == after


SEMICOLONS = """\
Slug;"Name";Visibility;Consent by;Consent on;Consent for\r
"a";"A ""One""\";"public";"earner";"2026-01-05";"public"\r
\r
"bo";"B;\r\no"; "public" ;"earner";3 Jan 2026;"public"\r
# note;;\r
"""
TABLES = {  # case: (before, after) of a table in which Bo takes the consent back
    "quotes, semicolons, Windows lines": (
        SEMICOLONS,
        SEMICOLONS.replace('"public" ;"earner";3 Jan 2026;"public"', '"private" ;"";;""'),
    ),
    "tabs, old lines, spaces, no end": (
        "slug\tname\tconsent by\tvisibility\r a\tA\t\t\rbo\tÖ\t  guardian \t unlisted",
        "slug\tname\tconsent by\tvisibility\r a\tA\t\t\rbo\tÖ\t   \t private",
    ),
    "a row that ends early": (
        "slug,name,consent by\nbo,Bo,earner\nc,C\n",
        "slug,name,consent by\nbo,Bo,\nc,C\n",
    ),
    "nothing to do": ("slug,name,visibility\nbo,Bo\n", "slug,name,visibility\nbo,Bo\n"),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
@pytest.mark.parametrize(("before", "after"), TABLES.values(), ids=TABLES.keys())
def test_a_table_keeps_its_encoding_its_quotes_and_its_lines(before, after, encoding):
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    edited = made_private_in_table("earners.csv", mark + before.encode(encoding), "bo")
    assert edited == mark + after.encode(encoding)


@pytest.mark.parametrize("edit", [made_private_in_table, without_row])
def test_a_table_that_would_read_otherwise_is_left_to_its_keeper(edit):
    """Without the one letter that is no UTF-8, the other name would be read as UTF-8."""
    table = "slug,name,consent record\nbo,Bo,drawer \u00eb\nc,\u00c3\u00a9\n".encode("cp1252")
    with pytest.raises(CatalogError) as caught:
        edit("e.csv", table, "bo")
    (problem,) = caught.value.problems
    assert str(problem).startswith("e.csv:2:1: error: the ")
    assert "[edit-by-hand]" in str(problem)


def test_a_workbook_under_the_name_of_a_csv_is_refused_where_it_is_read(world):
    book = openpyxl.Workbook()
    book.active.append(["earner", "name"])
    book.active.append(["eva-m", "Eva M"])
    book.save(world.people / "earners.csv")
    (world.people / "earners.xlsx").write_bytes((world.people / "earners.csv").read_bytes())
    with pytest.raises(CatalogError) as caught:
        run("ana-silva", *KEY)
    assert [str(each) for each in caught.value.problems] == [
        (
            "catalog/earners.csv:1:1: error: this is a workbook, which no command can edit "
            "[not-a-spreadsheet]\n  hint: save it as 'CSV UTF-8' in your spreadsheet program"
        ),
        (
            "catalog/earners.xlsx:1:1: error: unexpected 'earners.xlsx' [unexpected-file]\n"
            "  hint: commands edit this table: save it as 'CSV UTF-8', earners.csv"
        ),
    ]


def test_what_it_makes_wrong_elsewhere_is_told(world):
    world.issue(
        "badge,earner,awarded,team\nyearly,cai,2026-04-05,Team Ana Silva\n", seed="the team"
    )
    result = run("ana-silva", *KEY)
    assert result.exit_code == ExitCode.WRONG
    assert "its team 'Team Ana Silva' says the name of 'ana-silva'" in result.stderr


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        (
            "name: A B\r\nconsent: {by: earner,\r\n  on: 2026-01-05, visibility: public}\r\n# End",
            None,
        ),
        (
            "consent:\n  by: earner\n  on: 2026-01-05\n  visibility: public\nname: Ö B\n",
            "name: Ö B\n",
        ),
        (
            "\ufeffname: A B\nvisibility: 'public'\nconsent: {}",
            "\ufeffname: A B\nvisibility: private\n",
        ),
    ],
    ids=["crlf", "first", "mark"],
)
def test_the_rest_of_the_file_stays_as_it_is_written(file, wanted):
    edited = made_private("a.yml", file.encode()).decode()
    assert edited == (wanted if wanted is not None else "name: A B\r\n# End")


def test_a_file_that_cannot_be_edited_is_named():
    with pytest.raises(CatalogError) as caught:
        made_private("a.yml", b"{name: A B, visibility: public, consent: {by: earner}}\n")
    assert str(caught.value.problems[0]).startswith("a.yml:1:42: error: the consent cannot be")


def test_a_row_is_cut_out_of_a_table_and_the_others_stay():
    table = "earner,name\r\na,A One\r\n\r\nb,'B'\r\nc,Ç\r\n".encode("cp1252")
    assert without_row("e.csv", table, "b") == table.replace(b"b,'B'\r\n", b"")
    assert without_row("e.csv", table, "c") == table.replace(b"c,\xc7\r\n", b"")
    odd = 'earner,name\na,"A\nB"\nb,B\n'
    assert without_row("e.csv", odd.encode("utf-16"), "a").decode("utf-16") == "earner,name\nb,B\n"


def test_a_new_name_takes_away_the_page_of_a_badge_that_was_withdrawn_before(world):
    """It cannot be signed anew, and would say the old name for ever."""
    world.issue("badge,earner,awarded\nyearly,ben-k,2026-04-02\n", seed="more")
    (taken,) = [row for row in world.issued() if (row.badge, row.copy_) == ("yearly", "page")]
    arguments = ["reissue", "ben-k", *KEY]
    revoking = ["revoke", taken.credential, "--reason", "Given in error", *KEY]
    assert CliRunner().invoke(badgepress, revoking).exit_code == 0
    world.edit("catalog/earners/ben-k.yml", "  name: Ben K.", "  name: Ben")
    with pytest.raises(CatalogError):
        load(world.config)
    result = CliRunner().invoke(badgepress, arguments)
    assert result.exit_code == 0, result.output
    assert "  yearly, which was withdrawn: its page goes, for the name it says\n" in result.output
    assert not world.desk().credential(taken).exists()
    load(world.config)
    assert "Nothing to correct" in CliRunner().invoke(badgepress, arguments).output
