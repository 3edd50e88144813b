"""Rules of pathways that nobody could meet, or that ask less than they say, at their line."""

import pytest

from generator.source import load
from tests.source.small import PATHWAY, SHORT, changed, told, write

OLD_RULE = "  all: [sql-basics, charts]"
HOURLESS = ("charts", "hours: 6\n", "")
AT = "catalog/pathways/data.yml"


def rule(*lines: str) -> tuple[str, str, str]:
    """The small catalog's one rule as these lines; the first stands on line 6."""
    return ("pathway", OLD_RULE, "\n".join(f"  {line}" for line in lines))


BAD = {  # case: (edits, place and message)
    "the same group in another order": (
        [
            rule(
                "all:", "  - any: [sql-basics, charts]", "  - {choose: 1, of: [charts, sql-basics]}"
            )
        ],
        (
            f"{AT}:8:7: error: this part is in the list already [repeated-reference]\n"
            "  hint: remove it"
        ),
    ),
    "a badge, and the same in a group of one": (
        [rule("any: [sql-basics, {all: [sql-basics]}]")],
        (
            f"{AT}:6:21: error: this part is in the list already [repeated-reference]\n"
            "  hint: remove it"
        ),
    ),
    "one badge meets two parts": (
        [rule("choose: 2", "of: [sql-basics, {any: [charts, sql-basics]}]")],
        (
            f"{AT}:7:20: error: 'sql-basics' meets this part and part 1 of the list at once, so it "
            "counts twice toward the 2 to choose [overlapping-parts]\n"
            "  hint: list the badges themselves, each once"
        ),
    ),
    "a pathway and the badge it awards": (
        [
            (
                "catalog/pathways/more.yml",
                "",
                PATHWAY.replace(
                    OLD_RULE, "  choose: 2\n  of: [{pathway: data}, data-stack]"
                ).replace("awards: data-stack\n", ""),
            )
        ],
        (
            "catalog/pathways/more.yml:7:25: error: 'data-stack' meets this part and part 1 of the "
            "list at once, so it counts twice toward the 2 to choose [overlapping-parts]\n"
            "  hint: list the badges themselves, each once"
        ),
    ),
    "hours of a badge that states none": (
        [rule("hours: 6", "of: [sql-basics, charts]"), HOURLESS],
        (
            f"{AT}:7:20: error: no badge here states hours, so this part counts for nothing "
            "[no-hours]\n  hint: give the badge 'hours', or remove the part"
        ),
    ),
    "more hours than there are, deep inside": (
        [
            rule(
                "any:",
                "  - sql-basics",
                "  - all:",
                "      - charts",
                "      - {hours: 7, of: [sql-basics]}",
            )
        ],
        f"{AT}:10:19: error: 7 hours are asked for, but all parts together give 6 [cannot-be-met]",
    ),
    "more to choose than there are, deep inside": (
        [
            rule(
                "any: [charts, {all: [charts, {choose: 2, of: [sql-basics, {any: [sql-basics, "
                "sql-basics]}]}]}]"
            )
        ],
        f"{AT}:6:41: error: 'choose' is 2, but only 1 different parts are given [cannot-be-met]",
    ),
    "a pathway that counts the badge it awards, through another pathway": (
        [
            rule("all: [sql-basics, {pathway: more}]"),
            (
                "catalog/pathways/more.yml",
                "",
                PATHWAY.replace("sql-basics, charts", "data-stack").replace(
                    "awards: data-stack\n", ""
                ),
            ),
        ],
        (
            f"{AT}:7:9: error: these need each other: badge data-stack → pathway data → pathway more "
            "→ badge data-stack [cycle]\n  hint: take one of the steps out"
        ),
    ),
}


@pytest.mark.parametrize(("edits", "message"), BAD.values(), ids=BAD.keys())
def test_it_is_told_at_its_line(tmp_path, edits, message):
    write(tmp_path, changed(*edits))
    assert message in told(tmp_path)


GOOD = {
    "parts that only together are met twice": [
        rule("choose: 2", "of: [{all: [sql-basics, charts]}, sql-basics]")
    ],
    "any one of parts that overlap": [rule("any: [sql-basics, {all: [sql-basics, charts]}]")],
    "one to choose of parts that overlap": [
        rule("choose: 1", "of: [sql-basics, {any: [sql-basics, charts]}]")
    ],
    "hours of a group in which one badge states some": [
        rule("hours: 6", "of: [{all: [sql-basics, charts]}]"),
        HOURLESS,
    ],
    "just as many hours as there are in another pathway": [
        (
            "catalog/pathways/more.yml",
            "",
            PATHWAY.replace(OLD_RULE, "  hours: 12\n  of: [{pathway: data}]").replace(
                "awards: data-stack\n", ""
            ),
        )
    ],
}


@pytest.mark.parametrize("edits", GOOD.values(), ids=GOOD.keys())
def test_what_looks_alike_and_is_right(tmp_path, edits):
    write(tmp_path, changed(*edits))
    assert told(tmp_path) == []


RETIRED = ("charts", "version: 1.0", "version: 1.0\nstatus: retired")
NOTICES = {  # case: (edits, notices)
    "a part is retired": (
        [RETIRED],
        [f"{AT}:6:3: who begins now cannot meet this: 'charts' can no longer be earned"],
    ),
    "a part requires what is retired": (
        [
            RETIRED,
            ("badge", "requires: []", "requires: [charts]"),
            rule("choose: 1", "of: [charts, sql-basics]"),
        ],
        [
            f"{AT}:6:3: who begins now cannot meet this: 'charts', 'sql-basics' can no longer be earned"
        ],
    ),
    "a choice that is left": ([RETIRED, rule("any: [charts, sql-basics]")], []),
    "enough hours are left": ([RETIRED, rule("hours: 6", "of: [charts, sql-basics]")], []),
    "too few hours are left": (
        [RETIRED, rule("hours: 7", "of: [charts, sql-basics]")],
        [f"{AT}:6:3: who begins now cannot meet this: 'charts' can no longer be earned"],
    ),
    "of two stages the one": (
        [
            RETIRED,
            (
                "pathway",
                f"rule:\n{OLD_RULE}",
                "stages:\n  - {name: One, rule: sql-basics}\n  - {name: Two, rule: {all: [charts]}}",
            ),
        ],
        [f"{AT}:7:23: who begins now cannot meet this: 'charts' can no longer be earned"],
    ),
}


@pytest.mark.parametrize(("edits", "notices"), NOTICES.values(), ids=NOTICES.keys())
def test_what_newcomers_cannot_meet_is_a_notice(tmp_path, edits, notices):
    # Its prerequisite is retired too, which is another matter.
    write(tmp_path, changed(*edits, ("stack", "requires: [charts]", "requires: []")))
    found = load(tmp_path / "site-config.yml").notices
    assert [notice.replace(f"{tmp_path}/", "") for notice in found] == notices


def test_another_mistake_does_not_hide_this_one(tmp_path):
    write(
        tmp_path,
        changed(
            rule("hours: 13", "of: [sql-basics, charts]"),
            ("charts", "level: foundation", "level: low"),
        ),
    )
    assert len(told(tmp_path)) == 2
    assert SHORT["pathway"] in told(tmp_path)[1]
