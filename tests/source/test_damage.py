"""Whatever happens to the catalog's files, mistakes are told and nothing crashes."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model.badge import Badge
from generator.model.recognizer import Recognizer
from generator.source import CatalogError, load
from generator.source.document import read_document
from generator.source.parse import parse
from tests.corpora import corpus
from tests.source.small import FILES, write

NAMES = sorted(FILES)
JUNK = [
    b"\x00",
    b"\xff",
    b"\t",
    b"\n",
    b": ",
    b"- ",
    b"&",
    b"*",
    b"!",
    b"{",
    b"[",
    b'"',
    b"'",
    b"#",
    b"9" * 400,
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"1e999",
    b"..",
    b"/",
    b"null",
]


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_damaged_files_are_told(tmp_path, data):
    name = data.draw(st.sampled_from(NAMES))
    body = FILES[name].encode()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(body)))
        end = min(len(body), start + data.draw(st.integers(0, 30)))
        body = body[:start] + data.draw(st.sampled_from([*JUNK, b""])) + body[end:]
    write(tmp_path, {**FILES, name: body})
    try:
        load(tmp_path / "site-config.yml")
    except CatalogError as error:
        told = error.problems
    else:
        told = ()
    for problem in told:
        assert str(problem).startswith(str(tmp_path))
        assert problem.where.line >= 1
        assert "\x1b" not in str(problem)


@pytest.mark.parametrize("gone", NAMES)
def test_missing_files_are_told(tmp_path, gone):
    write(tmp_path, {name: body for name, body in FILES.items() if name != gone})
    with suppress(CatalogError):
        load(tmp_path / "site-config.yml")


@pytest.mark.parametrize("model", [Badge, Recognizer], ids=["badge", "recognizer"])
def test_naughty_strings_in_every_field(model):
    fields = [field.alias or name for name, field in model.model_fields.items()]
    strings = json.loads((corpus("blns") / "blns.json").read_text("utf-8"))
    for text in strings[::3]:
        body = json.dumps(dict.fromkeys(fields, text)).encode()
        with pytest.raises(CatalogError) as caught:
            parse(model, read_document("a.yml", body))
        assert all(str(problem).startswith("a.yml:1:") for problem in caught.value.problems)
