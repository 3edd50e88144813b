"""Python's report and Node's are the same, to the word, on every conformance case."""

import pytest

from tests.test_conformance import CASES, ROOT, judge
from tests.twins import Twin, answer, told


@pytest.fixture(scope="module")
def twin():
    with Twin("test/cases.js", "judged") as node:
        yield node


@pytest.mark.parametrize("name", CASES)
def test_both_say_the_same(twin, name):
    _, report = judge(ROOT / name)
    assert twin.call(name) == answer(told, report)
