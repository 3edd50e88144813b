"""What is taken out of a learner record to be judged, in Python and in JavaScript alike."""

import json

import pytest

from generator.openbadges.strict_json import dump_json
from generator.verify.record import badges_of_record
from tests.twins import Twin
from tests.verify.cases.world import badge, signed

ONE, TWO = signed(badge()), badge()


def record(held: object, kind: object = ("VerifiableCredential", "ClrCredential")) -> bytes:
    return dump_json({"type": kind, "credentialSubject": {"verifiableCredential": held}})


CASES = {  # case: (the file, what is taken out of it)
    "two badges": (record([ONE, TWO]), [ONE, TWO]),
    "one badge that is no list": (record(ONE), [ONE]),
    "one type": (record([ONE], "ClrCredential"), [ONE]),
    "what is no badge": (record([{}]), [{}]),
    "no badges": (record([]), []),
    "null": (record(None), []),
    "a text": (record(["ClrCredential"]), []),
    "a text beside a badge": (record([ONE, "x"]), []),
    "a list within the list": (record([[ONE]]), []),
    "another type": (record([ONE], ["VerifiableCredential"]), []),
    "no type": (record([ONE], None), []),
    "a subject that is a list": (dump_json({"type": "ClrCredential", "credentialSubject": []}), []),
    "no subject": (dump_json({"type": "ClrCredential"}), []),
    "a badge": (dump_json({**ONE, "name": "ClrCredential"}), []),
    "a list": (b'["ClrCredential"]', []),
    "a member twice": (b'{"type": "ClrCredential", "type": "ClrCredential"}', []),
    "no JSON": (b"ClrCredential", []),
    "nothing": (b"", []),
}


@pytest.fixture(scope="module")
def twin():
    with Twin("src/intake/record.js", "badgesOfRecord") as running:
        yield running


@pytest.mark.parametrize(("data", "held"), CASES.values(), ids=CASES.keys())
def test_the_badges_of_a_record(twin, data, held):
    assert [json.loads(each) for each in badges_of_record(data)] == held
    assert [json.loads(each) for each in twin.call(data)] == held
