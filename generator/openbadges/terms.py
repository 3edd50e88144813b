"""Does every member of a document mean something, and only one thing?

A proof covers RDF statements, not JSON. A member no context defines is covered by
nothing, and one statement has many spellings: ``validUntil``, its full IRI, an inline
context. Readers look for the plain term, so the plain term is the only spelling
accepted (DESIGN, traps 3 to 5). This walk follows JSON-LD 1.1's rules for scoped
contexts (API, section 5.1.2) over the bundled contexts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from generator.openbadges.contexts import UnknownContextError, pinned_context
from generator.openbadges.iri import is_absolute_iri
from generator.openbadges.strict_json import MAX_DEPTH, MAX_INTEGER, JsonObject

Contexts = Callable[[str], JsonObject]

MAX_VALUES = 10_000  # the largest official sample has some 700
MAX_PROBLEMS = 50  # enough to mend a document by

_LEAST_DECIMAL = 1e-6  # below it JavaScript writes exponents, and jsonld.js then writes 0
_MAX_DIGITS = 15  # of a decimal; more may be rounded differently


def find_undefined(document: JsonObject, contexts: Contexts = pinned_context) -> list[str]:
    """What in `document` would be signed by nobody or read in two ways; empty when all is well.

    Each finding is a JSON pointer, a colon and what is wrong there: a member or type no
    context defines, an identifier that is no absolute IRI, a null or empty value, a number
    that libraries write differently, a part of the credential described elsewhere in it.
    """
    return list(islice(_Walk(document.get("@context"), contexts).root(document), MAX_PROBLEMS))


@dataclass(frozen=True, eq=False)
class _Active:
    """The terms in force at one place; `outer` are those before a type's own context."""

    terms: Mapping[str, Any]
    vocabulary: bool = False  # an @vocab defines every other name
    outer: "_Active | None" = None
    made: dict[tuple[int, bool], tuple[Any, "_Active"]] = field(default_factory=dict, repr=False)

    def definition(self, term: str) -> Mapping[str, Any] | None:
        """How `term` is defined, shorthand written out; None when nothing defines it."""
        found = self.terms.get(term)
        if isinstance(found, str):
            return {"@id": found}
        if found is None and self.vocabulary and term not in self.terms and ":" not in term:
            return _BY_VOCABULARY
        return found

    def with_context(self, context: Any, *, of_type: bool = False) -> "_Active":
        """With `context` added: an object, a list of them, or null, which forgets all."""
        key = (id(context), of_type)  # kept beside the result, so that no id is used twice
        if key not in self.made:
            terms, vocabulary = dict(self.terms), self.vocabulary
            for each in context if isinstance(context, list) else [context]:
                if each is None:
                    terms, vocabulary = {}, False
                else:
                    terms |= {term: value for term, value in each.items() if term[0] != "@"}
                    vocabulary = vocabulary or "@vocab" in each
            outer = (self.outer or self) if of_type else self.outer
            self.made[key] = (context, _Active(terms, vocabulary, outer))
        return self.made[key][1]


_BY_VOCABULARY: Mapping[str, Any] = {"@id": ""}
_EMPTY = _Active({})


class _Walk:
    """One pass over a document; `named` is its ``@context``."""

    def __init__(self, named: Any, contexts: Contexts) -> None:
        self.named = named
        self.contexts = contexts
        self.values_left = MAX_VALUES
        self.described: defaultdict[str, list[tuple[str, JsonObject]]] = defaultdict(list)

    def root(self, document: JsonObject) -> Iterator[str]:
        if "@context" not in document:
            yield "/@context: missing"
            return
        yield from self._node(document, _EMPTY, "", 0)
        yield from self._told_twice(document)

    def _node(self, node: JsonObject, active: _Active, path: str, depth: int) -> Iterator[str]:
        if depth > MAX_DEPTH:
            yield f"{path}: nested deeper than {MAX_DEPTH} levels"
            return
        if not node:
            yield f"{path}: an empty object"
        if "@context" in node:
            try:
                active = self._named_contexts(node["@context"], active)
            except UnknownContextError as error:
                yield f"{path}/@context: {error}"
                return
        before_types = active
        for type_ in self._types(node, active):
            scoped = before_types.definition(type_) or {}
            if "@context" in scoped:
                active = active.with_context(scoped["@context"], of_type=True)
        for member, value in node.items():
            at = f"{path}/{member}"
            definition = active.definition(member)
            keyword = definition.get("@id") if definition else None
            if member == "@context":
                continue
            if definition is None or keyword is None or member.startswith("@"):
                yield f"{at}: no context defines this member"
            elif keyword == "@id":
                yield from self._identifier(value, active, at)
                if isinstance(value, str):
                    self.described[value].append((path, node))
            elif keyword == "@type":
                yield from self._type_values(value, before_types, at)
            elif _CONTAINERS.issuperset(_listed(definition.get("@container"))) and (
                keyword[:1] != "@" and definition.get("@type") != "@json"
            ):
                yield from self._values(value, definition, active, at, depth)
            else:
                yield f"{at}: this kind of member is not supported"

    def _named_contexts(self, named: Any, active: _Active) -> _Active:
        """The contexts an object names: at the top pinned ones, below it the very same."""
        urls = _listed(named)
        if named != self.named or not urls or not all(isinstance(url, str) for url in urls):
            raise UnknownContextError("not the document's list of context URLs")
        for url in urls:
            active = active.with_context(self.contexts(url)["@context"])
        return active

    @staticmethod
    def _types(node: JsonObject, active: _Active) -> list[str]:
        for member, value in node.items():
            if (active.definition(member) or {}).get("@id") == "@type":
                return sorted(type_ for type_ in _listed(value) if isinstance(type_, str))
        return []

    def _values(
        self, value: Any, definition: Mapping[str, Any], active: _Active, path: str, depth: int
    ) -> Iterator[str]:
        if not isinstance(value, list):
            yield from self._value(value, definition, active, path, depth)
            return
        if not value:
            yield f"{path}: an empty list"
        for index, each in enumerate(value):
            yield from self._value(each, definition, active, f"{path}/{index}", depth)

    def _value(
        self, value: Any, definition: Mapping[str, Any], active: _Active, path: str, depth: int
    ) -> Iterator[str]:
        self.values_left -= 1
        if self.values_left < 0:
            if self.values_left == -1:
                yield f"{path}: more than {MAX_VALUES:,} values"
            return
        kind, within = definition.get("@type"), active
        if isinstance(value, dict):
            within = active.outer or active  # a type's own context ends with its object
        if "@context" in definition:
            within = within.with_context(definition["@context"])
        if isinstance(value, dict):
            yield from self._node(value, within, path, depth + 1)
        elif value is None:
            yield f"{path}: null"
        elif isinstance(value, list):
            yield f"{path}: a list within a list"
        elif "@graph" in _listed(definition.get("@container")):
            yield f"{path}: not an object"
        elif kind == "@vocab" and isinstance(value, str) and within.definition(value):
            return
        elif kind in ("@id", "@vocab"):
            yield from self._identifier(value, within, path)
        elif not isinstance(value, str):
            yield from _number(value, path)

    @staticmethod
    def _identifier(value: Any, active: _Active, path: str) -> Iterator[str]:
        if not isinstance(value, str) or not is_absolute_iri(value):
            yield f"{path}: not an absolute IRI: {ascii(value)[:80]}"
        elif value.partition(":")[0] in active.terms:
            yield f"{path}: begins with a term that a context defines: {value[:80]!r}"

    @staticmethod
    def _type_values(value: Any, active: _Active, path: str) -> Iterator[str]:
        if value == []:
            yield f"{path}: an empty list"
        for type_ in _listed(value):
            known = active.definition(type_) if isinstance(type_, str) else None
            if not known or str(known.get("@id", "@")).startswith("@"):
                yield f"{path}: no context defines the type {ascii(type_)[:80]}"

    def _told_twice(self, document: JsonObject) -> Iterator[str]:
        """Objects with one id are one node in RDF, wherever they stand.

        So ``validUntil`` could be moved into another object that has the credential's own
        id, and the signature would still hold. Hence no other object with the id of the
        credential or of its subject may say more than an endorsement of it does.
        """
        for path, owner in (
            ("", document),
            ("/credentialSubject", document.get("credentialSubject")),
        ):
            if not isinstance(owner, dict) or not isinstance(owner.get("id"), str):
                continue
            for elsewhere, node in self.described[owner["id"]]:
                if elsewhere != path and not _ENDORSING.issuperset(node):
                    yield f"{elsewhere}/id: the id of {path or 'the document'} again"


_CONTAINERS = frozenset({"@set", "@list", "@graph"})
_ENDORSING = frozenset({"id", "type", "endorsementComment"})


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _number(value: Any, path: str) -> Iterator[str]:
    """Python's and JavaScript's JSON-LD write such a number alike, or it is a finding."""
    if isinstance(value, bool):
        return
    if not isinstance(value, int | float):
        yield f"{path}: not a JSON value"
    elif not -MAX_INTEGER <= value <= MAX_INTEGER:  # also infinities and NaN
        yield f"{path}: a number past {MAX_INTEGER}"
    elif isinstance(value, float) and not value.is_integer():
        if abs(value) < _LEAST_DECIMAL:
            yield f"{path}: a number nearer to zero than {_LEAST_DECIMAL}"
        elif float(f"{value:.{_MAX_DIGITS}g}") != value:
            yield f"{path}: a number of more than {_MAX_DIGITS} digits"
