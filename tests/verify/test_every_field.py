"""Every value of a signed badge changed, taken away and put twice: nothing of it verifies."""

import copy

import pytest

from generator.model.trust import TrustList
from generator.openbadges.strict_json import dump_json
from generator.verify import FixedResolver, Verdict, verify
from tests.verify.cases.world import AS_OF, badge, documents, moment, signed, trusting

GOOD = signed(badge())
RESOLVER = FixedResolver({url: body for url, (body, _) in documents().items()}, handed=False)
TRUST = TrustList.model_validate(trusting())


def places(value, path=()):
    """Every path to a member or an element."""
    steps = value if isinstance(value, dict) else range(len(value))
    for step in steps:
        yield (*path, step)
        if isinstance(value[step], dict | list):
            yield from places(value[step], (*path, step))


def edited(path, edit):
    document = copy.deepcopy(GOOD)
    *steps, last = path
    holder = document
    for step in steps:
        holder = holder[step]
    edit(holder, last)
    return document


def _other(value):
    """Another value of the same kind, or where there is none a text."""
    match value:
        case bool():
            return not value
        case str():
            return value[:-1] + ("1" if value[-1] != "1" else "2")
        case _:
            return "https://evil.example/"


def change(holder, last):
    holder[last] = _other(holder[last])


def remove(holder, last):
    del holder[last]


def double(holder, last):
    """A second value beside the first, which is altered."""
    holder[last] = [holder[last], _other(holder[last])]


PLACES = list(places(GOOD))


def name(path):
    return "/".join(map(str, path))


def verdict(document):
    return verify(dump_json(document), as_of=moment(AS_OF), resolver=RESOLVER, trust=TRUST).verdict


def test_the_badge_itself_verifies():
    assert verdict(GOOD) is Verdict.VERIFIED
    assert len(PLACES) > 80


@pytest.mark.parametrize("path", PLACES, ids=name)
@pytest.mark.parametrize("edit", [change, remove, double])
def test_no_field_may_be_touched(path, edit):
    assert verdict(edited(path, edit)) in {Verdict.INVALID, Verdict.UNCONFIRMED}
