"""YAML that is read, YAML that is refused, and where the mistake stands."""

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.source import CatalogError
from generator.source.document import read_document, read_in_full
from generator.source.quick_values import values_of
from tests.corpora import PROJECT, corpus
from tests.source.small import brief


def refusals(data: bytes | str) -> list[str]:
    body = data.encode() if isinstance(data, str) else data
    try:
        problems = read_document("a.yml", body).problems
    except CatalogError as error:
        problems = error.problems
    return [brief(str(problem)) for problem in problems]


READ = {  # case: (YAML, what it says)
    "a country code that YAML takes for false": ("country: NO", {"country": "NO"}),
    "a version that YAML takes for a number": ("version: 1.10", {"version": "1.10"}),
    "quoted is the same as plain": ("a: 'NO'\nb: \"1.10\"", {"a": "NO", "b": "1.10"}),
    "a date stays text": ("on: 2026-05-03", {"on": "2026-05-03"}),
    "an octal, a time, a yes": ("a: [010, 12:30, yes]", {"a": ["010", "12:30", "yes"]}),
    "a leading BOM": ("\ufeffa: b", {"a": "b"}),
    "Windows line breaks": ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
    "a text that is a word for nothing": (
        "a: 'null'\nb: '~'\nc: ''",
        {"a": "null", "b": "~", "c": ""},
    ),
    "a document start": ("---\na: b\n", {"a": "b"}),
    "prose": ("a: |\n  one\n\n  two\n", {"a": "one\n\ntwo\n"}),
    "an empty list and an empty group": ("a: []\nb: {}", {"a": [], "b": {}}),
    "order is kept": ("b: x\na: y", {"b": "x", "a": "y"}),
    "emoji and far scripts": ("a: 学び 👩‍🏫", {"a": "学び 👩‍🏫"}),
}


@pytest.mark.parametrize(("text", "plain"), READ.values(), ids=READ.keys())
def test_plain_scalars_stay_text(text, plain):
    document = read_document("a.yml", text.encode())
    assert document.problems == ()
    assert document.plain() == plain
    assert list(document.plain()) == list(plain)


REFUSED = {  # case: (YAML, the whole message)
    "empty": ("", ["a.yml:1:1: error: the file is empty [empty-file]"]),
    "only a comment": ("# later\n", ["a.yml:1:1: error: the file is empty [empty-file]"]),
    "an alias": (
        "a: &x 1\nb: *x\n",
        [
            (
                "a.yml:1:4: error: the anchor '&x' is not supported [alias]\n"
                "  hint: to begin a text with '&', quote it"
            ),
            (
                "a.yml:2:4: error: the alias '*x' is not supported [alias]\n"
                "  hint: write the value out; to begin a text with '*', quote it"
            ),
        ],
    ),
    "a tag": (
        "a: !!python/object:os.system x\n",
        [
            (
                "a.yml:1:4: error: the tag 'tag:yaml.org,2002:python/object:os.system' "
                "is not supported [tag]\n  hint: to begin a text with '!', quote it"
            )
        ],
    ),
    "two documents": (
        "a: b\n---\nc: d\n",
        [
            (
                "a.yml:2:1: error: a second YAML document starts here [several-documents]\n"
                "  hint: keep one record in a file, without '---' between"
            )
        ],
    ),
    "a tab": (
        "a:\n\tb: c\n",
        ["a.yml:2:1: error: tab character [tab]\n  hint: use spaces instead"],
    ),
    "NUL": (
        "a: b\x00c\n",
        ["a.yml:1:5: error: hidden character U+0000 [hidden-character]\n  hint: remove it"],
    ),
    "a bell, and a bidi override further on": (
        "a: b\nc: d\x07\ne: \u202ef\n",
        [
            "a.yml:2:5: error: hidden character U+0007 [hidden-character]\n  hint: remove it",
            "a.yml:3:4: error: hidden character U+202E [hidden-character]\n  hint: remove it",
        ],
    ),
    "an escaped NUL": (
        'a: "b\\0c"\n',
        ["a.yml:1:4: error: hidden character U+0000 [hidden-character]\n  hint: remove it"],
    ),
    "an escaped lone surrogate": (
        'a: "\\ud800"\n',
        [
            (
                "a.yml:1:7: error: not readable as YAML: found invalid Unicode character escape code "
                "[syntax]"
            )
        ],
    ),
    "Windows-1252": (
        "a: b\nc: caf\xe9\n".encode("cp1252"),
        [
            (
                "a.yml:2:7: error: the file is not UTF-8: found the byte 0xe9 [not-utf8]\n"
                "  hint: save it again with the encoding UTF-8"
            )
        ],
    ),
    "UTF-16": (
        "a: b".encode("utf-16"),
        [
            (
                "a.yml:1:1: error: the file is not UTF-8: found the byte 0xff [not-utf8]\n"
                "  hint: save it again with the encoding UTF-8"
            )
        ],
    ),
    "too large": (
        "a: " + "x" * 2_000_000,
        ["a.yml:1:1: error: the file is larger than 2 MB [too-large]"],
    ),
    "33 levels": (
        "a: " + "[" * 32 + "]" * 32,
        ["a.yml:1:35: error: nested deeper than 32 levels [too-deep]"],
    ),
    "a million levels": (
        "a: " + "[" * 1_000_000,
        ["a.yml:1:35: error: nested deeper than 32 levels [too-deep]"],
    ),
    "a list": (
        "- a\n- b\n",
        [
            (
                "a.yml:1:1: error: the file must hold keys with values [wrong-type]\n"
                "  hint: write lines like 'name: SQL basics'"
            )
        ],
    ),
    "a repeated key": (
        "a: 1\nb: {c: 1, c: 2}\na: 2\n",
        [
            (
                "a.yml:3:1: error: the key 'a' is given twice; first on line 1 [repeated-key]\n"
                "  hint: keep one of them"
            ),
            (
                "a.yml:2:11: error: the key 'c' is given twice; first on line 2 [repeated-key]\n"
                "  hint: keep one of them"
            ),
        ],
    ),
    "a key that is a list": (
        "[a, b]: c\n",
        ["a.yml:1:1: error: a key must be plain text [wrong-type]"],
    ),
    "values that are nothing": (
        "a:\nb: ~\nc: [null, d]\n",
        [
            (
                "a.yml:1:1: error: 'a' has no value [empty-value]\n"
                "  hint: give it a value, or leave the key out"
            ),
            (
                "a.yml:2:1: error: 'b' has no value [empty-value]\n"
                "  hint: give it a value, or leave the key out"
            ),
            (
                "a.yml:3:5: error: there is no value here [empty-value]\n"
                "  hint: give it a value, or leave it out; the text itself goes in quotes"
            ),
        ],
    ),
    "a colon in a text": (
        "summary: Badges: what they mean\n",
        [
            (
                "a.yml:1:16: error: not readable as YAML: mapping values are not allowed in this "
                "context [syntax]\n  hint: put quotes around a text that holds ': '"
            )
        ],
    ),
    "an open quote": (
        "a: 'b\nc: d\n",
        [
            (
                "a.yml:3:1: error: not readable as YAML: found unexpected end of stream [syntax]\n"
                "  hint: a quote or bracket is not closed"
            )
        ],
    ),
    "wrong indentation": (
        "a:\n  b: c\n d: e\n",
        [
            (
                "a.yml:3:2: error: not readable as YAML: did not find expected key [syntax]\n"
                "  hint: check the indentation, and quotes inside quoted text"
            )
        ],
    ),
}


@pytest.mark.parametrize(("text", "messages"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_says_where_and_why(text, messages):
    assert sorted(refusals(text)) == sorted(messages)


def test_a_message_shows_the_line_with_a_caret():
    with pytest.raises(CatalogError) as caught:
        read_document("a.yml", "学び: 'b\n  c: *x\n\n \ta".encode())
    assert str(caught.value) == (
        "a.yml:4:2: error: tab character [tab]\n"
        "     \N{REPLACEMENT CHARACTER}a\n"
        "     ^\n"
        "  hint: use spaces instead"
    )


def test_a_caret_stands_under_wide_characters_and_long_lines_are_cut():
    wide = read_document("a.yml", "学: {a: , b: c}".encode()).problems[0]
    assert wide.where.excerpt == "    学: {a: , b: c}\n         ^"
    long = read_document("a.yml", ("a: " + "x " * 200 + "\nb: '" + "y" * 300 + "\\'\n").encode())
    assert long.plain()["a"] == ("x " * 200).strip()
    where = read_document("a.yml", f"a: [{'z' * 300}, ~]".encode()).problems[0].where
    line, caret = where.excerpt.split("\n")
    assert len(line) <= 104
    assert line[caret.index("^")] == "~"


def test_the_pure_loader_answers_the_same(monkeypatch):
    own_ways = {"a million levels", "an escaped lone surrogate"}  # slow; told at the value
    cases = {name: refusals(text) for name, (text, _) in REFUSED.items() if name not in own_ways}
    monkeypatch.setattr("generator.source.document._Loader", yaml.SafeLoader)
    for name, before in cases.items():
        after = refusals(REFUSED[name][0])
        # the two word syntax errors in their own ways
        assert [each.split(": ")[0] for each in after] == [
            each.split(": ")[0] for each in before
        ], name


def test_the_yaml_test_suite_is_read_or_refused_with_a_place():
    folder = corpus("yaml-test-suite")
    read = refused = 0
    places = []
    for path in sorted(folder.glob("src/*.yaml")):
        for case in yaml.safe_load(path.read_text("utf-8")):
            text = case.get("yaml", "")
            for mark, meant in {
                "␣": " ",
                "»": "\t",
                "—": "",
                "←": "\r",
                "⇔": "\ufeff",
                "↵": "",
                "∎\n": "",
            }.items():
                text = text.replace(mark, meant)
            try:
                document = read_document("a.yml", text.encode())
            except CatalogError as error:
                refused += 1
                places += [(each.where, text) for each in error.problems]
            else:
                read += 1
                assert isinstance(document.plain(), dict)
    for where, text in places:
        assert 1 <= where.line <= text.count("\n") + text.count("\r") + 2
        assert where.column >= 1
    assert len(places) >= refused
    assert read > 50
    assert refused > 200


def texts():
    yield from json.loads((corpus("blns") / "blns.json").read_text("utf-8"))
    for path in sorted((corpus("xss-payload-list") / "Intruder").glob("*.txt")):
        yield from path.read_text("utf-8", errors="replace").splitlines()


def test_naughty_strings_come_back_as_they_were():
    told, seen = set(), 0
    for text in texts():
        seen += 1
        body = yaml.safe_dump({"a": text}, allow_unicode=False, default_style='"')
        document = read_document("a.yml", body.encode())
        if document.problems:
            told |= {problem.code for problem in document.problems}
        else:
            assert document.plain() == {"a": text}
    assert seen > 5000
    assert told <= {"hidden-character"}


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")),
    )
)
def test_no_bytes_make_it_crash(data):
    assert all(": error: " in message for message in refusals(data)) or not refusals(data)


YAMLISH = st.lists(
    st.sampled_from(
        [
            *"abc:-[]{},&*!|>'\"%@`#?~ \n\t",
            ": ",
            "- ",
            "\n  ",
            "---\n",
            "<<: ",
            "null",
            "é",
            "\\x00",
        ]
    ),
    max_size=60,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(YAMLISH)
def test_no_yaml_like_text_makes_it_crash(text):
    for message in refusals(text):
        assert message.startswith("a.yml:")


QUICKLY = (  # YAML in which something is amiss, rare or neither
    "a: b\n",
    "a: [x, {b: c}]\n",
    "a: 'it''s'\nb: \"\\u00e9\"\n",
    "a: >-\n  one\n  two\nb: |\n  *bold*\n",
    "- a\n",
    "a: &x b\n",
    "a: !t b\n",
    "a: ! b\n",
    "a: *x\n",
    "a: b\na: c\n",
    "a:\n",
    "a: ~\n",
    'a: "\\u0007"\n',
    "? [a]\n: b\n",
    "a: b\n--- \na: c\n",
    "a: \u202eb\n",
    "a:\tb\n",
    "%YAML 1.1\n---\na: b\n...\n",
)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(QUICKLY), st.data())
def test_what_is_read_quickly_is_what_is_read_in_full(text, data):
    at = data.draw(st.integers(0, len(text)))
    put = data.draw(st.text(" \n\t:-?,[]{}&*!|>'\"%@`#~abnull.0\\\u2028\xa0é", max_size=4))
    text = text[:at] + put + text[at + data.draw(st.integers(0, 2)) :]
    quickly = values_of(text)
    if quickly is not None:
        try:
            in_full = read_in_full("a.yml", text, begin="")
        except CatalogError as error:
            raise AssertionError(str(error)) from None
        assert (in_full.problems, in_full.plain()) == ((), quickly)
        assert list(in_full.plain()) == list(quickly)


def test_the_sample_is_read_quickly():
    files = sorted((PROJECT / "catalog").rglob("*.yml"))
    assert all(values_of(file.read_text("utf-8")) is not None for file in files)
    assert len(files) > 50
