import hashlib
import json
from importlib import resources

import pytest

from generator.openbadges import (
    ALLOWED_CONTEXTS,
    CONTEXT,
    OB_V3,
    VC_V2,
    UnknownContextError,
    canonicalize,
    pinned_context,
)
from generator.openbadges.contexts import CLR_V2
from tests.openbadges.wire import credential, message_of

DATA = resources.files("generator.openbadges") / "contexts_data"
ALL = sorted({CLR_V2, *(url for urls in ALLOWED_CONTEXTS for url in urls)})


def definitions(context):
    """Every object of a context document that holds terms, scoped ones too."""
    for each in context if isinstance(context, list) else [context]:
        if isinstance(each, dict):
            yield each
            for value in each.values():
                if isinstance(value, dict) and "@context" in value:
                    yield from definitions(value["@context"])


@pytest.mark.parametrize("url", ALL)
def test_a_context_uses_only_what_the_walk_over_terms_understands(url):
    for terms in definitions(pinned_context(url)["@context"]):
        keywords = {term for term in terms if term.startswith("@")}
        within = {key for value in terms.values() if isinstance(value, dict) for key in value}
        assert keywords <= {"@protected"}
        assert within <= {"@id", "@type", "@container", "@context", "@protected"}


def test_what_we_emit_is_allowed():
    assert CONTEXT == [VC_V2, OB_V3]
    assert tuple(CONTEXT) in ALLOWED_CONTEXTS
    assert (VC_V2,) in ALLOWED_CONTEXTS


@pytest.mark.parametrize(
    "urls",
    sorted(ALLOWED_CONTEXTS),
    ids=lambda urls: " ".join(url.rpartition("/")[2] for url in urls),
)
def test_every_allowed_array_makes_one_vocabulary(urls):
    document = {
        "@context": list(urls),
        "id": "urn:a",
        "type": ["VerifiableCredential"],
        "issuer": "urn:b",
    }
    assert canonicalize(document).startswith(b"<urn:a> ")


def test_the_older_text_of_open_badges_3_0_3_only_lacks_two_terms():
    """generator/README, trap 1: so the current text reads credentials of both times alike."""
    older = (DATA / "ob-v3p0-context-3.0.3.2024-03-04.json").read_bytes()
    assert hashlib.sha256(older).hexdigest().startswith("ef2fa9c7")
    current = json.loads((DATA / "ob-v3p0-context-3.0.3.json").read_bytes())
    profile = current["@context"]["Profile"]["@context"]
    added = [
        terms
        for terms in definitions(current["@context"])
        if {"jti", "endorsementJwt"} & terms.keys()
    ]
    assert added
    for terms in added:
        terms.pop("jti", None)
        terms.pop("endorsementJwt", None)
    assert current == json.loads(older)
    assert profile


def test_an_unknown_context_is_not_fetched():
    message = message_of(lambda: pinned_context("https://example.org/v1"), UnknownContextError)
    assert message == "The context 'https://example.org/v1' is not one we know."


def test_the_readme_names_every_file_and_its_hash():
    readme = (DATA / "README.md").read_text("utf-8")
    for file in DATA.iterdir():
        if file.name != "README.md":
            row = next(line for line in readme.splitlines() if f"`{file.name}`" in line)
            assert hashlib.sha256(file.read_bytes()).hexdigest() in row


def test_each_array_is_refused_when_something_else_is_in_it():
    for named in (
        [*CONTEXT, {"name": "urn:other"}],
        [*CONTEXT, "https://example.org/v1"],
        [],
        None,
        5,
    ):
        with pytest.raises(ValueError, match="/@context"):
            canonicalize(credential("@context", named))
