"""One record: what is wrong with it, told in plain words at its place."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.badge import Badge
from generator.model.earner import Earner
from generator.model.pathway import Pathway
from generator.model.recognizer import Recognizer
from generator.source import CatalogError
from generator.source.document import read_document
from generator.source.parse import parse
from tests.source.small import BADGE, EARNER, PATHWAY, RECOGNIZER, brief

GIVEN = {"slug": "x", "issuer": "fenwick"}
TEXTS = {
    Badge: (BADGE, GIVEN),
    Pathway: (PATHWAY, {"slug": "x"}),
    Recognizer: (RECOGNIZER, {"slug": "x"}),
    Earner: (EARNER, {"slug": "x"}),
}


def mistakes(model, old: str = "", new: str = "") -> list[str]:
    text, given_values = TEXTS[model]
    assert old in text
    try:
        parse(model, read_document("a.yml", text.replace(old, new, 1).encode()), given=given_values)
    except CatalogError as error:
        return [brief(str(problem)) for problem in error.problems]
    return []


@pytest.mark.parametrize("model", TEXTS)
def test_a_good_record_is_read(model):
    assert mistakes(model) == []


BAD = {  # case: (model, what was there, what the author wrote, the messages)
    "missing key": (
        Badge,
        "version: 1.0\n",
        "",
        ["a.yml:1:1: error: missing key 'version' [missing-key]"],
    ),
    "missing key inside": (
        Badge,
        "{office: Fenwick Badge Office}",
        "{email: a@example.org}",
        ["a.yml:17:8: error: missing key 'office' in 'owner' [missing-key]"],
    ),
    "typo": (
        Badge,
        "criteria: Pass",
        "critera: Pass",
        [
            "a.yml:1:1: error: missing key 'criteria' [missing-key]",
            "a.yml:9:1: error: unknown key 'critera' [unknown-key]\n  hint: did you mean 'criteria'?",
        ],
    ),
    "typo deep inside": (
        Badge,
        "{id: joins, name: Joins,",
        "{id: joins, nme: x, name: Joins,",
        ["a.yml:14:19: error: unknown key 'nme' [unknown-key]\n  hint: did you mean 'name'?"],
    ),
    "a key like no other": (
        Badge,
        "assessors: {who: A teacher of computing}",
        "assessors: {who: A teacher of computing, zzz: 1}",
        [
            (
                "a.yml:15:42: error: unknown key 'zzz' [unknown-key]\n"
                "  hint: known here: holds_badge, independent, rule, who"
            )
        ],
    ),
    "zero hours": (
        Badge,
        "hours: 6",
        "hours: 0",
        ["a.yml:7:8: error: 'hours' must be more than 0, found 0 [out-of-range]"],
    ),
    "too many hours": (
        Badge,
        "hours: 6",
        "hours: 2001",
        ["a.yml:7:8: error: 'hours' must be at most 2000, found 2001 [out-of-range]"],
    ),
    "hours in words": (
        Badge,
        "hours: 6",
        "hours: six",
        ["a.yml:7:8: error: 'hours' must be a number, found 'six' [wrong-type]"],
    ),
    "hours that are no number": (
        Badge,
        "hours: 6",
        "hours: NaN",
        ["a.yml:7:8: error: 'hours' must be a number, found 'NaN' [wrong-type]"],
    ),
    "a part of a month": (
        Badge,
        "version: 1.0",
        "version: 1.0\nvalid_months: 1.5",
        ["a.yml:20:15: error: 'valid_months' must be a whole number, found 1.5 [wrong-type]"],
    ),
    "maybe": (
        Badge,
        "computing}",
        "computing, independent: perhaps}",
        ["a.yml:15:55: error: 'independent' must be true or false, found 'perhaps' [wrong-type]"],
    ),
    "text for a list": (
        Badge,
        "[teacher]",
        "teacher",
        [
            (
                "a.yml:6:11: error: 'audience' must be a list, found 'teacher' [wrong-type]\n"
                "  hint: write a list: one item a line after '- ', or [a, b]"
            )
        ],
    ),
    "a list for text": (
        Badge,
        "name: SQL basics",
        "name: [SQL, basics]",
        ["a.yml:1:7: error: 'name' must be text, found a list [wrong-type]"],
    ),
    "text for keys": (
        Badge,
        "{office: Fenwick Badge Office}",
        "Fenwick",
        [
            "a.yml:17:8: error: 'owner' must be a group of keys and values, found 'Fenwick' [wrong-type]"
        ],
    ),
    "an empty list": (
        Badge,
        "[data]",
        "[]",
        ["a.yml:5:9: error: 'topics' must have at least 1 item, has 0 [out-of-range]"],
    ),
    "no text": (
        Badge,
        "SQL basics",
        '""',
        ["a.yml:1:7: error: 'name' must not be empty [out-of-range]"],
    ),
    "text too long": (
        Badge,
        "SQL basics",
        "x" * 121,
        ["a.yml:1:7: error: 'name' must have at most 120 characters, has 121 [out-of-range]"],
    ),
    "an unknown word": (
        Badge,
        "level: foundation",
        "level: fundation",
        [
            (
                "a.yml:4:8: error: 'level' must be one of foundation, intermediate, advanced, expert; "
                "found 'fundation' [wrong-choice]\n  hint: did you mean 'foundation'?"
            )
        ],
    ),
    "an unknown word in a list": (
        Badge,
        "[teacher]",
        "[teacher, pupil]",
        [
            (
                "a.yml:6:21: error: item 2 of 'audience' must be one of student, teacher, coach, leader, "
                "staff, anyone; found 'pupil' [wrong-choice]"
            )
        ],
    ),
    "an American date": (
        Badge,
        "2030-01-01",
        "1/1/2030",
        [
            "a.yml:18:12: error: 'review_by' must be a date like 2026-05-03, found '1/1/2030' [wrong-form]"
        ],
    ),
    "a day that is none": (
        Badge,
        "2030-01-01",
        "2030-02-30",
        [
            (
                "a.yml:18:12: error: 'review_by' must be a date that exists, like 2026-05-03; "
                "found '2030-02-30' [wrong-form]"
            )
        ],
    ),
    "a reference that is no slug": (
        Badge,
        "requires: []",
        "requires: [charts, SQL Basics]",
        [
            (
                "a.yml:16:20: error: item 2 of 'requires' must be a slug: lower-case letters, digits and "
                "single hyphens, at most 80 characters; found 'SQL Basics' [wrong-form]"
            )
        ],
    ),
    "two lines where one belongs": (
        Badge,
        "summary: Reads and writes queries.",
        "summary: |\n  One.\n  Two.",
        ["a.yml:2:10: error: 'summary' must be one line; found 'One. Two. ' [wrong-form]"],
    ),
    "no web address": (
        Recognizer,
        "https://college.example.org/\n",
        "college.example.org\n",
        [
            (
                "a.yml:4:6: error: 'url' must be a web address that starts with https:// or http://; "
                "found 'college.example.org' [wrong-form]"
            )
        ],
    ),
    "a script for an address": (
        Recognizer,
        "https://college.example.org/\n",
        "javascript:alert(1)\n",
        [
            (
                "a.yml:4:6: error: 'url' must be a web address that starts with https:// or http://; "
                "found 'javascript:alert(1)' [wrong-form]"
            )
        ],
    ),
    "no e-mail address": (
        Earner,
        "name: Ada Lee\n",
        "name: Ada Lee\nemail: ada at example\n",
        [
            "a.yml:2:8: error: 'email' must be an e-mail address; found 'ada at example' [wrong-form]"
        ],
    ),
    "a level the rubric does not have": (
        Badge,
        "passes: high",
        "passes: hihg",
        [
            (
                "a.yml:12:11: error: 'passes' names no level: 'hihg' is not one of low, high "
                "[contradiction]"
            )
        ],
    ),
    "a criterion without one level": (
        Badge,
        "{low: Knows one., high: Knows all.}",
        "{low: Knows one.}",
        [
            (
                "a.yml:14:5: error: 'criteria': 'joins' must describe exactly the levels low, high "
                "[contradiction]"
            )
        ],
    ),
    "a successor of what is not retired": (
        Badge,
        "version: 1.0",
        "version: 1.0\nsuccessor: charts",
        [
            (
                "a.yml:20:12: error: a 'successor' is for a retired badge only: set 'status: retired' "
                "[contradiction]"
            )
        ],
    ),
    "its own successor": (
        Badge,
        "version: 1.0",
        "version: 1.0\nstatus: retired\nsuccessor: x",
        ["a.yml:21:12: error: the 'successor' is this badge itself [contradiction]"],
    ),
    "an unknown rule": (
        Pathway,
        "all: [sql-basics, charts]",
        "choos: 1\n  of: [sql-basics, charts]",
        [
            (
                "a.yml:6:3: error: 'rule' must be a badge's slug, or one of pathway:, all:, any:, "
                "choose: … of:, hours: … of: [unknown-rule]\n  hint: did you mean 'choose'?"
            )
        ],
    ),
    "an unknown rule deep inside": (
        Pathway,
        "all: [sql-basics, charts]",
        "all:\n    - any: [a, b]\n    - choose: 1\n      of: [a, {pathwy: data}]",
        [
            (
                "a.yml:9:15: error: item 2 of 'of' must be a badge's slug, or one of pathway:, all:, any:, "
                "choose: … of:, hours: … of: [unknown-rule]\n  hint: did you mean 'pathway'?"
            )
        ],
    ),
    "n greater than m": (
        Pathway,
        "all: [sql-basics, charts]",
        "choose: 3\n  of: [sql-basics, charts]",
        ["a.yml:6:11: error: 'choose' is 3, but only 2 parts are given [contradiction]"],
    ),
    "n greater than m beside a typo": (
        Pathway,
        "all: [sql-basics, charts]",
        "choose: 3\n  of: [sql-basics, charts]\n  nam: x",
        [
            "a.yml:6:11: error: 'choose' is 3, but only 2 parts are given [contradiction]",
            "a.yml:8:3: error: unknown key 'nam' [unknown-key]\n  hint: did you mean 'name'?",
        ],
    ),
    "a contradiction beside a wrong value": (
        Badge,
        "{id: high, name: High}]\n  passes: high",
        "{id: high, name: High, points: many}]\n  passes: hihg",
        [
            "a.yml:11:65: error: 'points' must be a number, found 'many' [wrong-type]",
            (
                "a.yml:12:11: error: 'passes' names no level: 'hihg' is not one of low, high "
                "[contradiction]"
            ),
        ],
    ),
    "what only follows from a wrong value is not told": (
        Earner,
        "visibility: public\n",
        "visibility: unlisted\naddress: My Home\n",
        [
            (
                "a.yml:3:10: error: 'address' must be a slug: lower-case letters, digits and single "
                "hyphens, at most 80 characters; found 'My Home' [wrong-form]"
            )
        ],
    ),
    "choose none": (
        Pathway,
        "all: [sql-basics, charts]",
        "choose: 0\n  of: [sql-basics, charts]",
        ["a.yml:6:11: error: 'choose' must be more than 0, found 0 [out-of-range]"],
    ),
    "stages and a rule": (
        Pathway,
        "awards: data-stack",
        "stages: [{name: One, rule: charts}]",
        ["a.yml:7:9: error: a pathway has either 'stages' or a 'rule' [contradiction]"],
    ),
    "pay without a currency": (
        Recognizer,
        "kind: credits, amount: 1,",
        "kind: pay, amount: 1,",
        ["a.yml:9:19: error: 'currency' goes with 'kind: pay', and only with it [contradiction]"],
    ),
    "a letter nobody can show": (
        Recognizer,
        "{kind: policy, url: https://college.example.org/policy}",
        "{kind: letter}",
        ["a.yml:11:19: error: 'kind: letter' needs 'dated' and 'contact' [contradiction]"],
    ),
    "an end before the beginning": (
        Recognizer,
        "from: 2026-01-01",
        "from: 2026-01-01\n    until: 2025-01-01",
        ["a.yml:11:12: error: 'until' lies before 'from' [contradiction]"],
    ),
    "public without consent": (
        Earner,
        "consent: {by: earner, on: 2026-01-01, visibility: public, name: Ada L.}\n",
        "",
        ["a.yml:2:13: error: 'visibility: public' needs a 'consent' record [contradiction]"],
    ),
    "beyond the consent": (
        Earner,
        "visibility: public, name",
        "visibility: unlisted, name",
        [
            (
                "a.yml:2:13: error: 'visibility: public' goes beyond the consent, which is for 'unlisted' "
                "[contradiction]"
            )
        ],
    ),
    "a minor without a guardian": (
        Earner,
        "visibility: public\n",
        "visibility: public\nminor_until: 2031-06\n",
        [
            (
                "a.yml:4:10: error: 'consent' for a minor's page must be a guardian's: 'by: guardian' "
                "[contradiction]"
            )
        ],
    ),
    "unlisted without an address": (
        Earner,
        "visibility: public\n",
        "visibility: unlisted\n",
        [
            (
                "a.yml:2:13: error: 'visibility: unlisted' needs a random 'address' of 32 hexadecimal "
                "digits [contradiction]"
            )
        ],
    ),
    "an empty value is told once": (
        Badge,
        "hours: 6",
        "hours:",
        [
            (
                "a.yml:7:1: error: 'hours' has no value [empty-value]\n"
                "  hint: give it a value, or leave the key out"
            )
        ],
    ),
    "all mistakes of a file at once": (
        Badge,
        BADGE,
        BADGE.replace("hours: 6", "hours: 0")
        .replace("[teacher]", "teacher")
        .replace("version: 1.0\n", "")
        .replace("who: A", "whom: A"),
        [
            "a.yml:1:1: error: missing key 'version' [missing-key]",
            (
                "a.yml:6:11: error: 'audience' must be a list, found 'teacher' [wrong-type]\n"
                "  hint: write a list: one item a line after '- ', or [a, b]"
            ),
            "a.yml:7:8: error: 'hours' must be more than 0, found 0 [out-of-range]",
            "a.yml:15:12: error: missing key 'who' in 'assessors' [missing-key]",
            "a.yml:15:13: error: unknown key 'whom' [unknown-key]\n  hint: did you mean 'who'?",
        ],
    ),
}


@pytest.mark.parametrize(("model", "old", "new", "messages"), BAD.values(), ids=BAD.keys())
def test_a_bad_record_says_where_and_what(model, old, new, messages):
    assert mistakes(model, old, new) == messages


VALUES = st.recursive(
    st.sampled_from(
        [
            "",
            "x",
            "0",
            "-1",
            "6",
            "nan",
            "1e999",
            "2026-05-03",
            "true",
            "a b",
            "é",
            "https://x.example/",
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["all", "of", "choose", "hours", "pathway", "id", "name", "office"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(TEXTS)), st.data())
def test_no_values_make_it_crash(model, data):
    fields = [field.alias or name for name, field in model.model_fields.items()]
    values = data.draw(st.dictionaries(st.sampled_from([*fields, "oops"]), VALUES, max_size=8))
    try:
        parse(model, read_document("a.yml", json.dumps(values).encode()), given={"slug": "x"})
    except CatalogError as error:
        for problem in error.problems:
            assert problem.message
            assert problem.where.path == "a.yml"
