"""JSON-LD to RDF by PyLD, with its lenient spots closed and nothing ever fetched.

PyLD resolves a relative IRI against ``http://example.org/base/`` and drops a statement
whose IRI it dislikes. So a document comes here only after `terms.find_undefined`, and
every IRI that comes out is looked at once more.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from generator.openbadges.iri import is_absolute_iri
from generator.openbadges.rdfc import Quad, literal
from generator.openbadges.strict_json import JsonObject
from generator.openbadges.terms import Contexts

_BASE = "relative-iri:/"  # what had to be resolved betrays itself by it
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


class JsonLdError(ValueError):
    """A document that is JSON but not JSON-LD, or that PyLD reads in its own way."""


def to_quads(document: JsonObject, contexts: Contexts) -> list[Quad]:
    """The statements of `document`, in N-Quads terms.

    Raises:
        JsonLdError: PyLD refuses it, or an IRI in it is not absolute.

    """
    from pyld import jsonld  # noqa: PLC0415 - takes 0.2 s, and most commands need none of it

    try:
        dataset = _processor().to_rdf(document, {"base": _BASE, **_loading(contexts)})
    except jsonld.JsonLdError as error:
        raise JsonLdError(f"Not JSON-LD: {_cause(error)}") from None
    quads = list(_quads(dataset))
    if len(set(quads)) != len(quads):  # jsonld.js would sign such a statement twice
        raise JsonLdError("The document states one thing twice, as text and as another value.")
    return quads


def _quads(dataset: dict[str, list[dict[str, Any]]]) -> Iterator[Quad]:
    for name, triples in dataset.items():
        graph = "" if name == "@default" else _resource(name)
        for triple in triples:
            subject = _resource(triple["subject"]["value"])
            predicate = _resource(triple["predicate"]["value"])
            yield (subject, predicate, _object(triple["object"]), graph)


def _object(term: dict[str, Any]) -> str:
    if term["type"] != "literal":
        return _resource(term["value"])
    datatype = term["datatype"]
    if datatype in (_XSD_STRING, _LANG_STRING):
        return literal(term["value"], language=term.get("language", ""))
    return literal(term["value"], datatype=_resource(datatype)[1:-1])


def _resource(value: str) -> str:
    if value.startswith("_:"):
        return value
    if not is_absolute_iri(value) or value.startswith(_BASE):
        raise JsonLdError(f"Not an absolute IRI: {ascii(value)[:80]}")
    return f"<{value}>"


def _processor() -> Any:
    from pyld import jsonld  # noqa: PLC0415 - see to_quads

    return jsonld.JsonLdProcessor(on_property_dropped=_dropped)


def _dropped(name: str | None) -> None:
    raise JsonLdError(f"No context defines {ascii(name)[:80]}.")


@lru_cache(maxsize=8)
def _loading(contexts: Contexts) -> dict[str, Any]:
    """PyLD's options for reading contexts from `contexts` alone, resolved once."""
    from cachetools import LRUCache  # noqa: PLC0415 - PyLD's own dependency
    from pyld.context_resolver import ContextResolver  # noqa: PLC0415 - see to_quads

    def load(url: str, _options: Any) -> dict[str, Any]:
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": contexts(url),
        }

    return {"documentLoader": load, "contextResolver": ContextResolver(LRUCache(100), load)}


def _cause(error: BaseException) -> str:
    """The innermost of PyLD's wrapped errors says what is wrong."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error).partition("\n")[0][:200]
