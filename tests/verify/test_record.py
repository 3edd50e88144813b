"""What is taken out of a learner record or PDF to be judged, in Python and in JavaScript alike."""

import json

import pytest

from generator.openbadges.pdf import MAX_BADGES_BYTES
from generator.openbadges.strict_json import dump_json
from generator.verify.record import badges_held, badges_of_record
from tests.twins import Twin
from tests.verify.cases import papers
from tests.verify.cases.papers import DAMAGED, HEAD, OTHER, attached, paper
from tests.verify.cases.pictures import DATA
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


@pytest.fixture(scope="module")
def twin_of_pdf():
    with Twin("src/openbadges/pdf.js", "badgesOfPdf") as running:
        yield running


@pytest.mark.parametrize(("data", "held"), CASES.values(), ids=CASES.keys())
def test_the_badges_of_a_record(twin, data, held):
    assert [json.loads(each) for each in badges_of_record(data)] == held
    assert [json.loads(each) for each in twin.call(data)] == held


PLAIN = "/Type/EmbeddedFile"
LARGE = b"{" + b" " * (MAX_BADGES_BYTES // 2 - 1)
SEVERAL = {  # case: (the PDF, what is judged by itself)
    "two badges": (papers.TWO, [DATA, OTHER]),
    "one twice": (paper(*[attached(DATA, PLAIN)] * 2), [DATA, DATA]),
    "one damaged: the file itself, which says so": (DAMAGED, [DATA, DAMAGED]),
    "two damaged: said once": (
        paper(attached(DATA, PLAIN), *[attached(b"", PLAIN, length="")] * 2),
        [DATA, paper(attached(DATA, PLAIN), *[attached(b"", PLAIN, length="")] * 2)],
    ),
    "two among other files": (
        paper(*(attached(each, PLAIN) for each in (b"<a/>", DATA, b"", OTHER))),
        [DATA, OTHER],
    ),
    "what is no badge": (paper(*[attached(b"{}", PLAIN)] * 3), [b"{}"] * 3),
    "as many as are read": (paper(*[attached(DATA, PLAIN)] * 100), [DATA] * 100),
    "too many": (paper(*[attached(DATA, PLAIN)] * 101), []),
    "as large as is read": (paper(*[attached(LARGE, PLAIN)] * 2), [LARGE] * 2),
    "too large": (paper(*[attached(LARGE, PLAIN)] * 2, attached(b"{", PLAIN)), []),
    "one badge": (paper(attached(DATA, PLAIN)), []),
    "only one that cannot be read": (paper(attached(b"", PLAIN, length="")), []),
    "nothing": (HEAD, []),
}


@pytest.mark.parametrize(("data", "held"), SEVERAL.values(), ids=SEVERAL.keys())
def test_the_badges_of_a_pdf(twin_of_pdf, data, held):
    assert badges_held(data) == held
    assert twin_of_pdf.call(data) == held


@pytest.mark.parametrize("name", papers.CASES)
def test_of_every_case_the_same_is_read(twin_of_pdf, name):
    data = papers.CASES[name].credential
    assert twin_of_pdf.call(data) == badges_held(data)
