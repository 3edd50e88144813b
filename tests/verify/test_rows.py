"""Reports for programs and spreadsheets."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from generator.verify import (
    CHECK_IDS,
    Check,
    Counted,
    CountedError,
    Judged,
    Outcome,
    Report,
    Unavailable,
    csv_table,
    json_line,
    not_had,
    read_counted,
)
from tests.test_conformance import ROOT, judge

SIGNED = tuple(Check(each, Outcome.PASSED, "Fine.") for each in CHECK_IDS)
UNSIGNED = tuple(
    Check(each, Outcome.FAILED if each == "signature" else Outcome.PASSED) for each in CHECK_IDS
)


def rows(*arguments):
    table = csv_table(*arguments).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(table, newline=""), strict=True))


def test_a_json_line_has_the_promised_members():
    _, report = judge(ROOT / "expired_invalid")
    line = json_line("badge.json", report)
    assert "\n" not in line
    assert line.isascii()
    row = json.loads(line)
    checks = row.pop("checks")
    assert row == {
        "file": "badge.json",
        "verdict": "invalid",
        "id": "https://badges.example.org/credentials/3f2a8c0e5b7d4e1f9a6b2c8d0e4f6a1b/credential.json",
        "badge": "Welding basics",
        "issuer": "did:web:badges.example.org:issuers:acme",
        "valid_from": "2026-01-15T00:00:00Z",
        "valid_until": "2026-05-01T00:00:00Z",
        "components": [],
    }
    assert checks[3] == {
        "id": "validity-period",
        "outcome": "failed",
        "detail": "Expired on 1 May 2026.",
    }
    assert [check["id"] for check in checks] == [
        "document",
        "issuer-key",
        "signature",
        "validity-period",
        "status",
        "issuer-trust",
    ]


def test_a_json_line_tells_of_each_badge_that_one_is_made_of():
    _, report = judge(ROOT / "component_unavailable")
    at = "https://badges.example.org/credentials/0000000000000000000000000000000"
    assert json.loads(json_line("x", report))["components"] == [
        {
            "url": f"{at}1/credential.json",
            "badge": "Welding basics",
            "outcome": "passed",
            "detail": "Genuine and current. You know this issuer: Acme Training.",
        },
        {
            "url": f"{at}2/credential.json",
            "badge": None,
            "outcome": "unknown",
            "detail": f"It could not be had: There is no document for {at}2/credential.json.",
        },
    ]


def test_what_could_not_be_read_has_no_facts():
    _, report = judge(ROOT / "json_not_invalid")
    row = json.loads(json_line("x", report))
    assert [row[name] for name in ("id", "badge", "issuer", "valid_from", "valid_until")] == [
        None
    ] * 5


def test_what_could_not_be_had_is_unconfirmed():
    report = not_had(Unavailable("No such host."))
    assert report.verdict == "unconfirmed"
    assert report.checks[0].detail == "It could not be had: No such host."
    assert {check.outcome for check in report.checks[1:]} == {"skipped"}


def test_a_table_has_a_mark_a_head_and_a_row_a_badge():
    _, report = judge(ROOT / "withdrawn_invalid")
    judged = [Judged("a.json", report, "d1" * 32)]
    assert csv_table(judged).startswith(b"\xef\xbb\xbffile,person,badge,issuer,date,hours,")
    assert rows(judged) == [
        {
            "file": "a.json",
            "person": "Zoë Ångström",
            "badge": "Welding basics",
            "issuer": "did:web:badges.example.org:issuers:acme",
            "date": "2026-01-15",
            "hours": "",
            "verdict": "invalid",
            "reason": "Withdrawn by the issuer.",
            "duplicate_of": "",
            "already_counted": "",
            "decision": "",
            "note": "",
            "id": report.id,
            "digest": "d1" * 32,
            "issuer_name": "Acme Training",
            "valid_from": "2026-01-15T00:00:00Z",
            "valid_until": "2029-01-15T00:00:00Z",
            "document": "passed",
            "issuer-key": "passed",
            "signature": "passed",
            "validity-period": "passed",
            "status": "failed",
            "issuer-trust": "passed",
        }
    ]


def test_what_is_not_proven_is_left_empty():
    _, report = judge(ROOT / "changed_name_invalid")
    assert report.badge is not None
    (row,) = rows([Judged("a.json", report, "d1")])
    said = ("person", "badge", "issuer", "date", "hours", "id", "issuer_name", "valid_from")
    assert {row[name] for name in said} == {""}
    assert (row["verdict"], row["reason"]) == ("invalid", "Changed since it was signed.")


def test_of_two_signed_numbers_of_hours_none_counts():
    """The holder may put either first: no proof covers their order."""
    _, report = judge(ROOT / "verified")
    hours = [
        replace(report.facts.results[0], kind="ext:LearningHours", value=each)
        for each in ("6", "60")
    ]
    tables = [
        rows([Judged("a", replace(report, facts=replace(report.facts, results=tuple(found))))])
        for found in (hours[:1], hours, hours[::-1])
    ]
    assert [row["hours"] for (row,) in tables] == ["6", "", ""]


DUPLICATES = {  # case: (id and digest of the files a, b, c), whose duplicates they are
    "none": ([("x", "1"), ("y", "2"), ("z", "3")], ["", "", ""]),
    "the same file": ([("x", "1"), ("y", "2"), ("x", "1")], ["", "", "a"]),
    "the same badge in another file": ([("x", "1"), ("x", "2"), ("x", "3")], ["", "a", "a"]),
    "the same unreadable file": ([("", "1"), ("", "2"), ("", "2")], ["", "", "b"]),
    "files that could not be had": ([("", ""), ("", ""), ("", "")], ["", "", ""]),
    "one by file, one by id": ([("x", "1"), ("y", "2"), ("y", "1")], ["", "", "a"]),
}


@pytest.mark.parametrize(("files", "same"), DUPLICATES.values(), ids=DUPLICATES.keys())
def test_a_badge_given_twice_is_told(files, same):
    judged = [
        Judged(name, Report(SIGNED, id=said or None), digest)
        for name, (said, digest) in zip("abc", files, strict=True)
    ]
    assert [row["duplicate_of"] for row in rows(judged)] == same


def test_an_id_that_is_not_proven_makes_no_duplicate():
    judged = [Judged("a", Report(SIGNED, id="x"), "1"), Judged("b", Report(UNSIGNED, id="x"), "2")]
    assert [row["duplicate_of"] for row in rows(judged)] == ["", ""]


def test_another_issuers_badge_under_the_same_id_makes_no_duplicate():
    judged = [
        Judged(name, Report(SIGNED, id="x", issuer=f"did:web:{name}.example")) for name in "ab"
    ]
    assert [row["duplicate_of"] for row in rows(judged)] == ["", ""]


def last_table(*lines, head="verdict,already_counted,decision,id,digest"):
    return "\r\n".join([head, *lines, ""]).encode()


LAST = {  # case: (the last table, whether it counted the badge with id "x" and digest "1")
    "verified": (last_table("verified,,,x,9"), True),
    "by the file": (last_table("verified,,,,1"), True),
    "accepted though unconfirmed": (last_table("unconfirmed,,Accept ,x,9"), True),
    "counted before": (last_table("verified,yes,decline,x,9"), True),
    "unconfirmed": (last_table("unconfirmed,,,x,1"), False),
    "declined": (last_table("verified,,decline,x,1"), False),
    "asked about": (last_table("verified,,ask,x,1"), False),
    "another": (last_table("verified,,,y,2"), False),
    "nothing said": (last_table("verified,,,,"), False),
    "semicolons, other columns, other order": (
        last_table("x;9;verified;;;!", head="id;digest;verdict;decision;already_counted;mine"),
        True,
    ),
    "short rows, quotes, line feeds": (
        b'\xef\xbb\xbf"verdict","already_counted","decision","id","digest"\n\n"verified",,,"x"',
        True,
    ),
}


@pytest.mark.parametrize(("table", "known"), LAST.values(), ids=LAST.keys())
def test_what_the_last_table_counted_is_told(table, known):
    judged = [Judged("a", Report(SIGNED, id="x"), "1"), Judged("b", Report(UNSIGNED, id="x"), "")]
    found = [row["already_counted"] for row in rows(judged, read_counted(table))]
    assert found == ["yes" if known else "", ""]


def test_a_table_of_ours_can_be_read_back():
    judged = [Judged("a", Report(SIGNED, id="urn:x:" + "y" * 2_000), "1")]
    counted = read_counted(csv_table(judged))
    assert counted.has(judged[0])
    assert counted.has(replace(judged[0], digest="2"))
    assert not counted.has(Judged("b", Report(SIGNED, id="urn:x:z"), "2"))
    assert not Counted().has(judged[0])


NO_TABLES = {  # bytes: what is said
    b"": "It is no table of this verifier: it lacks the column 'verdict'.",
    b"verdict,decision,id,digest": (
        "It is no table of this verifier: it lacks the column 'already_counted'."
    ),
    b"caf\xe9": "It is not in UTF-8: save it as 'CSV UTF-8'.",
    b'verdict,"id': "It is not a table of comma-separated values.",
    b'verdict,"id"x': "It is not a table of comma-separated values.",
}


@pytest.mark.parametrize(("data", "told"), NO_TABLES.items(), ids=map(repr, NO_TABLES))
def test_what_is_no_table_of_ours_is_refused(data, told):
    with pytest.raises(CountedError) as caught:
        read_counted(data)
    assert str(caught.value) == told


FORMULAS = {
    "=1+1": "'=1+1",
    "+1": "'+1",
    "-1": "'-1",
    "@SUM(A1)": "'@SUM(A1)",
    "  =1+1": "'  =1+1",
    "\t=1+1": "\ufffd=1+1",
    "＝1+1": "'＝1+1",
    '=HYPERLINK("https://evil.example","x")': '\'=HYPERLINK("https://evil.example","x")',
    "two\nlines": "two\ufffdlines",
    "plain = text": "plain = text",
    "a;=1+1;b": "a;'=1+1;b",
    'a; "@SUM(A1);;-1': "a; \"'@SUM(A1);;'-1",
    "a; b=1": "a; b=1",
}


@pytest.mark.parametrize(("text", "cell"), FORMULAS.items(), ids=map(repr, FORMULAS))
def test_no_cell_is_a_formula(text, cell):
    report = Report(SIGNED, badge=text, valid_from=datetime(2026, 1, 1, tzinfo=UTC))
    assert [row["badge"] for row in rows([Judged("a", report)])] == [cell]


def test_no_cell_is_endless():
    report = Report(SIGNED, badge="😀" * 1_000, earner="😀" * 1_001)
    (row,) = rows([Judged("a", report)])
    assert (row["badge"], row["person"]) == ("😀" * 1_000, "😀" * 999 + "…")
