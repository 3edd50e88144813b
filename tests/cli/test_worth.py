"""`badgepress worth`, as the keeper of a ledger sees it."""

import json

import pytest
from click.testing import CliRunner

from generator.cli.worth import command
from tests.source.small import ROW, TOKENS, changed, write

AFTER = ("--as-of", "2026-06-01")
REVOKED = f'{{"kind": "revoked", "credential": "{TOKENS[0]}", "reason": "x", "on": "2026-05-01"}}\n'


def worth(*arguments):
    result = CliRunner().invoke(command, [*arguments, *AFTER])
    return result.exit_code, result.output


@pytest.fixture
def here(tmp_path, monkeypatch):
    def make(*edits):
        write(tmp_path, changed(*edits))
        monkeypatch.chdir(tmp_path)

    return make


def test_one_earner(here):
    here()
    assert worth("al-0042") == (
        0,
        (
            "Ada Lee (al-0042)\n"
            "  Fenwick College\n"
            "    Credits: 1 credit\n"
            "      One credit. [Published policy]\n"
            "        1 credit for SQL basics, earned on 1 February 2026.\n"
            "\n"
        ),
    )


def test_approval_comes_before_the_amount_and_what_is_not_measured_has_no_sum(here):
    here(
        (
            "recognizer",
            "worth: {kind: credits, amount: 1, text: One credit.}",
            (
                "prior_approval: true\n"
                "    conditions: Once.\n"
                "    worth: {kind: credits, amount: 2, cap: 3, text: Two credits.}"
            ),
        ),
        (
            "recognizer",
            "honors:\n",
            (
                "honors:\n"
                "  - badges: [sql-basics]\n"
                "    worth: {kind: interview, text: An interview.}\n"
                "    from: 2026-01-01\n"
                "    basis: {kind: policy, url: https://college.example.org/policy}\n"
            ),
        ),
    )
    _, said = worth()
    assert said.split("\n")[2:] == [
        "    Only with approval beforehand:",
        "    Credits: 2 credits (at most 3 credits in all)",
        "      Needs approval beforehand.",
        "      Two credits. Once. [Published policy]",
        "        2 credits for SQL basics, earned on 1 February 2026.",
        "    Without a sum:",
        "      An interview. [Published policy]",
        "        for SQL basics, earned on 1 February 2026.",
        "",
        "",
    ]


def test_as_json(here):
    here()
    _, said = worth("--json")
    assert json.loads(said) == {
        "earner": "al-0042",
        "on": "2026-06-01",
        "sums": [
            {
                "recognizer": "college",
                "kind": "credits",
                "per": "once",
                "total": "1",
                "on_approval": "0",
                "lines": [
                    {
                        "badge": "sql-basics",
                        "awarded": "2026-02-01",
                        "counted": "1",
                        "text": "One credit.",
                        "prior_approval": False,
                        "basis": "policy",
                    }
                ],
            }
        ],
        "others": [],
    }


GONE = {
    "withdrawn": ("ledger", ROW, ROW + REVOKED),
    "expired": ("ledger", '"digest"', '"valid_until": "2026-05-31T00:00:00Z", "digest"'),
    "no longer honored": (
        "recognizer",
        "from: 2026-01-01",
        "from: 2026-01-01\n    until: 2026-05-01",
    ),
}


@pytest.mark.parametrize("edit", GONE.values(), ids=GONE.keys())
def test_what_is_over_counts_for_nothing(here, edit):
    here(edit)
    assert worth("al-0042") == (
        0,
        "Ada Lee (al-0042)\n  No recognizer honors what they hold now.\n\n",
    )
    assert worth() == (0, "")


def test_somebody_unknown(here):
    here()
    code, said = worth("al-0024")
    assert code == 2
    assert said.endswith("Error: there is no earner 'al-0024'; did you mean 'al-0042'?\n")
