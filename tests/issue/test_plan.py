"""What an awards file is refused for, row by row, and what is only pointed at."""

import pytest

from generator.source import CatalogError
from tests.issue.world import AWARDS

GOOD = "badge,earner,name,awarded,result: plan,result: practice\nplanning,ana-silva,,2026-04-01,good,fine\n"

BAD = {  # case: (what is changed in GOOD, the whole message)
    "no such badge": (
        ("planning", "planing"),
        (
            "awards.csv:2:1: error: there is no badge 'planing' [unknown-badge]\n"
            "    planing,ana-silva,,2026-04-01,good,fine\n"
            "    ^\n"
            "  hint: did you mean 'planning'?"
        ),
    ),
    "nobody of that slug": (
        ("ana-silva", "ana-silvo"),
        (
            "awards.csv:2:10: error: there is no earner 'ana-silvo' [unclear-person]\n"
            "    planning,ana-silvo,,2026-04-01,good,fine\n"
            "             ^\n"
            "  hint: add a 'name', and a new earner is made"
        ),
    ),
    "retired": (
        ("planning,ana-silva,,2026-04-01,good,fine", "old,ana-silva,,2026-04-01,,"),
        (
            "awards.csv:2:1: error: 'old' is retired and can no longer be earned [retired-badge]\n"
            "    old,ana-silva,,2026-04-01,,\n"
            "    ^\n"
            "  hint: for what was earned before: --allow-retired"
        ),
    ),
    "not yet": (
        ("2026-04-01", "2026-05-05"),
        (
            "awards.csv:2:21: error: awarded on 2026-05-05, which is yet to come [future-date]\n"
            "    planning,ana-silva,,2026-05-05,good,fine\n"
            "                        ^"
        ),
    ),
    "below the passing level": (
        ("good,fine", "begun,fine"),
        (
            "awards.csv:2:32: error: 'plan' is at 'begun', below the passing level 'good' "
            "[below-pass]\n"
            "    planning,ana-silva,,2026-04-01,begun,fine\n"
            "                                   ^\n"
            "  hint: an award is only for what was passed"
        ),
    ),
    "no such level": (
        ("good,fine", "god,fine"),
        (
            "awards.csv:2:32: error: the rubric of 'planning' has no level 'god' [unknown-level]\n"
            "    planning,ana-silva,,2026-04-01,god,fine\n"
            "                                   ^\n"
            "  hint: did you mean 'good'?"
        ),
    ),
    "a criterion without result": (
        ("good,fine", "good,"),
        (
            "awards.csv:2:1: error: no result for 'practice' [missing-result]\n"
            "    planning,ana-silva,,2026-04-01,good,\n"
            "    ^\n"
            "  hint: say the level reached; in a spreadsheet as a column 'result: practice'"
        ),
    ),
    "a result without rubric": (
        ("planning,", "listening,"),
        (
            "awards.csv:2:33: error: the rubric of 'listening' has no criterion 'plan' "
            "[unknown-criterion]\n"
            "    listening,ana-silva,,2026-04-01,good,fine\n"
            "                                    ^\n"
            "  hint: this badge has no rubric\n"
            "awards.csv:2:38: error: the rubric of 'listening' has no criterion 'practice' "
            "[unknown-criterion]\n"
            "    listening,ana-silva,,2026-04-01,good,fine\n"
            "                                         ^\n"
            "  hint: this badge has no rubric"
        ),
    ),
}


def told(error: pytest.ExceptionInfo[CatalogError]) -> str:
    return "\n".join(map(str, error.value.problems))


def test_the_good_one(world):
    assert len(world.plan(GOOD).awards) == 1


@pytest.mark.parametrize(("edit", "message"), BAD.values(), ids=BAD.keys())
def test_a_bad_row_says_where_and_what(world, edit, message):
    with pytest.raises(CatalogError) as caught:
        world.plan(GOOD.replace(*edit))
    assert told(caught) == message


MORE = {  # case: (columns, row, the end of the message's first line)
    "ended before it started": (
        "started,ended", "2026-03-02,2026-03-01",
        "ended on 2026-03-01, before it started on 2026-03-02 [date-order]",
    ),
    "valid until before it was awarded": (
        "valid until", "2026-03-01",
        "valid until 2026-03-01, before it was awarded on 2026-04-01 [date-order]",
    ),
    "hours the badge does not state": (
        "hours", "4", "'listening' states no hours, so none can be credited [hours-not-stated]",
    ),
    "a link that no address can hold": (
        "evidence kind,evidence description,evidence url,evidence public,evidence all agreed",
        "test,A test,https://a.example/[x],true,true",
        "[wrong-form]",
    ),
    "evidence that cannot be signed twice": (
        ",".join(
            f"evidence{n} {what}"
            for n in ("", " 2")
            for what in ("kind", "description", "url", "public", "all agreed")
        ),
        "test,A test,https://a.example/x,true,true,test,A test,https://a.example/x,true,true",
        "[cannot-be-signed]",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("columns", "values", "end"), MORE.values(), ids=MORE.keys())
def test_other_fields_are_judged_too(world, columns, values, end):
    with pytest.raises(CatalogError) as caught:
        world.plan(f"badge,earner,awarded,{columns}\nlistening,ana-silva,2026-04-01,{values}\n")
    (problem,) = caught.value.problems
    assert problem.where.line == 2
    assert str(problem).partition("\n")[0].endswith(end)


def test_every_bad_row_is_told_in_one_run_and_nothing_is_written(world):
    before = world.tree()
    with pytest.raises(CatalogError) as caught:
        world.issue(
            AWARDS + "nix,ana-silva,2026-04-01\nlistening,nobody,2026-04-01\nold,cai,2030-01-01\n"
        )
    assert [(each.where.line, each.code) for each in caught.value.problems] == [
        (6, "unknown-badge"), (7, "unclear-person"), (8, "retired-badge"), (8, "future-date"),
    ]  # fmt: skip
    assert world.tree() == before


def test_the_same_award_twice_in_a_file(world):
    with pytest.raises(CatalogError) as caught:
        world.plan(AWARDS + "Listening,ana-silva,2026-04-01\n")
    assert told(caught).startswith(
        "awards.csv:6:1: error: the same award as in line 2: listening of ana-silva "
        "[repeated-award]\n"
    )


def test_an_award_id_is_for_one_award(world):
    world.issue("badge,earner,awarded,award_id\nlistening,ana-silva,2026-04-01,A-1\n")
    with pytest.raises(CatalogError, match="award_id 'A-1' is taken: it is listening of ana-silva"):
        world.plan("badge,earner,awarded,award_id\nlistening,cai,2026-04-01,A-1\n")


def test_two_badges_of_one_name(world):
    (world.people / "badges" / "hill" / "hearing.yml").write_text(
        (world.people / "badges" / "hill" / "welcome.yml")
        .read_text()
        .replace("Welcome", "Listening")
    )
    with pytest.raises(CatalogError, match="several badges are called 'Listening'"):
        world.plan("badge,earner,awarded\nListening,ana-silva,2026-04-01\n")


def test_retired_badges_can_be_let_through(world):
    assert world.plan("badge,earner,awarded\nold,cai,2026-01-01\n", retired_too=True).awards


ALIKE = (
    "{} is new and becomes '{}', but is much like {}; if they are one, say so in an 'earner' column"
)
NOTES = {  # case: (rows, the notes, without their places)
    "earned before": (
        "listening,ana-silva,,,2026-03-03",
        ["likely a duplicate: ana-silva earned 'listening' on 2026-04-01 (TOKEN)"],
    ),
    "twice in the file": (
        "coaching,ana-silva,,,2026-04-10\ncoaching,ana-silva,,,2026-04-11",
        ["likely a duplicate: line 2 awards 'coaching' to ana-silva too, on 2026-04-10"],
    ),
    "without what it requires": (
        "coaching,ny,Ny Person,,2026-04-10",
        ["ny does not hold 'listening', which 'coaching' requires"],
    ),
    "a pathway that is not complete": (
        "stack,ana-silva,,,2026-04-10",
        ["ana-silva has not completed the pathway 'both'"],
    ),
    "a pathway completed in this file": (
        "stack,ana-silva,,,2026-04-10\nyearly,ana-silva,,,2026-04-10",
        [],
    ),
    "a name much like another": (
        "yearly,,Anna Silva,,2026-04-10",
        [ALIKE.format("Anna Silva", "anna-silva", "Ana Silva (ana-silva)")],
    ),
    "the same name in another order": ("yearly,,SILVA Ana,,2026-04-10", []),
    "the same name, another address": (
        "yearly,,Dora Lind,d@hill.example,2026-04-10",
        [ALIKE.format("Dora Lind", "dora-lind-2", "Dora Lind (dora-lind)")],
    ),
    "another name for a slug": (
        "yearly,ana-silva,Eva Moos,,2026-04-10",
        ["the row calls 'ana-silva' Eva Moos, the catalog Ana Silva; the catalog's name is signed"],
    ),
    "by address": ("yearly,,,DORA@brook.example,2026-04-10", []),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "notes"), NOTES.values(), ids=NOTES.keys())
def test_what_is_only_pointed_at(world, rows, notes):
    world.issue(AWARDS)
    token = world.issued()[0].credential
    plan = world.plan(f"badge,earner,name,email,awarded\n{rows}\n")
    assert [each.text for each in plan.notices] == [note.replace("TOKEN", token) for note in notes]


def test_a_renewal_is_no_duplicate(world):
    world.issue("badge,earner,awarded\nyearly,ana-silva,2025-04-01\n")
    assert world.plan("badge,earner,awarded\nyearly,ana-silva,2026-04-01\n").notices == ()


def test_an_award_that_says_something_else_now_is_pointed_at(world):
    world.issue(GOOD)
    token = world.issued()[0].credential
    (notice,) = world.plan(GOOD.replace("good,fine", "fine,fine")).notices
    assert str(notice) == (
        "awards.csv:2:1: note: this award was signed before and says something else now; "
        f"to correct it: badgepress reissue {token} --awards FILE"
    )


PEOPLE = {  # case: (name, slug)
    "accents": ("José Ortiz-Peña", "jose-ortiz-pena"),
    "an apostrophe": ("Siobhán O'Brien", "siobhan-obrien"),
    "no Latin letter": ("李小龙", "earner"),
    "reserved": ("Con", "con-2"),
    "taken": ("Ana. Silva", None),
}


@pytest.mark.parametrize(("name", "slug"), PEOPLE.values(), ids=PEOPLE.keys())
def test_the_slug_of_somebody_new(world, name, slug):
    plan = world.plan(f"badge,name,awarded\nyearly,{name},2026-04-10\n")
    assert [each.slug for each in plan.newcomers] == ([slug] if slug else [])


def test_somebody_new_twice_in_a_file_is_one_person(world):
    plan = world.plan(
        "badge,name,awarded\nyearly,Ny Person,2026-04-10\nlistening,Ny Person,2026-04-10\n"
    )
    assert [each.slug for each in plan.newcomers] == ["ny-person"]
    assert [each.earner for each in plan.awards] == ["ny-person", "ny-person"]


def test_two_of_one_name_must_be_told_apart(world):
    (world.people / "earners" / "ana-silva-2.yml").write_text("name: Ana Silva\n")
    with pytest.raises(CatalogError) as caught:
        world.plan("badge,name,awarded\nyearly,Ana Silva,2026-04-10\n")
    assert "'Ana Silva' may be ana-silva or ana-silva-2 [unclear-person]" in told(caught)
