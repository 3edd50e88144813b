"""Where the policy says that assessors hold the badge: what `issue` refuses, what is told later."""

import json

import pytest

from generator.issue.correct import check_correction, correction_of
from generator.source import CatalogError, Where, load
from generator.source.awards import read_awards
from tests.issue.world import CONFIG, NOW, make_world
from tests.source.small import brief

HOLDS = "assessors: {who: A trained assessor, holds_badge: true}\n"
POLICY = """\
rigor:
  assessors_hold_badge: where-stated
  founding_assessors:
    - {assessor: dora-lind, badge: listening, until: 2026-03-31}
    - {assessor: Prof. Eva Ng, until: 2026-02-01}
"""
HEAD = "badge,earner,awarded,assessor id,assessor name\n"


@pytest.fixture
def strict_world(tmp_path):
    world = make_world(tmp_path, more={"site-config.yml": CONFIG + POLICY})
    world.edit(
        "catalog/badges/brook/listening.yml", "assessors: {who: A trained assessor}\n", HOLDS
    )
    return world


def refused(world, rows):
    with pytest.raises(CatalogError) as caught:
        world.plan(HEAD + rows)
    return [brief(str(problem)) for problem in caught.value.problems]


BAD = {  # case: (rows, messages)
    "nobody is named": (
        "listening,ana-silva,2026-04-01,,\n",
        [
            (
                "awards.csv:2:1: error: who assessed this? An assessor of 'listening' must hold it "
                "[unnamed-assessor]\n"
                "  hint: give the assessor's slug among the earners as 'assessor_id'"
            )
        ],
    ),
    "a name alone": (
        "listening,ana-silva,2026-04-01,,Ben Kole\n",
        [
            (
                "awards.csv:2:33: error: who assessed this? An assessor of 'listening' must hold it "
                "[unnamed-assessor]\n"
                "  hint: give the assessor's slug among the earners as 'assessor_id'"
            )
        ],
    ),
    "who does not hold it": (
        "listening,ana-silva,2026-04-01,ben-k,\n",
        [
            (
                "awards.csv:2:32: error: 'ben-k' did not hold 'listening' on 2026-04-01, as an "
                "assessor of it must [assessor-lacks-badge]\n"
                "  hint: somebody has to begin: who may is named under 'founding_assessors', until a "
                "date"
            )
        ],
    ),
    "a founder after their date": (
        "listening,ana-silva,2026-04-01,dora-lind,\n",
        [
            (
                "awards.csv:2:32: error: 'dora-lind' did not hold 'listening' on 2026-04-01, as an "
                "assessor of it must [assessor-lacks-badge]\n"
                "  hint: somebody has to begin: who may is named under 'founding_assessors', until a "
                "date"
            )
        ],
    ),
    "two who vouch for each other": (
        "listening,ana-silva,2026-04-01,ben-k,\nlistening,ben-k,2026-04-01,ana-silva,\n",
        ["[assessor-lacks-badge]", "[assessor-lacks-badge]"],
    ),
    "nobody of that slug, policy or not": (
        "coaching,ana-silva,2026-04-01,ben-kk,\n",
        [
            (
                "awards.csv:2:31: error: there is no earner 'ben-kk' who could have assessed this "
                "[unknown-assessor]\n  hint: did you mean 'ben-k'?"
            )
        ],
    ),
    "themselves, policy or not": (
        "coaching,ana-silva,2026-04-01,ana-silva,\n",
        [
            (
                "awards.csv:2:31: error: 'ana-silva' is the earner: nobody assesses themselves "
                "[own-assessor]"
            )
        ],
    ),
}


@pytest.mark.parametrize(("rows", "messages"), BAD.values(), ids=BAD.keys())
def test_an_award_by_the_wrong_assessor_is_refused(strict_world, rows, messages):
    found = refused(strict_world, rows)
    assert len(found) == len(messages)
    for said, wanted in zip(found, messages, strict=True):
        assert said == wanted or (wanted.startswith("[") and wanted in said)


GOOD = {
    "a founder": "listening,ana-silva,2026-03-31,dora-lind,\n",
    "a founder by name": "listening,ana-silva,2026-02-01,,Prof. Eva Ng\n",
    "who earned it the day before, further down": (
        "listening,ana-silva,2026-04-01,ben-k,\nlistening,ben-k,2026-03-31,dora-lind,\n"
    ),
    "a badge that states nothing of the kind": "coaching,ana-silva,2026-04-01,,\n",
}


@pytest.mark.parametrize("rows", GOOD.values(), ids=GOOD.keys())
def test_an_award_by_the_right_assessor_is_taken(strict_world, rows):
    assert strict_world.plan(HEAD + rows).awards


def test_without_a_policy_nobody_need_be_named(world):
    assert world.plan(HEAD + "listening,ana-silva,2026-04-01,,\n").awards


def test_a_holder_in_the_ledger_may_assess_until_it_is_withdrawn(strict_world):
    strict_world.issue(HEAD + "listening,ben-k,2026-03-31,dora-lind,\n")
    row = "listening,ana-silva,2026-04-01,ben-k,\n"
    assert strict_world.plan(HEAD + row).awards
    assert refused(strict_world, row.replace("04-01", "03-30"))
    told = [
        {"kind": "revoked", "credential": each.credential, "reason": "No.", "on": "2026-04-01"}
        for each in strict_world.issued()
    ]
    with (strict_world.people / "ledger.jsonl").open("a") as ledger:
        ledger.writelines(json.dumps(each) + "\n" for each in told)
    assert refused(strict_world, row)


def test_what_was_signed_before_the_policy_is_told_by_line_and_names_nobody(tmp_path):
    world = make_world(tmp_path)
    world.issue(HEAD + "listening,ana-silva,2026-04-01,,\nlistening,ben-k,2026-04-02,dora-lind,\n")
    assert load(world.config).notices == ()
    world.edit(
        "catalog/badges/brook/listening.yml", "assessors: {who: A trained assessor}\n", HOLDS
    )
    world.edit("site-config.yml", CONFIG, CONFIG + POLICY)
    ledger = f"{world.people}/ledger.jsonl"
    notices = load(world.config).notices
    assert notices == (
        (
            f"{ledger}:1: 1 award of 'listening' without an 'assessor_id', though assessors must "
            "hold the badge (line 1); to say who assessed: badgepress reissue ID --awards FILE"
        ),
        (
            f"{ledger}:2: 1 award of 'listening' by an assessor who did not hold the badge that day "
            "(line 2); to say who assessed: badgepress reissue ID --awards FILE"
        ),
    )
    for name in ("ana", "silva", "ben", "dora", "lind"):
        assert not any(name in notice.replace(str(tmp_path), "") for notice in notices)


def test_assessor_and_attempt_stay_in_the_ledger(strict_world):
    rows = "listening,ben-k,2026-03-31,dora-lind,\n".replace(",\n", ",,3\n")
    finished = strict_world.issue(HEAD.replace("\n", ",attempt\n") + rows)
    assert {(row.award.assessor_id, row.award.attempt) for row in strict_world.issued()} == {
        ("dora-lind", 3)
    }
    for row in finished.credentials:
        signed = json.dumps(strict_world.signed(row))
        assert "dora" not in signed
        assert "attempt" not in signed


def test_a_reissue_may_name_an_assessor_but_not_a_wrong_one(strict_world):
    strict_world.issue(
        HEAD + "listening,ben-k,2026-03-31,dora-lind,\nyearly,ana-silva,2026-04-01,,\n"
    )
    catalog, config = strict_world.catalog(), strict_world.desk().config
    copies = tuple(row for row in strict_world.issued() if row.badge == "yearly")

    def codes(assessor):
        text = HEAD + f"yearly,ana-silva,2026-04-01,{assessor},\n"
        (row,) = read_awards("a.csv", text.encode(), dates=None).rows
        correction = correction_of(copies, catalog, config, row)
        where = Where("ledger.jsonl")
        wrong = check_correction(correction, catalog, config, as_of=NOW, where=where, row=row)
        return [(str(each.where), each.code) for each in wrong]

    assert codes("") == []
    assert codes("ben-k") == []
    assert codes("ana-silva") == [("a.csv:2:29", "own-assessor")]


WRONG = {  # case: (columns, cells, message)
    "an attempt in words": (
        "attempt", "first",
        "a.csv:2:31: error: 'attempt' must be a whole number, found 'first' [wrong-type]",
    ),
    "an attempt before the first": (
        "attempt", "0", "a.csv:2:31: error: 'attempt' must be at least 1, found 0 [out-of-range]",
    ),
    "an assessor who is no slug": (
        "assessor id", "Ben Kole",
        (
            "a.csv:2:31: error: 'assessor_id' must be a slug: lower-case letters, digits and "
            "single hyphens, at most 80 characters; found 'Ben Kole' [wrong-form]"
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("columns", "cells", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_cell_is_told_at_its_place(columns, cells, message):
    text = f"badge,earner,awarded,{columns}\ncoaching,ana-silva,2026-04-01,{cells}\n"
    with pytest.raises(CatalogError) as caught:
        read_awards("a.csv", text.encode(), dates=None)
    assert [brief(str(problem)) for problem in caught.value.problems] == [message]
