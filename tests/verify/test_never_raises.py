"""Whatever is handed in, the answer is a report; and what verifies says what was signed."""

import copy
import json

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.model.trust import TrustList
from generator.openbadges.canonical import canonicalize
from generator.verify import Document, Unavailable, Verdict, verify
from generator.verify.words import SENTENCES
from tests.verify.cases import pictures
from tests.verify.cases.world import (
    AS_OF,
    DID_URL,
    INDEX,
    KEY,
    LIST_URL,
    badge,
    did_document,
    moment,
    signed,
    status_list,
    trusting,
)
from tests.whole import examples

GOOD = signed(badge())
DID = json.loads(did_document(KEY))
LIST = json.loads(status_list())
WITHDRAWN = json.loads(status_list(withdrawn=[INDEX]))
TRUST = TrustList.model_validate(trusting())

SLOW = settings(
    max_examples=examples(40, 100),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "",
            "did:web:",
            "did:web:%3A",
            "https://",
            "_:b0",
            "@id",
            "urn:x y",
            "2026-02-30T00:00:00Z",
            "9999-12-31T23:59:59-14:00",
            "0000-01-01T00:00:00Z",
            "z",
            "u",
            "BitstringStatusList",
            "https://www.w3.org/ns/credentials/v2",
            LIST_URL,
            DID_URL,
        ]
    ),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=8,
)


def places(value, path=()):
    """Every path into a JSON value."""
    yield path
    if isinstance(value, dict | list):
        for step in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[step], (*path, step))


@st.composite
def mutated(draw, original):
    """`original` with one to three places exchanged, taken away or added to."""
    value = copy.deepcopy(original)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from([each for each in places(value) if each]))
        *steps, last = path
        holder = value
        for step in steps:
            holder = holder[step]
        match draw(st.sampled_from(["exchange", "remove", "copy", "add", "wrap"])):
            case "exchange":
                holder[last] = draw(VALUES)
            case "remove":
                del holder[last]
            case "copy":
                source = draw(st.sampled_from([each for each in places(original) if each]))
                copied = original
                for step in source:
                    copied = copied[step]
                holder[last] = copy.deepcopy(copied)
            case "add" if isinstance(holder, dict):
                holder[draw(st.one_of(TEXTS, st.sampled_from(sorted(GOOD))))] = draw(VALUES)
            case _:
                holder[last] = [holder[last]]
        if not value:
            break
    return value


class Resolver:
    """The issuer's documents, as given."""

    def __init__(self, did=DID, status=LIST, *, handed=False):
        self.handed = handed
        self.documents = {DID_URL: did, LIST_URL: status}

    def get(self, url):
        if url not in self.documents:
            raise Unavailable("Not there.")
        body = self.documents[url]
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return Document(data, self.handed)


def judged(data, resolver=None):
    """The report; every check answered by itself."""
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    report = verify(body, as_of=moment(AS_OF), resolver=resolver or Resolver(), trust=TRUST)
    assert len(report.checks) == 6
    assert SENTENCES["fault"] not in {check.detail for check in report.checks}
    return report


def test_the_good_one_verifies():
    assert judged(GOOD).verdict is Verdict.VERIFIED


@SLOW
@given(st.binary(max_size=400))
@example(b"\x89PNG\r\n\x1a\n")
@example(b"<svg")
@example(b"\xef\xbb\xbf<")
@example(b"eyJ.e.e")
@example(b"[" * 100_000)
def test_any_bytes(data):
    assert judged(data).verdict in {Verdict.INVALID, Verdict.UNCONFIRMED}


@SLOW
@given(VALUES)
def test_any_json(value):
    assert judged(value).verdict in {Verdict.INVALID, Verdict.UNCONFIRMED}


@settings(SLOW, max_examples=examples(150, 400))
@given(mutated(GOOD))
def test_a_changed_badge_verifies_only_when_it_says_the_same(document):
    report = judged(document)
    if report.verdict is Verdict.VERIFIED:
        assert _statements(document) == _statements(GOOD)
        original = judged(GOOD)
        facts = ("id", "badge", "issuer", "issuer_name", "earner", "valid_from", "valid_until")
        assert [getattr(report, name) for name in facts] == [
            getattr(original, name) for name in facts
        ]


def _statements(document):
    return canonicalize({name: value for name, value in document.items() if name != "proof"})


@settings(SLOW, max_examples=examples(50, 120))
@given(mutated(DID))
def test_a_changed_did_document(document):
    judged(GOOD, Resolver(did=document))


@settings(SLOW, max_examples=examples(50, 120))
@given(mutated(WITHDRAWN))
def test_a_changed_list_never_clears_a_withdrawal(document):
    report = judged(GOOD, Resolver(status=document))
    assert report.verdict in {Verdict.INVALID, Verdict.UNCONFIRMED}


@settings(SLOW, max_examples=examples(50, 120))
@given(mutated(DID), mutated(LIST), mutated(GOOD))
def test_nothing_handed_over_verifies_without_pins(did, status, document):
    assert judged(document, Resolver(did, status, handed=True)).verdict in {
        Verdict.INVALID,
        Verdict.UNCONFIRMED,
    }


@SLOW
@given(st.binary(max_size=200), st.binary(max_size=200))
def test_documents_of_any_bytes(did, status):
    assert judged(GOOD, Resolver(did=did)).verdict is Verdict.UNCONFIRMED
    assert judged(GOOD, Resolver(status=status)).verdict is Verdict.UNCONFIRMED


@st.composite
def damaged(draw, data):
    """`data` with bytes changed, cut out or put in."""
    body = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(body)))
        end = at + draw(st.integers(0, 8))
        body[at:end] = draw(st.binary(max_size=8))
    return bytes(body)


@settings(SLOW, max_examples=examples(50, 120))
@given(damaged(pictures.BAKED))
def test_a_damaged_png(data):
    report = judged(data)
    assert data == pictures.BAKED or report.verdict is Verdict.INVALID


@settings(SLOW, max_examples=examples(50, 120))
@given(damaged(pictures.BAKED_SVG))
def test_a_damaged_svg(data):
    report = judged(data)
    if report.verdict is Verdict.VERIFIED:  # the drawing was changed, not the badge
        assert report.badge == "Welding basics"
        assert report.earner == "Zoë Ångström"
