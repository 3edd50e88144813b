"""What a document states, read off in one pass, where there is only one way to read it.

JSON-LD's full expansion spends nearly all its time on what no badge has: inline contexts,
maps, languages, relative IRIs. This reading knows the rest alone and gives up with
`UnsureError` at anything else, also at anything wrong. A term is believed once PyLD has read
a document with it in the same way: `Statements.fresh` are those that no one has judged yet.
"""

import marshal
from dataclasses import dataclass, field
from typing import Any

from generator.openbadges.active_context import EMPTY, ActiveContext
from generator.openbadges.constant import Constant
from generator.openbadges.contexts import UnknownContextError
from generator.openbadges.memory import Memory
from generator.openbadges.rdf import FIRST, NIL, RDF_TYPE, REST, literal_of
from generator.openbadges.rdfc import (
    MAX_BLANK_NODES,
    MAX_QUADS,
    DatasetError,
    Quad,
    first_degrees,
    in_order,
    lines_of,
    literal,
)
from generator.openbadges.strict_json import MAX_DEPTH, JsonObject
from generator.openbadges.terms import (
    MAX_VALUES,
    Contexts,
    Kind,
    is_plain_number,
    named_contexts,
    scale,
)
from generator.openbadges.vocabulary import (
    Term,
    UnsureError,
    identifier,
    named,
    term_at,
    types_at,
)


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
            reader.document(document)
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

    def canonical(self, *, with_proof: bool = True) -> bytes:
        """The canonical N-Quads (RDFC-1.0), where its blank nodes differ at first sight.

        Raises:
            UnsureError: two blank nodes say the same, or its lines have two orders.

        """
        reader, part = self._reader, self._reader.part
        lines, mixed = list(reader.lines), list(reader.mixed)
        if not with_proof:
            del lines[reader.without_proof[0] :], mixed[reader.without_proof[1] :]
        try:
            digests = [*first_degrees(mixed), *part.digests]
            encoded = [line.encode() for line in lines]
            if part.known:
                encoded = [*part.lines, *(line for line in encoded if line not in part.known)]
            mixed += part.mixed
            if not 0 < len(encoded) + len(mixed) <= MAX_QUADS * self.scale:
                raise UnsureError
            if len(digests) > MAX_BLANK_NODES * self.scale or len(dict(digests)) < len(digests):
                raise UnsureError
            label = {node: f"_:c14n{at}" for at, (_, node) in enumerate(sorted(digests))}
            return in_order(encoded + lines_of(mixed, label))
        except DatasetError:
            raise UnsureError from None


@dataclass(frozen=True, slots=True)
class _Part:
    """What one object, and all within, states: a badge is the same in all that were earned."""

    subject: str = ""
    lines: tuple[bytes, ...] = ()
    """Statements without a blank node, in order."""
    known: frozenset[bytes] = frozenset()
    """The same."""
    mixed: tuple[Quad, ...] = ()
    typed: dict[str | Quad, bool] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    values: int = 0
    digests: tuple[tuple[str, str], ...] = ()
    """Of its blank nodes, which nothing outside names."""

    @property
    def size(self) -> int:
        """The bytes it takes, about."""
        return sum(map(len, self.lines)) + 150 * len(self.lines) + 1_000 * len(self.mixed)


_NO_PART = _Part()
_parts: Memory[tuple[Term, int, Any, bytes], _Part] = Memory(48_000_000)
"""Some 40 kB each: of the badges met lately."""


class _Reader:
    """Collects the statements of a document, or of a part of one."""

    def __init__(
        self, named: Any, contexts: Contexts, values_left: int, label: str = "_:b"
    ) -> None:
        self.named = named
        self.contexts = contexts
        self.values_left = values_left
        self.label = label
        self.lines: dict[str, None] = {}
        """Statements without a blank node, each once."""
        self.mixed: dict[Quad, None] = {}
        """Those with blank nodes."""
        self.without_proof = (0, 0)
        """How many of both there are without the document's own proof."""
        self.typed: dict[str | Quad, bool] = {}
        """Of typed literals: whether JSON has a number or a boolean there, or a text."""
        self.blank_nodes = 0
        self.ids: list[str] = []
        self.fresh: list[tuple[Term, str]] = []
        self.part = _NO_PART

    def document(self, document: JsonObject) -> None:
        """Take in all that `document` says, what is of its proof at last."""
        proof = {name: value for name, value in document.items() if name == PROOF}
        rest = {name: value for name, value in document.items() if name != PROOF}
        subject, active = self._opened(rest, EMPTY, "", 0)
        self._members(subject, active, rest, "", 0)
        self.without_proof = (len(self.lines), len(self.mixed))
        self._members(subject, active, proof, "", 0)
        for statement, number in self.part.typed.items():
            self._type(statement, number=number)

    def node(self, node: JsonObject, active: ActiveContext, graph: str, depth: int) -> str:
        """Take in all that `node` says; its name is returned."""
        subject, active = self._opened(node, active, graph, depth)
        self._members(subject, active, node, graph, depth)
        return subject

    def _opened(
        self, node: JsonObject, active: ActiveContext, graph: str, depth: int
    ) -> tuple[str, ActiveContext]:
        """The name of `node`, and the terms within it."""
        if depth > MAX_DEPTH or not node:
            raise UnsureError
        if "@context" in node:
            active = named_contexts(node, active, self.named, self.contexts)
        iris: tuple[str, ...] = ()
        if "type" in node:
            types = self._types(node["type"], active)
            active, iris = types.node, types.iris
        if "id" in node:
            subject = identifier(node["id"], active)
            self.ids.append(subject)
        else:
            subject = self._blank()
        for iri in iris:
            self._state(subject, RDF_TYPE, iri, graph)
        return subject, active

    def _members(
        self, subject: str, active: ActiveContext, node: JsonObject, graph: str, depth: int
    ) -> None:
        read = active.read
        for member, value in node.items():
            term = read.get(member) or term_at(active, member)
            if term.kind is not _VALUES:
                if term.kind is not _NAMES.get(member):
                    raise UnsureError
            elif type(value) is str and not term.container:  # as most are: in the fewest steps
                self.values_left -= 1
                object_ = self._text(term, value)
                statement = self._state(subject, term.predicate, object_, graph)
                if term.datatype:
                    self._type(statement, number=False)
            else:
                self._values(subject, term, value, graph, depth)
        if self.values_left < 0:
            raise UnsureError

    def _types(self, value: Any, active: ActiveContext) -> Term:
        term = types_at(active, value)
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
            statement = self._state(subject, term.predicate, object_, graph)
            number = isinstance(each, int | float)
            if number or term.datatype:
                self._type(statement, number=number)

    def _object(self, term: Term, value: Any, graph: str, depth: int) -> str:
        if isinstance(value, str):
            return self._text(term, value)
        if isinstance(value, dict):
            self._met(term, "object")
            if term.container == "@graph":
                return self._graph(term, value, depth)
            if term.shared and not graph and self.part is _NO_PART:
                return self._shared(term, value, depth)
            return self.node(value, term.node, graph, depth + 1)
        if term.container == "@graph" or term.coerced or not is_plain_number(value):
            raise UnsureError
        self._met(term, type(value).__name__)
        return literal_of(value, term.datatype)

    def _text(self, term: Term, value: str) -> str:
        if term.container == "@graph":
            raise UnsureError
        if not term.coerced:
            if "text" not in term.judged:
                self.fresh.append((term, "text"))
            return literal(value, term.datatype)
        iri = named(value, term.leaf) if term.coerced == "@vocab" else ""
        self._met(term, f"={value}" if iri else "iri")
        return iri or identifier(value, term.leaf)

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

    def _shared(self, term: Term, value: JsonObject, depth: int) -> str:
        """Take in an object that may have been read before."""
        named = tuple(self.named) if isinstance(self.named, list) else self.named
        key = (term, depth, named)
        data = b"" if isinstance(value, Constant) else marshal.dumps(value, 2)  # 1 is not 1.0
        part = value.known.get(key) if isinstance(value, Constant) else _parts.get((*key, data))
        if part is None:
            inner = _Reader(self.named, self.contexts, self.values_left, "_:p")
            subject = inner.node(value, term.node, "", depth + 1)
            part = inner.as_part(subject, self.values_left)
            self.fresh += inner.fresh
            if not inner.fresh:
                _remember(part, key, value, data)
        self.part = part
        self.ids += part.ids
        self.values_left -= part.values
        if self.values_left < 0:
            raise UnsureError
        return part.subject

    def as_part(self, subject: str, values_before: int) -> _Part:
        """All that was collected; the object has a name of its own, which others may say."""
        if subject[0] == "_":
            raise UnsureError
        lines = sorted(line.encode() for line in self.lines)
        return _Part(
            subject,
            tuple(lines),
            frozenset(lines),
            tuple(self.mixed),
            self.typed,
            tuple(self.ids),
            values_before - self.values_left,
            tuple(first_degrees(self.mixed)),
        )

    def _met(self, term: Term, kind: str) -> None:
        if kind not in term.judged:
            self.fresh.append((term, kind))

    def _blank(self) -> str:
        self.blank_nodes += 1
        return f"{self.label}{self.blank_nodes}"

    def _state(self, subject: str, predicate: str, object_: str, graph: str) -> str | Quad:
        """Collect a statement, which is returned."""
        if subject[0] == "_" or object_[0] == "_" or graph:
            quad = (subject, predicate, object_, graph)
            self.mixed[quad] = None
            return quad
        line = f"{subject} {predicate} {object_} .\n"
        self.lines[line] = None
        return line

    def _type(self, statement: str | Quad, *, number: bool) -> None:
        """Not as a text and as a number: libraries differ in whether that is said once."""
        if self.typed.setdefault(statement, number) is not number:
            raise UnsureError


def _remember(part: _Part, key: tuple[Term, int, Any], value: JsonObject, data: bytes) -> None:
    if isinstance(value, Constant):
        value.remember(key, part)
    else:
        _parts.keep((*key, data), part, len(data) + part.size)


PROOF = "proof"
_VALUES = Kind.VALUES  # to look it up in the class takes longer than to compare it
_NAMES = {"type": Kind.TYPE, "id": Kind.ID, "@context": Kind.UNKNOWN}


def _need_each_told_once(document: JsonObject, ids: list[str]) -> None:
    """The full way tells whether an object with a part's id says too much (`terms`)."""
    for part in (document, document.get("credentialSubject")):
        if isinstance(part, dict) and "id" in part and ids.count(f"<{part['id']}>") > 1:
            raise UnsureError
