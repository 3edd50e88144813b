"""The terms in force at one place of a document (JSON-LD 1.1 API, section 4.1).

Only what the bundled contexts use is here: terms, contexts scoped to a type or a
member, and ``null``. No ``@import``, no ``@propagate``; a test holds the contexts to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Definition = Mapping[str, Any]  # of a term, with its shorthand written out


@dataclass(frozen=True, eq=False)
class ActiveContext:
    """The terms of one place; `outer` are those before its type's own context, if it has one."""

    terms: Mapping[str, Any]
    vocabulary: bool = False  # an @vocab defines every other name
    outer: "ActiveContext | None" = None
    made: dict[tuple[int, bool], tuple[Any, "ActiveContext"]] = field(
        default_factory=dict, repr=False
    )
    read: dict[str, Any] = field(default_factory=dict, repr=False)
    """What `statements` has made of its members."""
    read_types: dict[tuple[str, ...], Any] = field(default_factory=dict, repr=False)

    def definition(self, term: str) -> Definition | None:
        """How `term` is defined; None when nothing defines it."""
        found = self.terms.get(term)
        if isinstance(found, str):
            return {"@id": found}
        if found is None and self.vocabulary and term not in self.terms and ":" not in term:
            return _BY_VOCABULARY
        return found

    def with_context(self, context: Any, *, of_type: bool = False) -> "ActiveContext":
        """With `context` added: an object, a list of them, or null, which forgets all."""
        key = (id(context), of_type)  # the context is kept beside, so that no id comes twice
        if key not in self.made:
            terms, vocabulary = dict(self.terms), self.vocabulary
            for each in listed(context) or [None]:
                if each is None:
                    terms, vocabulary = {}, False
                else:
                    terms |= {term: value for term, value in each.items() if term[0] != "@"}
                    vocabulary = vocabulary or "@vocab" in each
            outer = (self.outer or self) if of_type else self.outer
            self.made[key] = (context, ActiveContext(terms, vocabulary, outer))
        return self.made[key][1]

    def of_types(self, types: list[str]) -> "ActiveContext":
        """With what each of `types` brings along for its own object, in their sorted order."""
        active = self
        for type_ in sorted(types):
            definition = self.definition(type_) or {}
            if "@context" in definition:
                active = active.with_context(definition["@context"], of_type=True)
        return active

    def below(self, definition: Definition, *, node: bool) -> "ActiveContext":
        """For a value of the member so defined; a type's own context ends with its object."""
        active = (self.outer or self) if node else self
        return active.with_context(definition["@context"]) if "@context" in definition else active


def listed(value: Any) -> list[Any]:
    """`value` as JSON-LD reads a member: one value is a list of one, null of none."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


_BY_VOCABULARY: Definition = {"@id": ""}
EMPTY = ActiveContext({})
