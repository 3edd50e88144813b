"""Statements of recognizers that can't all be so, each told at its place."""

import pytest

from tests.source.small import changed, told, write

AT = "catalog/recognizers/college.yml"
HEAD = """\
name: Fenwick College
kind: college
summary: A college.
url: https://college.example.org/
contact: {office: Admissions}
honors:
"""
BASIS = "    basis: {kind: policy, url: https://college.example.org/policy}\n"


def statement(
    badges: str = "[charts]", worth: str = "kind: credits, amount: 1", **more: str
) -> str:
    said = {"from": "2026-01-01", **more}
    keys = "".join(f"    {key}: {value}\n" for key, value in said.items())
    return f"  - badges: {badges}\n    worth: {{{worth}, text: Something.}}\n{keys}{BASIS}"


def messages(tmp_path, *statements: str) -> list[str]:
    write(tmp_path, changed(("recognizer", "", HEAD + "".join(statements))))
    return told(tmp_path)


TWICE = (
    "error: a statement before this one gives credits for 'charts' too, on the same days "
    "[contradiction]\n"
    "  hint: give the older one 'until' or 'withdrawn', or remove one of them"
)
CAPS = (
    "error: 'cap' is 5, but a statement before this one says 4 [contradiction]\n"
    "  hint: it is the most that all statements of this kind give together: say it alike"
)
USD = "kind: pay, amount: 1, currency: USD"
WRONG = {  # case: (statements, what is told)
    "two amounts for one badge": ([statement(), statement()], [f"{AT}:11:14: {TWICE}"]),
    "in a list": (
        [statement(), statement("[sql-basics, charts]")],
        [f"{AT}:11:26: {TWICE}"],
    ),
    "on one day": (
        [statement(until="2026-02-01"), statement(**{"from": "2026-02-01"})],
        [f"{AT}:12:14: {TWICE}"],
    ),
    "two caps": (
        [
            statement(worth="kind: credits, amount: 1, cap: 4"),
            statement("[sql-basics]", "kind: credits, amount: 1, cap: 5"),
        ],
        [f"{AT}:12:44: {CAPS}"],
    ),
    "until before from": (
        [statement(until="2025-12-31")],
        [f"{AT}:10:12: error: 'until' lies before 'from' [contradiction]"],
    ),
    "withdrawn before from": (
        [statement(withdrawn="2025-12-31")],
        [
            (
                f"{AT}:10:16: error: 'withdrawn' lies before 'from'; it never held, so remove it "
                "[contradiction]"
            )
        ],
    ),
    "a cap below the amount": (
        [statement(worth="kind: credits, amount: 6, cap: 4")],
        [
            (
                f"{AT}:8:44: error: 'cap' is less than 'amount', so nobody could get that amount "
                "[contradiction]"
            )
        ],
    ),
    "an amount of an interview": (
        [statement(worth="kind: interview, amount: 6")],
        [
            (
                f"{AT}:8:38: error: 'amount' means nothing with 'kind: interview'; say it in 'text' "
                "[contradiction]"
            )
        ],
    ),
}
RIGHT = {
    "one after the other": [
        statement(until="2026-01-31"),
        statement(**{"from": "2026-02-01"}),
    ],
    "taken back before": [statement(withdrawn="2026-02-01"), statement(**{"from": "2026-02-01"})],
    "another badge": [statement(), statement("[sql-basics]")],
    "once and every year": [statement(worth=USD), statement(worth=f"{USD}, per: year")],
    "two currencies": [
        statement(worth=USD),
        statement(worth="kind: pay, amount: 1, currency: CAD"),
    ],
    "two caps in two units": [
        statement(worth=f"{USD}, cap: 4"),
        statement(worth=f"{USD}, cap: 5, per: year"),
    ],
    "two things that are not measured": [
        statement(worth="kind: interview"),
        statement(worth="kind: interview"),
    ],
}


@pytest.mark.parametrize(("statements", "wanted"), WRONG.values(), ids=WRONG.keys())
def test_a_contradiction_is_told_where_it_stands(tmp_path, statements, wanted):
    assert messages(tmp_path, *statements) == wanted


@pytest.mark.parametrize("statements", RIGHT.values(), ids=RIGHT.keys())
def test_what_goes_together_is_right(tmp_path, statements):
    assert messages(tmp_path, *statements) == []
