"""Whatever stands in a text field, a page shows it as text: field by payload."""

import json
import re
from dataclasses import replace
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

import pytest

from generator.model.base import CatalogModel
from generator.model.catalog import Stored
from tests.corpora import corpus
from tests.site.reading import html_of, read
from tests.site.small import CONFIG, catalog, rendered

_SIGNED_TEXT = {
    *("name", "description", "identityHash", "targetName", "targetFramework", "targetCode"),
    *("genre", "value", "version"),
}
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # the catalog refuses these


def _is_text(field):
    """Whether a field is typed `Line`, `Name` or `Version`-like free text of one line."""
    return "_one_line" in f"{field.annotation!r}{field.metadata!r}"


def _poisoned(value, text, *, is_text=False):
    """`value` with `text` in every free text of it, prose and addresses left alone."""
    if isinstance(value, CatalogModel):
        fields = type(value).model_fields
        changes = {
            name: _poisoned(getattr(value, name), text, is_text=_is_text(field))
            for name, field in fields.items()
        }
        return value.model_copy(update=changes)
    if isinstance(value, tuple):
        return tuple(_poisoned(each, text, is_text=is_text) for each in value)
    if isinstance(value, dict):
        return {key: _poisoned(each, text, is_text=is_text) for key, each in value.items()}
    return text if is_text and isinstance(value, str) else value


def _poisoned_json(value, text):
    if isinstance(value, dict):
        return {
            key: text
            if key in _SIGNED_TEXT and isinstance(each, str)
            else _poisoned_json(each, text)
            for key, each in value.items()
        } | ({"narrative": text} if "achievement" in value or "genre" in value else {})
    if isinstance(value, list):
        return [_poisoned_json(each, text) for each in value]
    return value


def _poisoned_credential(body, text):
    return json.dumps(_poisoned_json(json.loads(body), text)).encode()


def _with(clean, text):
    def models(records):
        return {slug: _poisoned(record, text) for slug, record in records.items()}

    return replace(
        clean,
        issuers=models(clean.issuers),
        badges=models(clean.badges),
        earlier_badges={
            slug: tuple(_poisoned(each, text) for each in versions)
            for slug, versions in clean.earlier_badges.items()
        },
        pathways=models(clean.pathways),
        recognizers=models(clean.recognizers),
        earners=models(clean.earners),
        trust=_poisoned(clean.trust, text),
        assertions={
            key: Stored(stored.path, _poisoned_credential(stored.body, text))
            for key, stored in clean.assertions.items()
        },
        adopted={
            slug: replace(each, credential=_poisoned_credential(each.credential, text))
            for slug, each in clean.adopted.items()
        },
    )


def _skeletons(outputs):
    """Elements, attributes and addresses of every page; of what asks, only what it asks for.

    How many files the words of a search take depends on the words: a text may hold none.
    """
    seen = {
        path: read(html_of(output))
        for path, output in outputs.items()
        if "/search/words/" not in path
    }
    return {
        path: (each.elements, [_without_answers(link) for link in each.links])
        for path, each in seen.items()
    }


def _without_answers(link):
    """LinkedIn's form and letters carry names in their queries; test_sharing tells how."""
    address, _, query = link.partition("?")
    return address, [name for name, _ in parse_qsl(query, keep_blank_values=True)]


@pytest.fixture(scope="module")
def clean():
    return catalog()


@pytest.fixture(scope="module")
def harmless(clean):
    return _skeletons(rendered(_with(clean, "word"), _poisoned(CONFIG, "word")))


def _check(clean, harmless, text):
    outputs = rendered(_with(clean, text), _poisoned(CONFIG, text))
    assert _skeletons(outputs) == harmless, text[:200]
    for path, output in outputs.items():
        if path.endswith(".svg"):
            assert next(each.tag for each in ET.fromstring(output.body)).endswith("title")
        if path.endswith(".png"):
            tags = {each.tag.rpartition("}")[2] for each in ET.fromstring(output.body).iter()}
            assert tags <= {"svg", "rect", "image", "g", "text"}, path
        if path.endswith(".json"):
            json.loads(output.body)


PAYLOADS = {
    "element": "<script>alert(1)</script>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "single quote": "' autofocus onfocus=alert(1) '",
    "template": "{{ 7 * 7 }}{% raw %}{# #}",
    "entity": "&lt;b&gt; &#60; &amp;",
    "comment": "--><!--",
    "end of everything": "</title></style></script></textarea></template>]]>",
    "address": "javascript:alert(1)",
}


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_a_payload_in_every_text_field_stays_text(clean, harmless, text):
    _check(clean, harmless, text)


def test_a_payload_is_shown_as_it_is(clean):
    text = PAYLOADS["attribute"] + PAYLOADS["template"]
    page = rendered(_with(clean, text))["badges/feedback/"]
    assert text in read(page.body).text


def test_no_payload_of_the_corpora_becomes_an_element(clean, harmless):
    folder = corpus("xss-payload-list") / "Intruder"
    lines = [
        line
        for path in sorted(folder.iterdir())
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    lines += json.loads((corpus("blns") / "blns.json").read_text(encoding="utf-8"))
    texts = [_HIDDEN.sub("", line) for line in lines[::10]]  # of each kind some, in seconds
    assert len(texts) > 700
    for start in range(0, len(texts), 120):
        _check(clean, harmless, " ".join(texts[start : start + 120]))


ADDRESSES = ("javascript:alert(1)", "data:text/html,x", "//evil.example/", "urn:uuid:1")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_signed_address_is_a_link_only_when_it_is_a_web_address(clean, address):
    def with_address(body):
        wire = json.loads(body)
        wire.setdefault("evidence", [{"type": ["Evidence"], "genre": "x"}])
        for each in wire["evidence"]:
            each["id"] = address
        for each in wire["credentialSubject"]["achievement"].get("alignment", []):
            each["targetUrl"] = address
        return json.dumps(wire).encode()

    shown = replace(
        clean,
        assertions={
            key: Stored(stored.path, with_address(stored.body))
            for key, stored in clean.assertions.items()
        },
    )
    for output in rendered(shown).values():
        assert address not in read(html_of(output)).links
