"""Whose award is it? Rows name people; here they become earners, known or new."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.issue.alike import NameIndex
from generator.model.base import RESERVED_SLUGS
from generator.model.earner import Earner
from generator.model.names import plain, words


@dataclass(frozen=True, slots=True)
class Person:
    """How a row names the earner: by at least one of `slug`, `name` and `email`."""

    slug: str | None = None
    name: str | None = None
    email: str | None = None
    minor_until: str | None = None


class UnclearPersonError(Exception):
    """Why a row's person could be several, or nobody; `hint` says how to tell."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Register:
    """The earners of a catalog, and those that rows add to it.

    Somebody is known by slug, else by e-mail address, else by the very same name (case,
    accents and the order of the words apart). Who is only alike is new, with a notice.
    """

    def __init__(self, earners: Mapping[str, Earner]) -> None:
        self.newcomers: dict[str, Earner] = {}
        """By slug, in the order of their rows."""
        self._earners = dict(earners)
        self._by_email: dict[str, list[str]] = {}
        self._by_name: dict[tuple[str, ...], list[str]] = {}
        self._names = NameIndex(())
        for earner in earners.values():
            self._note(earner)

    def find(self, person: Person) -> tuple[Earner, list[str]]:
        """The earner `person` names, new or known, and notices about it.

        Raises:
            UnclearPersonError: nobody, or several.

        """
        if person.slug is not None and person.slug in self._earners:
            return self._known_by_slug(person, self._earners[person.slug])
        known = self._same_person(person) if person.slug is None else None
        if known is not None:
            return known, []
        if person.name is None:
            raise UnclearPersonError(
                f"there is no earner '{person.slug or person.email}'",
                "add a 'name', and a new earner is made",
            )
        return self._add(person, person.name)

    def _known_by_slug(self, person: Person, earner: Earner) -> tuple[Earner, list[str]]:
        names = (earner.name, *earner.former_names, earner.page_name or earner.name)
        if person.name is not None and words(person.name) not in [words(name) for name in names]:
            note = f"the row calls '{earner.slug}' {person.name}, the catalog {earner.name}; "
            return earner, [note + "the catalog's name is signed"]
        return earner, []

    def _same_person(self, person: Person) -> Earner | None:
        if person.email is not None:
            by_email = self._by_email.get(person.email.casefold(), [])
            if len(by_email) == 1:
                return self._earners[by_email[0]]
        same = self._by_name.get(words(person.name), []) if person.name is not None else []
        fits = [slug for slug in same if not self._differs(self._earners[slug], person)]
        if len(fits) > 1:
            raise UnclearPersonError(
                f"'{person.name}' may be {' or '.join(fits)}",
                "say which in an 'earner' column",
            )
        return self._earners[fits[0]] if fits else None

    def _differs(self, earner: Earner, person: Person) -> bool:
        """Two e-mail addresses are two people."""
        return (
            person.email is not None
            and earner.email is not None
            and earner.email.casefold() != person.email.casefold()
        )

    def _add(self, person: Person, name: str) -> tuple[Earner, list[str]]:
        alike = self._names.like(name)
        slug = person.slug or self._free_slug(name)
        earner = Earner(
            slug=slug,
            name=name,
            email=person.email,
            minor_until=person.minor_until,
        )
        self._earners[slug] = earner
        self.newcomers[slug] = earner
        self._note(earner)
        if not alike:
            return earner, []
        others = ", ".join(f"{self._earners[each].name} ({each})" for each in alike)
        note = f"{earner.name} is new and becomes '{slug}', but is much like {others}; "
        return earner, [note + "if they are one, say so in an 'earner' column"]

    def _note(self, earner: Earner) -> None:
        if earner.email is not None:
            self._by_email.setdefault(earner.email.casefold(), []).append(earner.slug)
        for name in dict.fromkeys(words(each) for each in (earner.name, *earner.former_names)):
            self._by_name.setdefault(name, []).append(earner.slug)
        self._names.add(earner.slug, earner.name)

    def _free_slug(self, name: str) -> str:
        wanted = slug_from(name)
        slug, number = wanted, 1
        while slug in self._earners or slug in RESERVED_SLUGS:
            number += 1
            slug = f"{wanted}-{number}"
        return slug


def slug_from(name: str) -> str:
    """A slug from a name: "José Ortiz-Peña" is ``jose-ortiz-pena``.

    A name without a Latin letter or digit gives ``earner``.
    """
    parts = re.findall(r"[a-z0-9]+", plain(name).replace("'", "").replace("\u2019", ""))
    return "-".join(parts)[:70].strip("-") or "earner"
