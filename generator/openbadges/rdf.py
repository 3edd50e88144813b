"""JSON-LD to RDF: PyLD expands, and what it expanded is read off here.

PyLD's own conversion drops a statement whose IRI it dislikes, resolves a relative IRI
against ``http://example.org/base/`` and takes time with the square of a list's length.
A document comes here only after `terms.undefined_in`; every IRI is looked at once more.
Nothing is ever fetched.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from generator.openbadges.iri import is_absolute_iri
from generator.openbadges.rdfc import Quad, literal
from generator.openbadges.strict_json import JsonObject
from generator.openbadges.terms import Contexts

_BASE = "relative-iri:/"  # what had to be resolved betrays itself by it
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
FIRST, REST, NIL = f"<{_RDF}first>", f"<{_RDF}rest>", f"<{_RDF}nil>"
RDF_TYPE = f"<{_RDF}type>"
_DEFAULT_GRAPH = ""


class JsonLdError(ValueError):
    """A document that is JSON but not JSON-LD, or that libraries read in two ways."""


def to_quads(document: JsonObject, contexts: Contexts) -> list[Quad]:
    """The statements of `document`, each once, in N-Quads terms.

    Raises:
        JsonLdError: PyLD refuses it, an IRI in it is not absolute, or it says one thing twice.

    """
    from pyld import jsonld  # noqa: PLC0415 - takes 0.2 s, and most commands need none of it

    processor = jsonld.JsonLdProcessor(on_property_dropped=_dropped)
    try:
        expanded = processor.expand(document, {"base": _BASE, **_loading(contexts)})
    except jsonld.JsonLdError as error:
        raise JsonLdError(f"Not JSON-LD: {error.code}.") from None
    reader = _Reader()
    for node in expanded:
        reader.node(node, _DEFAULT_GRAPH)
    quads = list(reader.stated)
    if len(set(quads)) != len(quads):  # jsonld.js would sign such a statement twice
        raise JsonLdError("The document states one thing twice, as text and as another value.")
    return quads


class _Reader:
    """Collects the statements of an expanded document (JSON-LD 1.1 API, section 8.2)."""

    def __init__(self) -> None:
        # A statement with the value it came from: a set says the same value once only.
        self.quads: dict[tuple[Quad, bool, Any], None] = {}
        self.blank_nodes = 0

    @property
    def stated(self) -> Iterator[Quad]:
        return (quad for quad, _, _ in self.quads)

    def node(self, node: JsonObject, graph: str) -> str:
        """Take in all that `node` says; its name is returned."""
        subject = _resource(node["@id"]) if "@id" in node else self._blank()
        for member, values in node.items():
            if member == "@type":
                for type_ in values:
                    self._state(subject, RDF_TYPE, _resource(type_), graph)
            elif member == "@graph":
                for each in values:
                    self.node(each, subject)
            elif member.startswith("@") and member != "@id":
                raise JsonLdError(f"The keyword {member} is not supported.")
            elif member != "@id":
                predicate = _resource(member)
                for value in values:
                    self._state(subject, predicate, self._object(value, graph), graph, value)
        return subject

    def _object(self, value: JsonObject, graph: str) -> str:
        if "@value" in value:
            return _literal(value)
        if "@list" in value:
            return self._list(value["@list"], graph)
        return self.node(value, graph)

    def _list(self, values: list[JsonObject], graph: str) -> str:
        """RDF 1.1 Schema, section 5.2."""
        head, rest = NIL, NIL
        for value in reversed(values):
            head = self._blank()
            self._state(head, FIRST, self._object(value, graph), graph)
            self._state(head, REST, rest, graph)
            rest = head
        return head

    def _state(
        self, subject: str, predicate: str, object_: str, graph: str, source: Any = None
    ) -> None:
        value = source.get("@value") if source else None
        quad = (subject, predicate, object_, graph)
        self.quads[quad, isinstance(value, bool), value] = None  # 1 and 1.0 are one, 1 and true two

    def _blank(self) -> str:
        self.blank_nodes += 1
        return f"_:b{self.blank_nodes}"


def _literal(value: JsonObject) -> str:
    """JSON-LD 1.1 API, section 8.6; of the numbers `terms` lets pass, every library agrees."""
    content, datatype = value["@value"], value.get("@type", "")
    if "@language" in value or "@direction" in value:
        raise JsonLdError("A text with a language of its own is not supported.")
    return literal_of(content, _resource(datatype)[1:-1] if datatype else "")


def literal_of(content: str | float, datatype: str) -> str:
    """A value of JSON as N-Quads write it; `datatype` is empty where the context names none."""
    if isinstance(content, bool):
        return literal(str(content).lower(), datatype or f"{_XSD}boolean")
    if isinstance(content, float) and not content.is_integer():
        double = _ZEROS.sub(r"\1E\2\3", f"{content:.15E}")
        return literal(double, datatype or f"{_XSD}double")
    if isinstance(content, int | float):
        return literal(str(int(content)), datatype or f"{_XSD}integer")
    return literal(content, datatype)


_ZEROS = re.compile(r"(\d)0*E\+?(-)?0*(\d)")  # 1.500E+02 is canonically 1.5E2


def _resource(value: str) -> str:
    if not is_absolute_iri(value) or value.startswith(_BASE):
        raise JsonLdError(f"Not an absolute IRI: '{value[:80]}'")
    return f"<{value}>"


def _dropped(name: str | None) -> None:
    raise JsonLdError(f"No context defines '{str(name)[:80]}'.")


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
