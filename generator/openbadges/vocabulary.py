"""What members, types and texts mean at one place of a document, remembered there.

For `statements`, which reads nothing else: of a member its IRI, what its values are made into,
and which terms hold within them.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from generator.openbadges.active_context import EMPTY, ActiveContext, listed
from generator.openbadges.iri import is_absolute_iri
from generator.openbadges.terms import MAX_TYPES, Kind


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
    shared: bool = False
    """Whether its values are the same in many documents, so that what they state is remembered."""


SHARED = "achievement"
_MAX_COMBINATIONS = 1_000  # of types, remembered at one place; the others take longer


def types_at(active: ActiveContext, value: Any) -> Term:
    """What the types that `value` names stand for, and the terms within an object of them.

    Raises:
        UnsureError: it is no text or list of texts, or one is no type here.

    """
    if not isinstance(value, str | list):
        raise UnsureError
    names = (value,) if isinstance(value, str) else tuple(value)
    try:
        term: Term | None = active.read_types.get(names)
    except TypeError:  # a list or an object among them
        raise UnsureError from None
    if term is None:
        if not all(isinstance(name, str) for name in names):
            raise UnsureError
        term = _types_term(active, names)
        if len(active.read_types) < _MAX_COMBINATIONS:
            active.read_types[names] = term
    return term


def term_at(active: ActiveContext, member: str) -> Term:
    """What `member` means at a place with the terms `active`.

    Raises:
        UnsureError: something that only the full way knows.

    """
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
        term.shared = member == SHARED
    if kind is not Kind.UNKNOWN:  # foreign documents bring any names
        active.read[member] = term
    return term


def _types_term(active: ActiveContext, names: tuple[str, ...]) -> Term:
    iris = tuple(named(name, active) for name in names)
    is_type = Kind.of("type", active.definition("type") or {}) is Kind.TYPE
    if not is_type or not all(iris) or not 0 < len(iris) <= MAX_TYPES:
        raise UnsureError
    return Term(Kind.TYPE, node=active.of_types(list(names)), iris=iris)


def named(value: str, active: ActiveContext) -> str:
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


def identifier(value: Any, active: ActiveContext) -> str:
    """The absolute IRI `value`, as N-Quads write it.

    Raises:
        UnsureError: it is none, or begins like one of a context's own.

    """
    if not isinstance(value, str) or value.partition(":")[0] in active.terms:
        raise UnsureError
    return _resource(value) if len(value) <= _MAX_REMEMBERED else _checked(value)


def _checked(iri: str) -> str:
    if not is_absolute_iri(iri):
        raise UnsureError
    return f"<{iri}>"


_MAX_REMEMBERED = 300  # characters, so that no document fills the memory with long ones
_resource = lru_cache(maxsize=20_000)(_checked)
