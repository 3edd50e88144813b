"""What a document states, read off in one pass, where there is only one way to read it.

JSON-LD's full expansion spends nearly all its time on what no badge has: inline contexts,
maps, languages, relative IRIs. This reading knows the rest alone and gives up with
`UnsureError` at anything else, also at anything wrong. A term is believed once PyLD has read
a document with it in the same way: `Statements.fresh` are those that no one has judged yet.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

from generator.openbadges.active_context import EMPTY, ActiveContext, listed
from generator.openbadges.iri import is_absolute_iri
from generator.openbadges.rdf import FIRST, NIL, RDF_TYPE, REST, literal_of
from generator.openbadges.rdfc import (
    MAX_BLANK_NODES,
    MAX_QUADS,
    DatasetError,
    Quad,
    in_order,
    literal,
)
from generator.openbadges.strict_json import MAX_DEPTH, JsonObject
from generator.openbadges.terms import (
    MAX_TYPES,
    MAX_VALUES,
    Contexts,
    Kind,
    is_plain_number,
    named_contexts,
    scale,
)


class UnsureError(Exception):
    """Only the full way can tell what a document states, or what is wrong with it."""


@dataclass(slots=True, eq=False)
class Term:
    """A member, or a set of types, as one place of a document defines it."""

    kind: Kind
    predicate: str = ""
    """The IRI, as N-Quads write it."""
    datatype: str = ""
    coerced: str = ""
    """``@id`` or ``@vocab``, where texts are IRIs."""
    container: str = ""
    node: ActiveContext = EMPTY
    """The terms within an object that is a value; of types: within the typed object."""
    leaf: ActiveContext = EMPTY
    iris: tuple[str, ...] = ()
    """What a set of types stands for."""
    judged: set[str] = field(default_factory=set)
    """The kinds of value, and names, with which PyLD has read it alike."""


class Statements:
    """The statements of one document.

    Raises:
        UnsureError: it has to be read in full.

    """

    def __init__(self, document: JsonObject, contexts: Contexts) -> None:
        self.document = document
        self.contexts = contexts
        self.scale = scale(document.get("@context"))
        self.values_left = MAX_VALUES * self.scale
        self.stated: dict[Quad, bool] = {}
        """Each statement once, and whether its value is a number or a boolean of JSON."""
        self.blank_nodes = 0
        self.ids: list[str] = []
        self.fresh: list[tuple[Term, str]] = []
        if "@context" not in document:
            raise UnsureError
        self._node(document, EMPTY, "", 0)
        self._each_told_once()

    def canonical(self) -> bytes:
        """The canonical N-Quads (RDFC-1.0), where its blank nodes differ at first sight.

        Raises:
            UnsureError: two blank nodes say the same, or its lines have two orders.

        """
        try:
            return self._canonical()
        except DatasetError:
            raise UnsureError from None

    def _canonical(self) -> bytes:
        if len(self.stated) > MAX_QUADS * self.scale:
            raise UnsureError
        of_node: defaultdict[str, list[Quad]] = defaultdict(list)
        for quad in self.stated:
            subject, _, object_, graph = quad
            if subject[0] == "_":
                of_node[subject].append(quad)
            if object_[0] == "_":
                of_node[object_].append(quad)
            if graph:
                of_node[graph].append(quad)
        digests = {_first_degree(node, quads): node for node, quads in of_node.items()}
        if len(digests) < len(of_node) or len(of_node) > MAX_BLANK_NODES * self.scale:
            raise UnsureError
        label = {digests[digest]: f"_:c14n{at}" for at, digest in enumerate(sorted(digests))}
        lines = [
            f"{label.get(subject, subject)} {predicate} {label.get(object_, object_)}"
            f"{' ' + label[graph] if graph else ''} .\n"
            for subject, predicate, object_, graph in self.stated
        ]
        if not lines:
            raise UnsureError
        return in_order(lines).encode()

    def believe(self) -> None:
        """Take every term of the document as judged."""
        for term, kind in self.fresh:
            term.judged.add(kind)
        self.fresh.clear()

    def _node(self, node: JsonObject, active: ActiveContext, graph: str, depth: int) -> str:
        """Take in all that `node` says; its name is returned."""
        if depth > MAX_DEPTH or not node:
            raise UnsureError
        if "@context" in node:
            active = named_contexts(node, active, self.document["@context"], self.contexts)
        types = self._types(node, active)
        if types is not None:
            active = types.node
        if "id" in node:
            subject = self._identifier(node["id"], active)
            self.ids.append(subject)
        else:
            subject = self._blank()
        if types is not None:
            for iri in types.iris:
                self._state(subject, RDF_TYPE, iri, graph)
        for member, value in node.items():
            term = active.read.get(member) or _term(active, member)
            if term.kind is Kind.VALUES:
                self._values(subject, term, value, graph, depth)
            elif term.kind is not _NAMES.get(member):
                raise UnsureError
        return subject

    def _types(self, node: JsonObject, active: ActiveContext) -> Term | None:
        if "type" not in node:
            return None
        value = node["type"]
        names = (value,) if isinstance(value, str) else value
        if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
            raise UnsureError
        names = tuple(names)
        term = active.read_types.get(names)
        if term is None:
            term = _types_term(active, names)
            if len(active.read_types) < _MAX_COMBINATIONS:
                active.read_types[names] = term
        if not term.judged:
            self.fresh.append((term, "type"))
        return term

    def _values(self, subject: str, term: Term, value: Any, graph: str, depth: int) -> None:
        values = value if isinstance(value, list) else [value]
        self.values_left -= len(values)
        if self.values_left < 0 or not values:
            raise UnsureError
        if len(values) > 1:
            ids = [each["id"] for each in values if isinstance(each, dict) and "id" in each]
            if len(ids) > 1 and len(set(map(str, ids))) < len(ids):
                raise UnsureError
        if term.container == "@list":
            objects = [self._object(term, each, graph, depth) for each in values]
            self._state(subject, term.predicate, self._list(objects, graph), graph)
            return
        for each in values:
            number = isinstance(each, int | float)
            object_ = self._object(term, each, graph, depth)
            self._state(subject, term.predicate, object_, graph, number=number)

    def _object(self, term: Term, value: Any, graph: str, depth: int) -> str:
        if isinstance(value, str):
            if term.container == "@graph":
                raise UnsureError
            if not term.coerced:
                self._met(term, "text")
                return literal(value, term.datatype)
            if term.coerced == "@vocab":
                iri = _named(value, term.leaf)
                if iri:
                    self._met(term, f"={value}")
                    return iri
            self._met(term, "iri")
            return self._identifier(value, term.leaf)
        if isinstance(value, dict):
            self._met(term, "object")
            if term.container != "@graph":
                return self._node(value, term.node, graph, depth + 1)
            if value.keys() <= {"id"}:
                raise UnsureError
            name = self._blank()
            self._node(value, term.node, name, depth + 1)
            return name
        if term.container == "@graph" or term.coerced or not is_plain_number(value):
            raise UnsureError
        self._met(term, type(value).__name__)
        return literal_of(value, term.datatype)

    def _met(self, term: Term, kind: str) -> None:
        if kind not in term.judged:
            self.fresh.append((term, kind))

    def _list(self, objects: list[str], graph: str) -> str:
        """RDF 1.1 Schema, section 5.2."""
        rest = NIL
        for each in reversed(objects):
            head = self._blank()
            self._state(head, FIRST, each, graph)
            self._state(head, REST, rest, graph)
            rest = head
        return rest

    def _identifier(self, value: Any, active: ActiveContext) -> str:
        if not isinstance(value, str) or value.partition(":")[0] in active.terms:
            raise UnsureError
        return _resource(value)

    def _blank(self) -> str:
        self.blank_nodes += 1
        return f"_:b{self.blank_nodes}"

    def _state(
        self, subject: str, predicate: str, object_: str, graph: str, *, number: bool = False
    ) -> None:
        """Once, however often it is said; but not as a text and as a number."""
        if self.stated.setdefault((subject, predicate, object_, graph), number) is not number:
            raise UnsureError

    def _each_told_once(self) -> None:
        """The full way tells whether an object with a part's id says too much (`terms`)."""
        subject = self.document.get("credentialSubject")
        for part in (self.document, subject):
            if isinstance(part, dict) and "id" in part and self.ids.count(f"<{part['id']}>") > 1:
                raise UnsureError


_NAMES = {"type": Kind.TYPE, "id": Kind.ID, "@context": Kind.UNKNOWN}


def _first_degree(node: str, quads: list[Quad]) -> str:
    """RDFC-1.0, section 4.6: the node's own statements, it being ``_:a`` and any other ``_:z``."""
    names = {term: "_:z" for quad in quads for term in (quad[0], quad[2]) if term[0] == "_"}
    names[node] = "_:a"
    lines = [
        f"{names.get(subject, subject)} {predicate} {names.get(object_, object_)}"
        f"{' ' + names.get(graph, '_:z') if graph else ''} .\n"
        for subject, predicate, object_, graph in quads
    ]
    return sha256(in_order(lines).encode()).hexdigest()


def _term(active: ActiveContext, member: str) -> Term:
    """What `member` means at a place with the terms `active`; remembered there."""
    definition = active.definition(member) or {}
    kind = Kind.of(member, definition)
    term = Term(kind)
    if kind is Kind.VALUES:
        containers = [each for each in listed(definition.get("@container")) if each != "@set"]
        if len(containers) > 1 or not definition["@id"]:
            raise UnsureError
        term.container = containers[0] if containers else ""
        term.predicate = _resource(_written_out(definition["@id"], active))
        coerced = definition.get("@type", "")
        if coerced in ("@id", "@vocab"):
            term.coerced = coerced
        elif coerced:
            term.datatype = _resource(_written_out(coerced, active))[1:-1]
        term.node = active.below(definition, node=True)
        term.leaf = active.below(definition, node=False)
    if kind is not Kind.UNKNOWN:  # foreign documents bring any names
        active.read[member] = term
    return term


def _types_term(active: ActiveContext, names: tuple[str, ...]) -> Term:
    iris = tuple(_named(name, active) for name in names)
    is_type = Kind.of("type", active.definition("type") or {}) is Kind.TYPE
    if not is_type or not all(iris) or not 0 < len(iris) <= MAX_TYPES:
        raise UnsureError
    return Term(Kind.TYPE, node=active.of_types(list(names)), iris=iris)


_MAX_COMBINATIONS = 1_000  # of types, remembered at one place; the others take longer


def _named(value: str, active: ActiveContext) -> str:
    """The IRI that `value`, a term, stands for; empty where it is none."""
    meaning = str((active.definition(value) or {}).get("@id", "@"))
    return (
        "" if meaning.startswith("@") or not meaning else _resource(_written_out(meaning, active))
    )


def _written_out(iri: str, active: ActiveContext) -> str:
    """A compact IRI of a context in full (JSON-LD 1.1, section 4.1.5)."""
    prefix, colon, suffix = iri.partition(":")
    definition = active.definition(prefix) if colon and not suffix.startswith("//") else None
    return str(definition["@id"]) + suffix if definition else iri


@lru_cache(maxsize=20_000)
def _resource(iri: str) -> str:
    if not is_absolute_iri(iri):
        raise UnsureError
    return f"<{iri}>"
