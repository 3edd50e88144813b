"""Python's report and Node's are the same, to the word, on every conformance case."""

import re
from dataclasses import asdict

import pytest

from tests.test_conformance import CASES, ROOT, judge
from tests.twins import Twin, answer


@pytest.fixture(scope="module")
def twin():
    with Twin("test/cases.js", "judged") as node:
        yield node


@pytest.mark.parametrize("name", CASES)
def test_both_say_the_same(twin, name):
    _, report = judge(ROOT / name)
    assert twin.call(name) == answer(told, report)


def told(report):
    """A report as the browser's verifier has it."""
    members = {
        "verdict": report.verdict,
        "deciding": report.checks.index(report.deciding),
        **asdict(report),
    }
    return _camel_case(members)


def _camel_case(value):
    if isinstance(value, dict):
        return {
            re.sub("_(.)", lambda match: match[1].upper(), name): _camel_case(each)
            for name, each in value.items()
        }
    return [_camel_case(each) for each in value] if isinstance(value, list | tuple) else value
