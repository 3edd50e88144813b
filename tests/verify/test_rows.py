"""Reports for programs and spreadsheets."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from generator.verify import Report, Unavailable, csv_table, json_line, not_had
from tests.test_conformance import ROOT, judge


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
    table = csv_table([("a.json", report)])
    assert table.startswith(b"\xef\xbb\xbffile,verdict,summary,")
    row = next(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert row == {
        "file": "a.json",
        "verdict": "invalid",
        "summary": "Withdrawn by the issuer.",
        "badge": "Welding basics",
        "issuer": "did:web:badges.example.org:issuers:acme",
        "issuer_name": "Acme Training",
        "earner": "Zoë Ångström",
        "id": report.id,
        "valid_from": "2026-01-15T00:00:00Z",
        "valid_until": "2029-01-15T00:00:00Z",
        "document": "passed",
        "issuer-key": "passed",
        "signature": "passed",
        "validity-period": "passed",
        "status": "failed",
        "issuer-trust": "passed",
    }


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
}


@pytest.mark.parametrize(("text", "cell"), FORMULAS.items(), ids=map(repr, FORMULAS))
def test_no_cell_is_a_formula(text, cell):
    report = Report((), badge=text, valid_from=datetime(2026, 1, 1, tzinfo=UTC))
    table = csv_table([("a", report)]).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [row["badge"] for row in rows] == [cell]
