"""`badgepress check`, as its user sees it."""

from datetime import datetime

import pytest
from click.testing import CliRunner

from generator.cli.check import command
from generator.source import coming_of_age, due, load
from tests.source.small import KEY, ROW, TOKENS, changed, write

A = TOKENS[0]
DEMO_KEY = "z6MkoUiAmaGNgXg9WyLYGa23vqn14gre4LnLXdiUwPjj6hH5"


def check(*arguments, color=False):
    result = CliRunner().invoke(command, arguments, color=color)
    return result.exit_code, result.output


@pytest.fixture
def here(tmp_path, monkeypatch):
    def make(*edits):
        write(tmp_path, changed(*edits))
        monkeypatch.chdir(tmp_path)

    return make


def test_a_catalog_without_mistakes(here):
    here()
    assert check("--as-of", "2026-06-01") == (
        0,
        "No mistakes: 3 badges, 1 pathway, 1 recognizer, 1 issuer, 1 earner, 1 published credential.\n",
    )


def test_all_mistakes_with_a_count(here):
    here(("badge", "hours: 6", "hours: 0"), ("badge", "requires: []", "requires: [chart]"))
    assert check() == (
        1,
        (
            "catalog/badges/fenwick/sql-basics.yml:7:8: error: 'hours' must be more than 0, found 0 "
            "[out-of-range]\n"
            "    hours: 0\n"
            "           ^\n"
            "catalog/badges/fenwick/sql-basics.yml:16:12: error: there is no badge 'chart' "
            "[unknown-reference]\n"
            "    requires: [chart]\n"
            "               ^\n"
            "  hint: did you mean 'charts'?\n"
            "2 mistakes found.\n"
        ),
    )


def test_one_mistake_in_color(here):
    here(("badge", "hours: 6", "hours: 0"))
    code, output = check(color=True)
    assert code == 1
    assert "\x1b[31m\x1b[1merror:\x1b[0m 'hours' must be" in output
    assert output.endswith("1 mistake found.\n")


def test_a_demo_key_outside_the_sample(here):
    here(("issuer", KEY, DEMO_KEY), ("ledger", KEY, DEMO_KEY))
    code, output = check()
    assert code == 1
    assert output.startswith(
        f"catalog/issuers/fenwick.yml:6:17: error: {DEMO_KEY} is a published demo key that anyone "
        "can sign with; it is for https://badges.lakeland.example/demo/ only, not for "
        "https://badges.example.org/demo/ [demo-key]\n"
    )
    assert "  hint: make a key of your own: badgepress keys new\n" in output


def test_notices_are_mistakes_only_with_strict(here):
    here(("ledger", ROW, ROW + ROW[:50]))
    said = (
        "notice: catalog/ledger.jsonl:2: the last row was not written to its end and does not "
        "count; 'badgepress issue' puts it right\n"
        "No mistakes: 3 badges, 1 pathway, 1 recognizer, 1 issuer, 1 earner, 1 published credential.\n"
    )
    assert check("--as-of", "2026-06-01") == (0, said)
    assert check("--as-of", "2026-06-01", "--strict") == (1, said)


def test_no_configuration(here, tmp_path):
    here()
    assert check("-f", "other.yml")[0] == 1
    assert check("-f", str(tmp_path))[0] == 2


STATUS = '{"validUntil": "2026-07-01T00:00:00Z"}'
MINOR = "name: Bo\nminor_until: 2026-06\n"

DUE = {  # case: (edits, as of, notices)
    "nothing": ([], "2026-06-01", []),
    "a status list that ends soon": (
        [("catalog/status/fenwick/1.json", "", STATUS)],
        "2026-05-02",
        [
            "catalog/status/fenwick/1.json: the status list ends on 2026-07-01; run 'badgepress renew'"
        ],
    ),
    "a status list that ends later": (
        [("catalog/status/fenwick/1.json", "", STATUS)],
        "2026-05-01",
        [],
    ),
    "a status list that ended": (
        [("catalog/status/fenwick/1.json", "", STATUS)],
        "2026-07-01",
        [
            "catalog/status/fenwick/1.json: the status list ended on 2026-07-01; run 'badgepress renew'"
        ],
    ),
    "a status list that says nothing": (
        [
            ("catalog/status/fenwick/1.json", "", "[]"),
            ("catalog/status/fenwick/2.json", "", '{"validUntil": "2020-01-01T00:00:00"}'),
        ],
        "2026-06-01",
        [],
    ),
    "a review": (
        [("badge", "2030-01-01", "2026-05-31")],
        "2026-06-01",
        ["badge 'sql-basics': the review was due on 2026-05-31, by Fenwick Badge Office"],
    ),
    "a review on its day": ([("badge", "2030-01-01", "2026-06-01")], "2026-06-01", []),
    "a deadline": (
        [("badge", "version: 1.0", "version: 1.0\nsubmission: {deadline: 2026-05-31}")],
        "2026-06-01",
        ["badge 'sql-basics': the deadline 2026-05-31 has passed"],
    ),
    "what was never signed": (
        [
            (
                "ledger",
                ROW,
                ROW
                + ROW.replace(A, "b" * 32)
                .replace("1111-1111", "2222-1111")
                .replace('index": 7', 'index": 8'),
            )
        ],
        "2026-06-01",
        ["1 earned badge is in the ledger but not signed: run 'badgepress issue'"],
    ),
}


@pytest.mark.parametrize(("edits", "as_of", "notices"), DUE.values(), ids=DUE.keys())
def test_what_is_due_is_said(here, edits, as_of, notices, tmp_path):
    here(*edits)
    catalog = load(tmp_path / "site-config.yml").catalog
    moment = datetime.fromisoformat(f"{as_of}T00:00:00+00:00")
    assert [each.replace(f"{tmp_path}/", "") for each in due(catalog, moment)] == notices


AGE = "catalog/earners/bo.yml:2:14: earner 'bo' comes of age in 2026-06"
CONSENT = f"""\
visibility: unlisted
address: {"ab" * 16}
consent: {{by: guardian, on: 2025-01-05, visibility: unlisted}}
"""


@pytest.mark.parametrize(
    ("file", "as_of", "told"),
    [
        (MINOR, "2026-04-01", []),
        (
            MINOR,
            "2026-04-02",
            [
                (
                    f"{AGE}; from then on the consent is their own to give: "
                    "ask them in time: badgepress consent bo"
                )
            ],
        ),
        (
            MINOR,
            "2026-06-01",
            [
                (
                    f"{AGE}; the consent is now their own to give: "
                    "remove 'minor_until', and ask them whether they want a page"
                )
            ],
        ),
        (
            MINOR + CONSENT,
            "2027-02-01",
            [
                (
                    f"{AGE}, so a guardian's consent no longer does: ask them (badgepress consent bo); "
                    "record a yes with 'by: earner' and remove 'minor_until'; "
                    "without a yes: badgepress withdraw bo"
                )
            ],
        ),
    ],
    ids=["not yet", "soon", "private", "shown"],
)
def test_a_child_who_comes_of_age_is_told_with_the_place(here, file, as_of, told, tmp_path):
    here(("catalog/earners/bo.yml", "", file))
    loaded = load(tmp_path / "site-config.yml")
    moment = datetime.fromisoformat(f"{as_of}T00:00:00+00:00")
    assert [each.replace(f"{tmp_path}/", "") for each in coming_of_age(loaded, moment)] == told
    code, output = check("--as-of", as_of, "--strict")
    assert (code, output.count("comes of age in")) == (int(bool(told)), len(told))


def test_what_badges_lack_are_warnings_on_request(here):
    here()
    code, output = check("--as-of", "2026-06-01", "--rigor")
    assert code == 0
    assert output.startswith(
        "catalog/badges/fenwick/charts.yml:1:1: warning: 'charts' asks for no evidence "
        "[no-evidence]\n"
        "    name: Charts\n"
        "    ^\n"
        "  hint: list under 'evidence' what an earner hands in\n"
    )
    assert "error" not in output
    assert output.endswith("1 published credential.\n18 warnings.\n")
    assert check("--as-of", "2026-06-01", "--rigor", "--strict") == (1, output)
    assert check("--as-of", "2026-06-01", "--strict")[0] == 0


def test_a_past_review_is_a_mistake_where_the_policy_requires_reviews(here):
    here(("config", "home:", "rigor: {required: [review-date]}\nhome:"))
    assert check("--as-of", "2030-01-01")[0] == 0
    code, output = check("--as-of", "2030-01-02")
    assert code == 1
    assert output.count("is past its review [past-review]") == 3


def test_what_the_program_should_look_after_is_told_on_request(here):
    here()
    plain = check("--as-of", "2026-06-01")
    code, output = check("--as-of", "2026-06-01", "--program")
    assert code == 0
    assert output.startswith(
        "catalog/badges/fenwick/charts.yml:17:8: warning: nobody can reach Fenwick Badge Office, "
    )
    assert output.endswith(plain[1] + "6 warnings.\n")
    assert check("--as-of", "2026-06-01", "--program", "--strict")[0] == 1


def test_a_past_review_is_told_once(here):
    here()
    for more in ((), ("--rigor",), ("--program",), ("--rigor", "--program")):
        assert check("--as-of", "2030-01-02", *more)[1].count("review") >= 3
        lines = check("--as-of", "2030-01-02", *more)[1].splitlines()
        told = [line for line in lines if "'charts'" in line and "review" in line]
        assert len(told) == 1, more
