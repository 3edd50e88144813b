"""The browser's table of many badges is `badgepress verify --csv`'s, byte for byte."""

import itertools
import random
import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from generator.cli.verify import command
from generator.verify import (
    CHECK_IDS,
    Check,
    Judged,
    Outcome,
    Report,
    csv_table,
    read_counted,
)
from tests.test_conformance import CASES, ROOT, judge
from tests.twins import Twin, told
from tests.verify.cases.world import (
    AS_OF,
    ID,
    KEY,
    SITE,
    badge,
    change,
    did_document,
    dump_json,
    moment,
    signed,
    status_list,
    trusting,
)

TOKEN = ID.split("/")[-2]
PIECES = (
    *("=1+1", "+", "-1", "@x", " =", "\t", "\r\n", "\n", "'", '"', '""', ",", ";", "", " ", "  x "),
    *("Zoë", "İI", "ẞß", "😀", "\u202e", "\u2028", "\xa0", "\ufeff", "\0", "\x85", "\ue000", "＝1"),
    *("<b>", "x" * 600, "😀" * 500, "\U000e0041", "\u0600", "👩\u200d👧", "\u0301"),
)


def crossing(judged):
    return {"name": judged.file, "digest": judged.digest, "report": told(judged.report)}


@pytest.fixture(scope="module")
def table_of():
    with Twin("test/table/tables.js", "tableOf") as twin:
        yield twin


def test_reports_of_cases_give_the_same_table(table_of):
    judged = [
        Judged(name, judge(ROOT / name)[1], f"{number:064x}")
        for number, name in enumerate(CASES[::5])
        if not name.startswith("blank")  # these take long, and their reports are like others
    ]
    assert len({each.report.verdict for each in judged}) == 4
    table = csv_table(judged)
    assert table_of.call([crossing(each) for each in judged], None) == table
    counted = csv_table(judged[::2])
    again = csv_table(judged, read_counted(counted))
    assert again != table
    assert table_of.call([crossing(each) for each in judged], counted) == again


def odd_reports(chance):
    def text():
        return "".join(chance.choices(PIECES, k=chance.randrange(4)))

    def when():
        return datetime.fromtimestamp(chance.randrange(-(2**35), 2**36), UTC)

    _, real = judge(ROOT / "verified")
    for number in itertools.count():
        checks = tuple(Check(each, chance.choice(list(Outcome)), text()) for each in CHECK_IDS)
        if number % 2:
            checks = tuple(replace(each, outcome=Outcome.PASSED) for each in checks)
        result = replace(real.facts.results[0], kind="ext:LearningHours", value=text())
        facts = replace(real.facts, awarded=chance.choice([None, when()]), results=(result,))
        yield Judged(
            text(),
            Report(
                checks,
                id=chance.choice([None, text()]),
                badge=text(),
                issuer=text(),
                issuer_name=chance.choice([None, text()]),
                earner=chance.choice([None, text()]),
                valid_from=chance.choice([None, when()]),
                valid_until=chance.choice([None, when()]),
                facts=chance.choice([None, facts]),
            ),
            chance.choice(["", f"{chance.randrange(9):064x}"]),
        )


def test_odd_texts_give_the_same_table(table_of):
    judged = list(itertools.islice(odd_reports(random.Random(20260503)), 600))
    last = csv_table(judged[:40])
    for table in (None, last, last.replace(b",", b";").replace(b"\r\n", b"\n")):
        counted = [read_counted(table)] if table else []
        expected = csv_table(judged, *counted)
        assert table_of.call([crossing(each) for each in judged], table) == expected


LAST_TABLES = {  # what a spreadsheet may make of a table, and what is none
    "another order": b"id;digest;verdict;decision;already_counted\nx;1;verified;;\n",
    "decided": b"verdict,already_counted,decision,id,digest\nunconfirmed,, ACCEPT ,x,\n",
    "declined": b"verdict,already_counted,decision,id,digest\nverified,,decline,x,1\n",
    "short rows": b"\xef\xbb\xbfverdict,already_counted,decision,id,digest\r\rverified,,,x\r",
    "a quote inside": b'verdict,already_counted,decision,id,digest\nverified,a"b,,y,1\n',
    "a quote that stays open": b'verdict,already_counted,decision,id,digest\nverified,"a',
    "something after a quote": b'verdict,already_counted,decision,id,digest\n"verified"x',
    "columns twice": b"id,digest,verdict,decision,already_counted,id\nx,,verified,,,y\n",
    "without a column": b"verdict,already_counted,decision,id\nverified,,,x\n",
    "empty": b"",
    "not UTF-8": b"verdict,already_counted,decision,id,digest\n\xff",
}


@pytest.mark.parametrize("last", LAST_TABLES.values(), ids=LAST_TABLES.keys())
def test_an_earlier_table_is_read_alike(table_of, last):
    checks = tuple(Check(each, Outcome.PASSED, "Fine.") for each in CHECK_IDS)
    judged = [Judged("a", Report(checks, id="x"), "2"), Judged("b", Report(checks, id="z"), "1")]
    try:
        expected = csv_table(judged, read_counted(last))
    except ValueError as error:
        expected = {"error": "CsvError", "message": str(error)}
    assert table_of.call([crossing(each) for each in judged], last) == expected


def write(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def odd_folder(folder):
    """Two built sites, copies, pictures, odd names, and what is no badge."""
    genuine = dump_json(signed(badge()))
    named = change(badge(), ["credentialSubject", "achievement", "name"], "=Welding, \u202e")
    documents = {
        "issuers/acme/did.json": did_document(KEY),
        "issuers/acme/status/1.json": status_list(withdrawn=(), key=KEY),
        "verify/trust.json": dump_json(trusting(KEY)),
        "index.html": b"<!doctype html>",
    }
    site = {f"credentials/{TOKEN}/credential.json": dump_json(signed(named)), **documents}
    for name in ("site", "Zoë/site, the second"):
        write(folder / name, site)
    (folder / "Zoë/site, the second/issuers/acme/status/1.json").unlink()
    write(
        folder,
        {
            "a.json": genuine,
            "a copy of a.json": genuine,
            "=cmd.json": b"{}",
            "credential.json": b"not JSON",
            "B.JSON": genuine.replace(b"Welding", b"Melding"),
            ".json": genuine,
            "dot.": genuine,
            "𝒳.json": genuine,
            "\uff5e.json": genuine,
            "odd\u202ename.json": b'{"type": "AchievementCredential", "id": 5}',
            "broken.json": b'{"type": "OpenBadgeCredential"',
            "readme.txt": b"OpenBadgeCredential",
            "plain.svg": b"<svg/>",
            "b/credentials/x/credential.json": b"{}",
            "b.json": dump_json({"type": "Profile"}),
        },
    )
    shutil.copy(ROOT / "png" / "credential.png", folder / "b" / "picture.PNG")
    shutil.copy(ROOT / "svg" / "credential.svg", folder / "b" / "picture.svg")
    shutil.copy(ROOT / "png_without_invalid" / "credential.png", folder / "b" / "plain.png")


def case_folder(folder):
    """The credentials of some cases that are quick to judge."""
    for name in CASES[::4]:
        if not name.startswith("blank"):
            (credential,) = (ROOT / name).glob("credential.*")
            write(folder, {f"{name}/{credential.name}": credential.read_bytes()})


FOLDERS = {  # name: (what makes it, rows at least, what must be in the table)
    "odd names and duplicates": (
        *(odd_folder, 13),
        (",verified,", ",invalid,", "given/a copy of a.json", "'=Welding", SITE),
    ),
    "cases": (case_folder, 80, (",unconfirmed,", ",invalid,")),
}


@pytest.mark.parametrize(("make", "at_least", "pieces"), FOLDERS.values(), ids=FOLDERS.keys())
def test_a_folder_gives_the_same_table(tmp_path, monkeypatch, make, at_least, pieces):
    top = tmp_path / "given"
    top.mkdir()
    make(top)
    trust = dump_json(trusting(KEY))
    (tmp_path / "trust.json").write_bytes(trust)
    monkeypatch.chdir(tmp_path)
    arguments = ["--offline", "--as-of", AS_OF, "--trust", "trust.json", "--csv", "given"]
    expected = CliRunner().invoke(command, arguments).stdout_bytes
    files = [
        [path.relative_to(tmp_path).as_posix(), path.read_bytes()]
        for path in top.rglob("*")
        if path.is_file()
    ]
    with Twin("test/table/tables.js", "tableOfFolder") as twin:
        found = twin.call(files, moment(AS_OF), trust)
    assert isinstance(found, bytes), found
    assert found.decode().splitlines() == expected.decode().splitlines()
    assert found == expected
    assert len(expected.splitlines()) > at_least
    assert [piece for piece in pieces if piece not in expected.decode()] == []
