"""What a record says, whatever it is, is read back from its YAML."""

import unicodedata

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.source import load
from generator.source.document import read_document
from generator.source.draft import KINDS
from generator.source.parse import parse
from generator.source.text import HIDDEN
from tests.corpora import PROJECT
from tests.poison.records import poisoned

CATALOG = load(PROJECT / "site-config.yml").catalog
RECORDS = {
    f"{kind} {slug}": record
    for kind in KINDS
    for slug, record in list(getattr(CATALOG, kind).items())[:1]
}
ODD = (
    "null",
    "~",
    "yes",
    "1.0",
    "- a",
    "a: b",
    "# x",
    "'",
    '"',
    "&a",
    "*a",
    "!x",
    "{",
    "[",
    "%",
    "|",
    ">",
    "@",
    "`",
)
ODD += (
    "=",
    "<<",
    "0x1",
    "2026-05-03",
    "a\nb",
    "\u00a0",
    "e\u0301",
    "\U0001f469\u200d\U0001f393",
    "---",
    "...",
    "? a",
)


def _allowed(text):
    """As a record may hold it: composed, folded, nothing hidden."""
    kept = "".join(
        each for each in HIDDEN.sub("", text) if unicodedata.category(each) not in {"Cc", "Cs"}
    )
    return " ".join(unicodedata.normalize("NFC", kept).split())


class Drawn:
    """Texts that hypothesis draws, where `poisoned` asks for payloads."""

    def __init__(self, texts):
        self._texts, self._at = texts, 0

    def text(self, most, *, lines=False, without=""):
        del lines
        self._at += 1
        text = self._texts[self._at % len(self._texts)]
        text = "".join(each for each in text if each not in without)
        return f"{self._at} {text}"[:most].strip()

    def url(self):
        return "https://a.example/"

    def email(self):
        return "a@b.example"


TEXTS = st.lists(
    st.one_of(st.sampled_from(ODD), st.text(max_size=40)).map(_allowed), min_size=1, max_size=8
)


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS.keys())
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    texts=TEXTS, style=st.sampled_from([None, '"', "'", "|"]), width=st.sampled_from([20, 4_000])
)
def test_a_record_written_as_yaml_is_read_back(record, texts, style, width):
    data = poisoned(record, Drawn(texts), set())
    slug = {"slug": data.pop("slug")}
    made = type(record).model_validate({**data, **slug})
    body = yaml.safe_dump(
        data, allow_unicode=True, sort_keys=False, default_style=style, width=width
    )
    assert parse(type(record), read_document("a.yml", body.encode()), given=slug) == made
