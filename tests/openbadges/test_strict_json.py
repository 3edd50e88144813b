import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.openbadges.strict_json import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_INTEGER,
    StrictJsonError,
    dump_json,
    parse_json,
    parse_value,
)
from tests.corpora import corpus
from tests.openbadges.wire import message_of

GOOD = {  # case: (bytes, value)
    "empty": (b"{}", {}),
    "white space": (b' \t\r\n{"a": [1, -2.5, true, null]} \n', {"a": [1, -2.5, True, None]}),
    "escapes": (rb'{"a": "\u00e9\n\"\\\/"}', {"a": 'é\n"\\/'}),
    "surrogate pair": (rb'{"a": "\ud83d\ude00"}', {"a": "\U0001f600"}),
    "largest integer": (b'{"a": 9007199254740991}', {"a": MAX_INTEGER}),
    "least integer": (b'{"a": -9007199254740991}', {"a": -MAX_INTEGER}),
    "same name at two depths": (b'{"a": {"a": 1}}', {"a": {"a": 1}}),
    "C1 control, as misread text has it": ('{"a": "\u0085"}'.encode(), {"a": "\u0085"}),
    "deepest": (b'{"a":' + b"[" * 31 + b"]" * 31 + b"}", None),
}

BAD = {  # case: (bytes, the whole message)
    "empty": (b"", "Not JSON (line 1, column 1)."),
    "list": (b"[]", "The JSON is not an object at its top level."),
    "text": (b'"a"', "The JSON is not an object at its top level."),
    "cut off": (
        b'{"a":\n 1',
        "Not JSON (line 2, column 3).",
    ),
    "two values": (b"{} {}", "Not JSON (line 1, column 4)."),
    "trailing comma": (
        b'{"a": 1,}',
        "Not JSON (line 1, column 9).",
    ),
    "BOM": (b"\xef\xbb\xbf{}", "The JSON begins with a byte order mark."),
    "not UTF-8": (b'{"a": "\xff"}', "The JSON is not UTF-8 (byte 8)."),
    "overlong UTF-8": (b'{"a": "\xc0\xaf"}', "The JSON is not UTF-8 (byte 8)."),
    "surrogate in UTF-8": (b'{"a": "\xed\xa0\x80"}', "The JSON is not UTF-8 (byte 8)."),
    "UTF-16": (
        "{}".encode("utf-16-le"),
        "Not JSON (line 1, column 2).",
    ),
    "repeated member": (b'{"a": 1, "a": 1}', "The member 'a' is there twice."),
    "repeated by escape": (rb'{"a": 1, "\u0061": 2}', "The member 'a' is there twice."),
    "repeated below": (b'{"b": [{"a": 1, "a": 2}]}', "The member 'a' is there twice."),
    "a repeated name that commands a terminal": (
        rb'{"\u001b\u009b\ud800\n": 1, "\u001b\u009b\ud800\n": 1}',
        "The member '\ufffd\ufffd\ufffd\ufffd' is there twice.",
    ),
    "prototype": (b'{"__proto__": {}}', "The member '__proto__' is not accepted."),
    "prototype by escape": (
        rb'{"a": {"\u005f_proto__": 1}}',
        "The member '__proto__' is not accepted.",
    ),
    "NaN": (b'{"a": NaN}', "Not JSON: NaN is not a number."),
    "Infinity": (b'{"a": -Infinity}', "Not JSON: -Infinity is not a number."),
    "large integer": (
        b'{"a": 9007199254740992}',
        "The number 9007199254740992 is too large to be read alike everywhere.",
    ),
    "huge integer": (
        b'{"a": ' + b"9" * 100_000 + b"}",
        "The number 999999999999999999999999 is too large to be read alike everywhere.",
    ),
    "large decimal": (
        b'{"a": 1e400}',
        "The number 1e400 is too large to be read alike everywhere.",
    ),
    "lone surrogate": (rb'{"a": "\ud800"}', "A text holds half of a surrogate pair."),
    "lone surrogate in a name": (rb'{"\udc00": 1}', "A text holds half of a surrogate pair."),
    "NUL": (rb'{"a": "\u0000"}', "A text holds the control character U+0000."),
    "escape character": (rb'{"a": "\u001b[2J"}', "A text holds the control character U+001B."),
    "DEL": (b'{"a\x7f": 1}', "A text holds the control character U+007F."),
    "raw newline": (
        b'{"a": "\n"}',
        "Not JSON (line 1, column 8).",
    ),
    "one level too deep": (
        b'{"a":' + b"[" * 32 + b"]" * 32 + b"}",
        f"The JSON nests deeper than {MAX_DEPTH} levels.",
    ),
    "deep and wrong, which is found later": (
        b'{"a":' + b"[" * 33 + b"]" * 33 + b"} {}",
        f"The JSON nests deeper than {MAX_DEPTH} levels.",
    ),
    "brackets within a text": (
        rb'{"a": "\"' + b"[" * 40 + b'",}',
        "Not JSON (line 1, column 52).",
    ),
    "several control characters": (
        rb'{"2": "\u0002", "1": "\ud800", "a": "\u0001"}',
        "A text holds the control character U+0001.",
    ),
    "a long repeated name": (
        ('{"' + "é" * 50 + '": 1, "' + "é" * 50 + '": 1}').encode(),
        f"The member '{'é' * 40}' is there twice.",
    ),
    "a million levels": (
        b'{"a":' + b"[" * 1_000_000,
        f"The JSON nests deeper than {MAX_DEPTH} levels.",
    ),
    "too large": (b" " * (MAX_BYTES + 1), "The JSON is larger than 2,000,000 bytes."),
}


@pytest.mark.parametrize(("data", "value"), GOOD.values(), ids=GOOD.keys())
def test_good_json_is_read(data, value):
    assert parse_json(data) == (value if value is not None else json.loads(data))


@pytest.mark.parametrize(("data", "message"), BAD.values(), ids=BAD.keys())
def test_bad_json_says_why(data, message):
    with pytest.raises(StrictJsonError) as caught:
        parse_json(data)
    assert str(caught.value) == message


# JSONTestSuite: what the grammar allows and we refuse all the same, with the limit it meets.
VALID_BUT_REFUSED = {
    "y_number.json": "The number 123e65 is too large to be read alike everywhere.",
    "y_number_real_capital_e.json": "The number 1E22 is too large to be read alike everywhere.",
    "y_number_real_exponent.json": "The number 123e45 is too large to be read alike everywhere.",
    "y_number_real_fraction_exponent.json": "The number 123.456e78 is too large to be read alike everywhere.",
    "y_object_duplicated_key.json": "The member 'a' is there twice.",
    "y_object_duplicated_key_and_value.json": "The member 'a' is there twice.",
    "y_object_escaped_null_in_key.json": "A text holds the control character U+0000.",
    "y_object_extreme_numbers.json": "The number -1.0e+28 is too large to be read alike everywhere.",
    "y_string_allowed_escapes.json": "A text holds the control character U+0008.",
    "y_string_escaped_control_character.json": "A text holds the control character U+0012.",
    "y_string_null_escape.json": "A text holds the control character U+0000.",
    "y_string_unescaped_char_delete.json": "A text holds the control character U+007F.",
    "y_string_with_del_character.json": "A text holds the control character U+007F.",
}


def suite(prefix):
    return sorted(corpus("JSONTestSuite").joinpath("test_parsing").glob(f"{prefix}_*.json"))


def refusal(file):
    return message_of(lambda: parse_value(file.read_bytes()), StrictJsonError)


def test_every_valid_file_of_the_suite_is_read_or_past_a_limit():
    """At any top level; that ours is an object is a rule on top, tested above."""
    files = suite("y")
    refused = {file.name: refusal(file) for file in files if refusal(file)}
    assert len(files) == 95
    assert refused == VALID_BUT_REFUSED
    for file in files:
        if file.name not in refused:
            assert parse_value(file.read_bytes()) == json.loads(file.read_bytes())


def test_every_invalid_file_of_the_suite_is_refused():
    files = suite("n")
    assert len(files) == 188
    assert [file.name for file in files if not refusal(file)] == []


def test_files_that_may_go_either_way_never_crash():
    for file in [*suite("i"), *corpus("JSONTestSuite").joinpath("test_transform").glob("*.json")]:
        refusal(file)


SAFE_TEXT = st.text(
    st.characters(
        blacklist_categories=["Cs"], blacklist_characters="".join(map(chr, [*range(32), 127]))
    )
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-MAX_INTEGER, MAX_INTEGER)
    | SAFE_TEXT
    | st.floats(-1e15, 1e15, allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(SAFE_TEXT.filter(lambda name: name != "__proto__"), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(st.dictionaries(SAFE_TEXT.filter(lambda name: name != "__proto__"), VALUES, max_size=5))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_what_is_written_is_read_back(document):
    data = dump_json(document)
    assert parse_json(data) == document
    assert dump_json(parse_json(data)) == data


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_bytes_are_read_or_refused(data):
    message_of(lambda: parse_json(data), StrictJsonError)


def test_the_one_output_form():
    assert dump_json({"b": ["é"], "a": {}}) == '{\n  "b": [\n    "é"\n  ],\n  "a": {}\n}\n'.encode()
    for value in (float("nan"), "\ud800"):
        with pytest.raises(ValueError, match=r"."):
            dump_json({"a": value})


@pytest.mark.parametrize(
    "value",
    [
        *({}, [], {"a": []}, [{}], True, None, '\u007f\u0001\b\f\n\r\t"\\/é\u2028😀'),
        *(0, -1, 2**53 - 1, 0.6, -0.0, 1.5, 1e15, 1e16, 1e22, 1e-3, 1e-4, 1e-5, -2.6e-5, 5e-324),
    ],
    ids=str,
)
def test_what_is_written_is_what_the_standard_library_writes(value):
    for each in ([value], {"a": value}, {"a": [1, {"b": value}]}, value):
        told = json.dumps(each, ensure_ascii=False, indent=2) + "\n"
        assert dump_json(each) == told.encode()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_not_written(value):
    for each in ([value], {"a": value}):
        with pytest.raises(ValueError, match="not JSON compliant"):
            dump_json(each)
