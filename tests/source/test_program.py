"""What `check --program` tells: each thing alone, where it stands, with its remedy."""

from datetime import UTC, datetime

import pytest

from generator.source import load, program
from tests.source.small import EARNER, KEY, PATHWAY, ROW, brief, changed, write

BADGES = "catalog/badges/fenwick/"
COLLEGE = "catalog/recognizers/college.yml"
ISSUER = "catalog/issuers/fenwick.yml"
REACHED = [
    (name, "owner: {office: Fenwick Badge Office}", "owner: {office: Desk, email: d@example.org}")
    for name in ("badge", "charts", "stack")
]
CHANGED = [
    (
        name,
        "version: 1.0",
        "version: 1.0\nchanges: [{version: 1.0, date: 2026-01-01, summary: First.}]",
    )
    for name in ("charts", "stack")
]
RECOVERY = ("issuer", "keys:", f"recovery_key: {KEY[:-1]}M\nkeys:")
WELL = [*REACHED, *CHANGED, RECOVERY]
"""Edits after which nothing wants looking after on 1 June 2026."""


def told(folder, edits, as_of="2026-06-01"):
    write(folder, changed(*edits))
    moment = datetime.fromisoformat(as_of).replace(tzinfo=UTC)
    return [brief(str(each), folder) for each in program(load(folder / "site-config.yml"), moment)]


def without(edits, name):
    return [each for each in edits if each[0] != name]


UNTIL = ("recognizer", "from: 2026-01-01", "from: 2026-01-01\n    until: 2026-07-31")
RENEWED = (
    "recognizer",
    "policy}\n",
    (
        "policy}\n  - badges: [sql-basics]\n    pathways: [data]\n"
        "    worth: {kind: credits, amount: 2, text: Two credits.}\n    from: 2026-08-01\n"
        "    basis: {kind: policy, url: https://college.example.org/policy}\n"
    ),
)
TWO_KEYS = (
    "issuer",
    "created: 2026-01-01T00:00:00Z",
    "created: 2026-01-01T00:00:00Z\n    retired: 2026-07-01T00:00:00Z",
)
LATER_KEY = (
    "issuer",
    "retired: 2026-07-01T00:00:00Z\n",
    (
        "retired: 2026-07-01T00:00:00Z\n"
        f"  - {{public_key: {KEY[:-1]}L, created: 2026-05-01T00:00:00Z}}\n"
    ),
)
NOBODY = ("recognizer", "    pathways: [data]\n", "")
SECRET = ("earner", EARNER, "name: Ada Lee\n")
CASES = {  # case: (edits, day, messages)
    "all is well": (WELL, "2026-06-01", []),
    "nobody can be reached": (
        [*REACHED[:2], *CHANGED, RECOVERY],
        "2026-06-01",
        [
            (f"{BADGES}data-stack.yml:17:8: error: nobody can reach Fenwick Badge Office, which "
            "keeps 'data-stack' [unreachable-owner]\n"
            "  hint: add 'email', 'url' or 'phone' under 'owner'")
        ],
    ),
    "honored by nobody": (
        [*WELL, NOBODY],
        "2026-06-01",
        [
            f"{BADGES}{name}.yml:1:1: error: nobody honors '{name}' today, nor a pathway it counts "
            "toward [honored-by-nobody]\n"
            "  hint: ask a district, college or employer what it is worth to them, or retire it"
            for name in ("charts", "data-stack")
        ],
    ),
    "honored through the badge its pathway awards": (
        [*WELL, NOBODY, ("recognizer", "[sql-basics]", "[data-stack]")], "2026-06-01", [],
    ),
    "honored through a pathway in a pathway": (
        [
            *WELL,
            ("catalog/pathways/all.yml", "", PATHWAY.replace("[sql-basics, charts]", "[{pathway: data}]").replace("awards: data-stack\n", "")),
            ("recognizer", "[data]", "[all]"),
        ],
        "2026-06-01",
        [],
    ),
    "not yet honored": (
        [*WELL, NOBODY, ("recognizer", "from: 2026-01-01", "from: 2026-06-02")],
        "2026-06-01",
        ["[honored-by-nobody]"] * 3,
    ),
    "never awarded": (
        [*REACHED, CHANGED[0], RECOVERY],
        "2026-06-01",
        [
            (f"{BADGES}data-stack.yml:1:1: error: 'data-stack' was never awarded [not-awarded]\n"
            "  hint: tell those whom it is for, or retire it")
        ],
    ),
    "not awarded for a year": (
        WELL,
        "2027-02-02",
        [
            (f"{BADGES}charts.yml:1:1: error: 'charts' was never awarded [not-awarded]\n"
            "  hint: tell those whom it is for, or retire it"),
            (f"{BADGES}data-stack.yml:1:1: error: 'data-stack' was never awarded [not-awarded]\n"
            "  hint: tell those whom it is for, or retire it"),
            (f"{BADGES}sql-basics.yml:1:1: error: 'sql-basics' was last awarded on 2026-02-01 "
            "[not-awarded]\n"
            "  hint: tell those whom it is for, or retire it"),
        ],
    ),
    "a retired badge wants nothing": (
        [*WELL, NOBODY, *((each, "version: 1.0", "version: 1.0\nstatus: retired") for each in ("charts", "stack"))],
        "2026-06-01",
        [],
    ),
    "no recovery key": (
        [*REACHED, *CHANGED],
        "2026-06-01",
        [
            (f"{ISSUER}:6:3: error: if the key of 'fenwick' is lost, nothing can sign for its next "
            "one [no-recovery-key]\n"
            "  hint: make a key to lock away: badgepress keys new fenwick --recovery --key FILE")
        ],
    ),
    "no key in force": (
        [*WELL, TWO_KEYS],
        "2026-07-01",
        [
            (f"{ISSUER}:7:3: error: 'fenwick' has no key in force, and can sign nothing [no-key]\n"
            "  hint: make the next one: badgepress keys rotate fenwick")
        ],
    ),
    "the last key ends": (
        [*WELL, TWO_KEYS],
        "2026-06-01",
        [
            (f"{ISSUER}:9:14: error: the last key of 'fenwick' ends on 2026-07-01 [key-ends]\n"
            "  hint: make the next one: badgepress keys rotate fenwick")
        ],
    ),
    "another key goes on": ([*WELL, TWO_KEYS, LATER_KEY], "2026-06-01", []),
    "a recognition ends far from now": ([*WELL, UNTIL], "2026-05-31", []),
    "a recognition ends soon": (
        [*WELL, UNTIL],
        "2026-06-01",
        [
            (f"{COLLEGE}:11:12: error: what 'college' honors here ends on 2026-07-31 "
            "[recognition-ends]\n"
            "  hint: ask Admissions whether it goes on, and move 'until'")
        ],
    ),
    "a recognition was renewed": ([*WELL, UNTIL, RENEWED], "2026-08-01", []),
    "a recognition was withdrawn": (
        [*WELL, UNTIL, ("recognizer", "until: 2026-07-31", "until: 2026-07-31\n    withdrawn: 2026-05-01"), RENEWED, ("recognizer", "from: 2026-08-01", "from: 2026-05-01")],
        "2026-07-30",
        [],
    ),
    "nobody was asked": (
        [*WELL, SECRET, ("assertion", "Ada L.", "Ada L.")],
        "2026-06-01",
        [
            ("catalog/earners/al-0042.yml:1:1: error: 1 earner holds badges with no consent on "
            "record, so nothing is shown: al-0042 [no-consent]\n"
            "  hint: ask them; without a yes, or a guardian's for a child, all stays private")
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "day", "messages"), CASES.values(), ids=CASES.keys())
def test_what_wants_looking_after(tmp_path, edits, day, messages):
    found = told(tmp_path, edits, day)
    assert len(found) == len(messages), found
    for said, wanted in zip(found, messages, strict=True):
        assert said == wanted or (wanted.startswith("[") and wanted in said)


def test_a_recognition_that_ended_long_ago_is_history(tmp_path):
    found = told(tmp_path, [*WELL, UNTIL], "2027-07-31")
    assert any("ended on 2026-07-31 [recognition-ends]" in each for each in found)
    later = told(tmp_path, [*WELL, UNTIL], "2027-08-01")
    assert not any("[recognition-ends]" in each for each in later)


def test_of_many_who_were_not_asked_five_are_named(tmp_path):
    people = [(f"catalog/earners/al-{number}.yml", "", "name: Ada Lee\n") for number in range(1, 8)]
    rows = "".join(
        ROW.replace("al-0042", f"al-{number}")
        .replace("a" * 32, f"{number}" * 32)
        .replace("11111111-1111", f"{number}1111111-1111")
        .replace('index": 7', f'index": {number + 10}')
        for number in range(2, 8)
    )
    found = told(tmp_path, [*WELL, *people, ("ledger", ROW, ROW + rows)])
    assert (
        found[0]
        .split("nothing is shown: ")[1]
        .startswith("al-2, al-3, al-4, al-5, al-6 and 1 more [")
    )
