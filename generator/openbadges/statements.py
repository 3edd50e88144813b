"""What a document states, read off in one pass, where there is only one way to read it.

JSON-LD's full expansion spends nearly all its time on what no badge has: inline contexts,
maps, languages, relative IRIs. This reading knows the rest alone and gives up with
`UnsureError` at anything else, also at anything wrong. A term is believed once PyLD has read
a document with it in the same way: `Statements.fresh` are those that no one has judged yet.
"""

import marshal
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

from generator.openbadges.active_context import EMPTY, ActiveContext, listed
from generator.openbadges.contexts import UnknownContextError
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
    parts: "dict[tuple[int, bytes], _Part] | None" = None
    """Values that many documents share, as they were read; None where none are kept."""


class Statements:
    """The statements of one document.

    Raises:
        UnsureError: it has to be read in full.

    """

    def __init__(self, document: JsonObject, contexts: Contexts) -> None:
        if "@context" not in document:
            raise UnsureError
        self.scale = scale(document["@context"])
        reader = _Reader(document["@context"], contexts, MAX_VALUES * self.scale)
        try:
            reader.node(document, EMPTY, "", 0)
        except UnknownContextError:
            raise UnsureError from None
        _need_each_told_once(document, reader.ids)
        self._reader = reader

    @property
    def fresh(self) -> bool:
        """Whether there is a term that was not judged yet."""
        return bool(self._reader.fresh)

    def believe(self) -> None:
        """Take every term of the document as judged."""
        for term, kind in self._reader.fresh:
            term.judged.add(kind)
        self._reader.fresh.clear()

    def canonical(self) -> bytes:
        """The canonical N-Quads (RDFC-1.0), where its blank nodes differ at first sight.

        Raises:
            UnsureError: two blank nodes say the same, or its lines have two orders.

        """
        reader = self._reader
        try:
            digests = [*_first_degrees(reader.mixed), *reader.part.digests]
            if len(reader.stated) > MAX_QUADS * self.scale:
                raise UnsureError
            if len(digests) > MAX_BLANK_NODES * self.scale or len(dict(digests)) < len(digests):
                raise UnsureError
            label = {node: f"_:c14n{at}" for at, (_, node) in enumerate(sorted(digests))}
            lines = list(filter(None, reader.stated.values()))
            lines += _lines((*reader.mixed, *reader.part.mixed), label)
            if not lines:
                raise UnsureError
            return in_order(lines)
        except DatasetError:
            raise UnsureError from None


@dataclass(frozen=True, slots=True)
class _Part:
    """What one object, and all within, states: a badge is the same in all that were earned."""

    subject: str = ""
    stated: dict[Quad, str] = field(default_factory=dict)
    mixed: tuple[Quad, ...] = ()
    typed: dict[Quad, bool] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    values: int = 0
    digests: tuple[tuple[str, str], ...] = ()
    """Of its blank nodes, which nothing outside names."""


_NO_PART = _Part()
_SHARED = "achievement"
_MAX_PARTS = 500  # some 40 kB each


class _Reader:
    """Collects the statements of a document, or of a part of one."""

    def __init__(
        self, named: Any, contexts: Contexts, values_left: int, label: str = "_:b"
    ) -> None:
        self.named = named
        self.contexts = contexts
        self.values_left = values_left
        self.label = label
        self.stated: dict[Quad, str] = {}
        """Each statement once, with its line where it has no blank node."""
        self.mixed: list[Quad] = []
        """Those with blank nodes."""
        self.typed: dict[Quad, bool] = {}
        """Of typed literals: whether JSON has a number or a boolean there, or a text."""
        self.blank_nodes = 0
        self.ids: list[str] = []
        self.fresh: list[tuple[Term, str]] = []
        self.part = _NO_PART

    def node(self, node: JsonObject, active: ActiveContext, graph: str, depth: int) -> str:
        """Take in all that `node` says; its name is returned."""
        if depth > MAX_DEPTH or not node:
            raise UnsureError
        if "@context" in node:
            active = named_contexts(node, active, self.named, self.contexts)
        types = self._types(node["type"], active) if "type" in node else None
        if types is not None:
            active = types.node
        if "id" in node:
            subject = _identifier(node["id"], active)
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

    def _types(self, value: Any, active: ActiveContext) -> Term:
        names = (value,) if isinstance(value, str) else value
        if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
            raise UnsureError
        names = tuple(names)
        term: Term | None = active.read_types.get(names)
        if term is None:
            term = _types_term(active, names)
            if len(active.read_types) < _MAX_COMBINATIONS:
                active.read_types[names] = term
        self._met(term, "type")
        return term

    def _values(self, subject: str, term: Term, value: Any, graph: str, depth: int) -> None:
        values = value if isinstance(value, list) else [value]
        self.values_left -= len(values)
        if self.values_left < 0 or not values:
            raise UnsureError
        if len(values) > 1:
            ids = [str(each["id"]) for each in values if isinstance(each, dict) and "id" in each]
            if len(set(ids)) < len(ids):
                raise UnsureError
        if term.container == "@list":
            objects = [self._object(term, each, graph, depth) for each in values]
            self._state(subject, term.predicate, self._list(objects, graph), graph)
            return
        for each in values:
            object_ = self._object(term, each, graph, depth)
            self._state(subject, term.predicate, object_, graph)
            number = isinstance(each, int | float)
            if number or term.datatype:
                self._type((subject, term.predicate, object_, graph), number=number)

    def _object(self, term: Term, value: Any, graph: str, depth: int) -> str:
        if isinstance(value, str):
            return self._text(term, value)
        if isinstance(value, dict):
            self._met(term, "object")
            if term.container == "@graph":
                return self._graph(term, value, depth)
            if term.parts is not None and not graph and self.part is _NO_PART:
                return self._shared(term, term.parts, value, depth)
            return self.node(value, term.node, graph, depth + 1)
        if term.container == "@graph" or term.coerced or not is_plain_number(value):
            raise UnsureError
        self._met(term, type(value).__name__)
        return literal_of(value, term.datatype)

    def _text(self, term: Term, value: str) -> str:
        if term.container == "@graph":
            raise UnsureError
        if not term.coerced:
            self._met(term, "text")
            return literal(value, term.datatype)
        iri = _named(value, term.leaf) if term.coerced == "@vocab" else ""
        self._met(term, f"={value}" if iri else "iri")
        return iri or _identifier(value, term.leaf)

    def _graph(self, term: Term, value: JsonObject, depth: int) -> str:
        if value.keys() <= {"id"}:
            raise UnsureError
        name = self._blank()
        self.node(value, term.node, name, depth + 1)
        return name

    def _list(self, objects: list[str], graph: str) -> str:
        """RDF 1.1 Schema, section 5.2."""
        rest = NIL
        for each in reversed(objects):
            head = self._blank()
            self._state(head, FIRST, each, graph)
            self._state(head, REST, rest, graph)
            rest = head
        return rest

    def _shared(
        self, term: Term, parts: "dict[tuple[int, bytes], _Part]", value: JsonObject, depth: int
    ) -> str:
        """Take in an object that may have been read before."""
        key = (depth, marshal.dumps(value, 2))  # tells 1, 1.0 and true apart
        part = parts.get(key)
        if part is None:
            inner = _Reader(self.named, self.contexts, self.values_left, "_:p")
            subject = inner.node(value, term.node, "", depth + 1)
            part = inner.as_part(subject, self.values_left)
            self.fresh += inner.fresh
            if not inner.fresh:
                if len(parts) >= _MAX_PARTS:
                    del parts[next(iter(parts))]
                parts[key] = part
        self.part = part
        self.stated |= part.stated
        self.ids += part.ids
        self.values_left -= part.values
        if self.values_left < 0:
            raise UnsureError
        for quad, number in part.typed.items():
            self._type(quad, number=number)
        return part.subject

    def as_part(self, subject: str, values_before: int) -> _Part:
        """All that was collected; the object has a name of its own, which others may say."""
        if subject[0] == "_":
            raise UnsureError
        return _Part(
            subject,
            self.stated,
            tuple(self.mixed),
            self.typed,
            tuple(self.ids),
            values_before - self.values_left,
            tuple(_first_degrees(self.mixed)),
        )

    def _met(self, term: Term, kind: str) -> None:
        if kind not in term.judged:
            self.fresh.append((term, kind))

    def _blank(self) -> str:
        self.blank_nodes += 1
        return f"{self.label}{self.blank_nodes}"

    def _state(self, subject: str, predicate: str, object_: str, graph: str) -> None:
        quad = (subject, predicate, object_, graph)
        if quad in self.stated:
            return
        if subject[0] == "_" or object_[0] == "_" or graph:
            self.stated[quad] = ""
            self.mixed.append(quad)
        else:
            self.stated[quad] = f"{subject} {predicate} {object_} .\n"

    def _type(self, quad: Quad, *, number: bool) -> None:
        """Not as a text and as a number: libraries differ in whether that is said once."""
        if self.typed.setdefault(quad, number) is not number:
            raise UnsureError


_NAMES = {"type": Kind.TYPE, "id": Kind.ID, "@context": Kind.UNKNOWN}
_MAX_COMBINATIONS = 1_000  # of types, remembered at one place; the others take longer


def _need_each_told_once(document: JsonObject, ids: list[str]) -> None:
    """The full way tells whether an object with a part's id says too much (`terms`)."""
    for part in (document, document.get("credentialSubject")):
        if isinstance(part, dict) and "id" in part and ids.count(f"<{part['id']}>") > 1:
            raise UnsureError


def _first_degrees(quads: Iterable[Quad]) -> list[tuple[str, str]]:
    """The digest of each blank node's own statements, with the node (RDFC-1.0, section 4.6).

    In them it is ``_:a``, and any other ``_:z``.
    """
    of_node: defaultdict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        for node in {quad[0], quad[2], quad[3]}:
            if node and node[0] == "_":
                of_node[node].append(quad)
    others = dict.fromkeys(of_node, "_:z")
    return [
        (sha256(in_order(_lines(own, others | {node: "_:a"}))).hexdigest(), node)
        for node, own in of_node.items()
    ]


def _lines(quads: Iterable[Quad], name: dict[str, str]) -> list[str]:
    """Statements as N-Quads write them, with blank nodes by the names in `name`."""
    return [
        f"{name.get(subject, subject)} {predicate} {name.get(object_, object_)}"
        f"{' ' + name[graph] if graph else ''} .\n"
        for subject, predicate, object_, graph in quads
    ]


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
        term.parts = {} if member == _SHARED else None
    if kind is not Kind.UNKNOWN:  # foreign documents bring any names
        active.read[member] = term
    return term


def _types_term(active: ActiveContext, names: tuple[str, ...]) -> Term:
    iris = tuple(_named(name, active) for name in names)
    is_type = Kind.of("type", active.definition("type") or {}) is Kind.TYPE
    if not is_type or not all(iris) or not 0 < len(iris) <= MAX_TYPES:
        raise UnsureError
    return Term(Kind.TYPE, node=active.of_types(list(names)), iris=iris)


def _named(value: str, active: ActiveContext) -> str:
    """The IRI that `value`, a term, stands for; empty where it is none."""
    meaning = str((active.definition(value) or {}).get("@id", "@"))
    if meaning.startswith("@") or not meaning:
        return ""
    return _resource(_written_out(meaning, active))


def _written_out(iri: str, active: ActiveContext) -> str:
    """A compact IRI of a context in full (JSON-LD 1.1, section 4.1.5)."""
    prefix, colon, suffix = iri.partition(":")
    definition = active.definition(prefix) if colon and not suffix.startswith("//") else None
    return str(definition["@id"]) + suffix if definition else iri


def _identifier(value: Any, active: ActiveContext) -> str:
    if not isinstance(value, str) or value.partition(":")[0] in active.terms:
        raise UnsureError
    return _resource(value)


@lru_cache(maxsize=20_000)
def _resource(iri: str) -> str:
    if not is_absolute_iri(iri):
        raise UnsureError
    return f"<{iri}>"
