"""A credential is parsed as any JSON, whatever was parsed before it."""

import copy
import json
import pickle

import pytest

from generator.openbadges import StrictJsonError, canonicalize, dump_json, parse_json
from generator.openbadges.constant import Constant
from generator.openbadges.credential_json import parse_credential
from generator.openbadges.strict_json import MAX_DEPTH
from tests.openbadges.wire import credential

BODY = dump_json(credential())
COMPACT = json.dumps(credential()).encode()
BADGE = COMPACT[COMPACT.index(b'"achievement"') : COMPACT.index(b', "result"')]


def answer(parse, data):
    try:
        return json.dumps(parse(data))
    except StrictJsonError as error:
        return str(error)


def edited(old, new, data=COMPACT):
    assert old in data
    return data.replace(old, new, 1)


DOCUMENTS = {
    "as it was": COMPACT,
    "as we write it": BODY,
    "another earner": edited(b"urn:uuid:6f", b"urn:uuid:7f"),
    "another badge of the same beginning": edited(b'"sql"]', b'"sql", "x"]'),
    "one name twice": edited(b'"result"', b'"achievement": {}, "result"'),
    "one name twice, before": edited(b'"achievement"', b'"achievement": 1, "achievement"'),
    "in another place": edited(b'"id"', BADGE + b', "id"'),
    "in a list": edited(BADGE, b'"x": [{' + BADGE + b"}]"),
    "at the top alone": b"{" + BADGE + b"}",
    "within a text": edited(BADGE, b'"x": "{' + BADGE + b'"'),
    "behind an escaped quote": edited(BADGE, b'"x\\' + BADGE),
    "behind a quote": edited(BADGE, b'"x{' + BADGE),
    "behind nothing": edited(b'"type": ["AchievementSubject"], ', b'"type": '),
    "what follows is cut off": COMPACT[: COMPACT.index(b', "result"')],
    "a number that is none": edited(b'"3"', b"-Infinity"),
    "another number that is none": edited(b'"3"', b"NaN"),
    "its name in a text": edited(b'"Quiz"', b'"-Infinity"'),
    "no UTF-8": edited(b"Quiz", b"\xff"),
    "a byte order mark": b"\xef\xbb\xbf" + COMPACT,
    "a control character": edited(b"Quiz", b"\\u0001"),
    "a name that JavaScript knows": edited(b'"Quiz"', b'{"__proto__": 1}'),
    "a large number": edited(b'"Quiz"', b"9" * 30),
    "the deepest": edited(b'"Quiz"', b"[" * (MAX_DEPTH - 3) + b"]" * (MAX_DEPTH - 3)),
    "too deep": edited(b'"Quiz"', b"[" * (MAX_DEPTH - 2) + b"]" * (MAX_DEPTH - 2)),
    "too deep within the badge": edited(
        b'"SQL basics"', b"[" * (MAX_DEPTH - 2) + b"]" * (MAX_DEPTH - 2)
    ),
    "a list": b"[" + COMPACT + b"]",
    "no JSON": COMPACT + b"}",
    "nothing": b"",
}


@pytest.mark.parametrize("data", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_it_is_read_as_any_json(data):
    for before in (COMPACT, BODY, data):
        answer(parse_credential, before)
        assert answer(parse_credential, data) == answer(parse_json, data)


def test_what_documents_share_cannot_be_changed():
    parse_credential(BODY)
    badge = parse_credential(BODY)["credentialSubject"]["achievement"]
    assert isinstance(badge, Constant)
    for change in (
        lambda: badge.update(name="x"),
        lambda: badge.pop("name"),
        badge["criteria"].clear,
        lambda: badge["tag"].append("x"),
    ):
        with pytest.raises(TypeError, match="copy it"):
            change()
    with pytest.raises(TypeError, match="copy it"):
        badge["tag"][0] = "x"
    assert parse_credential(BODY) == parse_json(BODY)


@pytest.mark.parametrize("made", [copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_a_copy_is_as_any_json(made):
    parse_credential(BODY)
    badge = made(parse_credential(BODY)["credentialSubject"]["achievement"])
    badge["criteria"]["narrative"] = "x"
    badge["tag"].append("x")
    assert type(badge) is dict
    assert parse_credential(BODY) == parse_json(BODY)


def test_it_states_the_same():
    for data in (COMPACT, BODY):
        for _ in range(3):
            assert canonicalize(parse_credential(data)) == canonicalize(parse_json(data))
