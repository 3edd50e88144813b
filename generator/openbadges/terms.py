"""Whether every member of a document means something, and only one thing.

A proof covers RDF statements, not JSON. A member no context defines is covered by
nothing, and one statement has many spellings: ``validUntil``, its full IRI, an inline
context. Readers look for the plain term, so the plain term is the only spelling
accepted (generator/README, traps 3 to 5). The walk follows JSON-LD 1.1's rules for scoped
contexts (API, section 5.1.2).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from enum import Enum
from itertools import islice
from typing import Any

from generator.openbadges.active_context import EMPTY, ActiveContext, Definition, listed
from generator.openbadges.contexts import (
    CLR_V2,
    CONTEXT,
    RECORD_CONTEXT,
    UnknownContextError,
    pinned_context,
)
from generator.openbadges.iri import is_absolute_iri
from generator.openbadges.strict_json import MAX_DEPTH, MAX_INTEGER, JsonObject

Contexts = Callable[[str], JsonObject]

MAX_VALUES = 5_000  # takes a second; the largest official sample has some 700
MAX_TYPES = 20  # of one object; the largest official sample has 3
MAX_PROBLEMS = 50  # enough to mend a document by
RECORD_SCALE = 10  # a learner record of 2 MB, the most that is read, has some 25,000 values

_LEAST_DECIMAL = 1e-6  # below it JavaScript writes exponents, and jsonld.js then writes 0
_MAX_DIGITS = 15  # of a decimal; more may be rounded differently


def undefined_in(document: JsonObject, contexts: Contexts = pinned_context) -> list[str]:
    """What in `document` would be signed by nobody or read in two ways; empty when all is well.

    Each finding is a JSON pointer, a colon and what is wrong there: a member or type no
    context defines, an identifier that is no absolute IRI, a null or empty value, a number
    that libraries write differently, a part of the credential described elsewhere in it.
    Members are looked at in the order of their names.
    """
    return list(islice(_Walk(document.get("@context"), contexts).root(document), MAX_PROBLEMS))


def scale(named: Any) -> int:
    """How many times the usual limits a document with the ``@context`` `named` may reach.

    A learner record holds as many documents as somebody earned badges, each of which kept to
    the limits when it was signed. We sign and read our own only.
    """
    return RECORD_SCALE if named == RECORD_CONTEXT else 1


class _Walk:
    """One pass over a document; `named` is its ``@context``."""

    def __init__(self, named: Any, contexts: Contexts) -> None:
        self.named = named
        self.contexts = contexts
        self.max_values = MAX_VALUES * scale(named)
        self.values_left = self.max_values
        self.described: defaultdict[str, list[tuple[str, JsonObject]]] = defaultdict(list)

    def root(self, document: JsonObject) -> Iterator[str]:
        if "@context" not in document:
            yield "/@context: missing"
            return
        yield from self._node(document, EMPTY, "", 0)
        yield from self._told_twice(document)

    def _node(
        self, node: JsonObject, active: ActiveContext, path: str, depth: int
    ) -> Iterator[str]:
        if depth > MAX_DEPTH or not node:
            yield f"{path}: nested deeper than {MAX_DEPTH} levels" if node else f"{path}: empty"
            return
        try:
            before_types = named_contexts(node, active, self.named, self.contexts)
        except UnknownContextError as error:
            yield f"{path}/@context: {error}"
            return
        active = before_types.of_types(_types(node, before_types))
        for member in sorted(node):  # not every parser keeps their order
            value = node[member]
            at = f"{path}/{member}"
            definition = active.definition(member) or {}
            kind = Kind.of(member, definition)
            if kind is Kind.ID:
                yield from _identifier(value, active, at)
                if isinstance(value, str):
                    self.described[value].append((path, node))
            elif kind is Kind.TYPE:
                yield from _type_values(value, before_types, at)
            elif kind is Kind.VALUES:
                yield from self._values(value, definition, active, at, depth)
            elif member != "@context":
                yield f"{at}: {kind.value}"

    def _values(
        self, value: Any, definition: Definition, active: ActiveContext, path: str, depth: int
    ) -> Iterator[str]:
        if value == []:
            yield f"{path}: empty"
        several = isinstance(value, list)
        containers = listed(definition.get("@container"))
        for index, each in enumerate(value if several else [value]):
            at = f"{path}/{index}" if several else path
            self.values_left -= 1
            if self.values_left < 0:
                yield f"{at}: more than {self.max_values:,} values in the document"
                return
            if isinstance(each, dict) and "@graph" in containers and each.keys() <= {"id"}:
                yield f"{at}: states nothing"  # PyLD drops it silently
            elif isinstance(each, dict):
                yield from self._node(each, active.below(definition, node=True), at, depth + 1)
            else:
                yield from _scalar(each, definition, active.below(definition, node=False), at)

    def _told_twice(self, document: JsonObject) -> Iterator[str]:
        """Objects with one id are one node in RDF, wherever they stand.

        So ``validUntil`` could be moved into another object that has the credential's own
        id, and the signature would still hold. Hence no other object with the id of the
        credential or of its subject may say more than an endorsement of it does. And no two
        objects of one list share an id, or one piece of evidence could be shown as two.
        """
        for places in self.described.values():
            lists = [path.rpartition("/") for path, _ in places]
            told = [at for at, _, index in lists if index.isascii() and index.isdigit()]
            twice = (at for at, times in Counter(told).items() if times > 1)
            yield from (f"{at}: one id twice" for at in sorted(twice))
        subject = document.get("credentialSubject")
        for path, owner in (("", document), ("/credentialSubject", subject)):
            if isinstance(owner, dict) and isinstance(owner.get("id"), str):
                for elsewhere, node in self.described[owner["id"]]:
                    if elsewhere != path and not _ENDORSING.issuperset(node):
                        yield f"{elsewhere}/id: the id of {path or 'the document'} again"


def named_contexts(
    node: JsonObject, active: ActiveContext, allowed_name: Any, contexts: Contexts
) -> ActiveContext:
    """With the contexts `node` names: at the top pinned ones, below it the very same.

    `allowed_name` is the document's ``@context``. A credential in a learner record names
    those that it was signed with.

    Raises:
        UnknownContextError: it names others.

    """
    if "@context" not in node:
        return active
    named = node["@context"]
    urls = listed(named)
    allowed = (allowed_name, CONTEXT) if allowed_name == RECORD_CONTEXT else (allowed_name,)
    if named not in allowed or not urls or not all(isinstance(url, str) for url in urls):
        raise UnknownContextError("not the document's list of context URLs")
    if CLR_V2 in urls and named != RECORD_CONTEXT:
        raise UnknownContextError(f"The context '{CLR_V2}' is not one we know.")
    for url in urls:
        active = active.with_context(contexts(url)["@context"])
    return active


_PLAIN_CONTAINERS = frozenset({"@set", "@list", "@graph"})
_ENDORSING = frozenset({"id", "type", "endorsementComment"})


def _types(node: JsonObject, active: ActiveContext) -> list[str]:
    for member in sorted(node):
        if (active.definition(member) or {}).get("@id") == "@type":
            return [type_ for type_ in listed(node[member]) if isinstance(type_, str)]
    return []


class Kind(Enum):
    """What a member is, or what is wrong with it."""

    ID = "id"
    TYPE = "type"
    VALUES = "values"
    UNKNOWN = "no context defines this member"
    UNSUPPORTED = "this kind of member is not supported"  # a map, nesting, reversal, JSON literal

    @classmethod
    def of(cls, member: str, definition: Definition) -> "Kind":
        """What `member` is where it is so defined."""
        meaning = definition.get("@id")
        if meaning is None or member.startswith("@"):
            return cls.UNKNOWN
        if meaning == "@id":
            return cls.ID
        if meaning == "@type":
            return cls.TYPE
        containers = listed(definition.get("@container"))
        if meaning.startswith("@") or definition.get("@type") == "@json":
            return cls.UNSUPPORTED
        return cls.VALUES if _PLAIN_CONTAINERS.issuperset(containers) else cls.UNSUPPORTED


def _scalar(value: Any, definition: Definition, active: ActiveContext, path: str) -> Iterator[str]:
    kind = definition.get("@type")
    if value is None:
        yield f"{path}: null"
    elif isinstance(value, list):
        yield f"{path}: a list within a list"
    elif "@graph" in listed(definition.get("@container")):
        yield f"{path}: not an object"
    elif kind == "@vocab" and _is_named(value, active):
        return
    elif kind in ("@id", "@vocab"):
        yield from _identifier(value, active, path)
    elif not isinstance(value, str):
        yield from _number(value, path)


def _is_named(value: Any, active: ActiveContext) -> bool:
    """Is `value` a term that stands for an IRI? ``id`` and ``type`` stand for keywords."""
    definition = active.definition(value) if isinstance(value, str) else None
    return definition is not None and not str(definition.get("@id", "@")).startswith("@")


def _identifier(value: Any, active: ActiveContext, path: str) -> Iterator[str]:
    if not isinstance(value, str) or not is_absolute_iri(value):
        yield f"{path}: not an absolute IRI: {_shown(value)}"
    elif value.partition(":")[0] in active.terms:
        yield f"{path}: begins with a term that a context defines: {_shown(value)}"


def _type_values(value: Any, active: ActiveContext, path: str) -> Iterator[str]:
    if not 0 < len(listed(value)) <= MAX_TYPES:
        yield f"{path}: not from 1 to {MAX_TYPES} types"
    for type_ in listed(value):
        if not _is_named(type_, active):
            yield f"{path}: no context defines the type {_shown(type_)}"


def is_plain_number(value: Any) -> bool:
    """Whether Python's and JavaScript's JSON-LD write `value`, a number or boolean, alike."""
    return isinstance(value, int | float) and not any(_number(value, ""))


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
            yield f"{path}: a number nearer to zero than a millionth"
        elif float(f"{value:.{_MAX_DIGITS}g}") != value:
            yield f"{path}: a number of more than {_MAX_DIGITS} digits"


def _shown(value: Any) -> str:
    """A foreign value within a sentence; languages write all but texts differently."""
    if isinstance(value, str):
        return f"'{value[:80]}'"
    if isinstance(value, bool) or value is None:
        return "null" if value is None else str(value).lower()
    if isinstance(value, list):
        return "a list"
    return "an object" if isinstance(value, dict) else "a number"
