"""What is handed out: which badges and feedback, read from where they were signed."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.issue.book import Book, open_book
from generator.issue.desk import Desk, desk_for
from generator.issue.draft import badge_version
from generator.model import addresses
from generator.model.attempt import Attempt
from generator.model.earner import Visibility
from generator.model.ledger import Copy, Issued
from generator.openbadges.reading import SignedFacts, read_credential
from generator.openbadges.strict_json import dump_json, parse_json
from generator.paper.feedback import Slip
from generator.source import CatalogError, Code, Loaded, Problem, Where


@dataclass(frozen=True, slots=True)
class Handed:
    """One earned badge, as its earner gets it."""

    row: Issued
    signed: bytes
    """The credential, exactly as it was signed."""
    facts: SignedFacts
    page: str
    """The address of its page; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one person gets."""

    new: Sequence[Handed] = ()
    """The badges that are handed out this time, the newest first."""
    every: Sequence[Handed] = ()
    """All that was not withdrawn, for the transcript."""
    slips: Sequence[Slip] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.slips)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where what was signed is found."""

    loaded: Loaded
    desk: Desk
    book: Book

    def share(self, earner: str, slips: Sequence[Slip], first: date) -> Share:
        """What `earner` gets of what was signed since `first`, with these slips."""
        rows = list(self._rows(earner))
        if not any(row.signed_at.date() >= first for row in rows):
            return Share(slips=slips)
        every = [self._read(row) for row in rows]
        return Share([each for each in every if each.row.signed_at.date() >= first], every, slips)

    def badges(self, earner: str) -> list[Handed]:
        """What was not withdrawn of `earner`, the newest first.

        Raises:
            CatalogError: a signed file is missing, or is another.

        """
        return [self._read(row) for row in self._rows(earner)]

    def slips(self, first: date) -> dict[str, list[Slip]]:
        """By earner: the last "not yet" of each badge not earned on that day or later."""
        catalog = self.loaded.catalog
        last: dict[tuple[str, str], Attempt] = {}
        for attempt in self.loaded.attempts:
            whose = attempt.earner, attempt.badge
            if whose not in last or attempt.on >= last[whose].on:
                last[whose] = attempt
        slips: dict[str, list[Slip]] = {}
        for (earner, slug), attempt in last.items():
            is_behind = any(
                row.badge == slug and row.award.awarded >= attempt.on and self.book.standing(row)
                for row in self.book.of_earner.get(earner, ())
            )
            if not is_behind and attempt.recorded_at.date() >= first:
                judged = badge_version(catalog, slug, attempt.badge_version)
                slips.setdefault(earner, []).append(Slip(attempt, judged or catalog.badges[slug]))
        return slips

    def _rows(self, earner: str) -> Iterator[Issued]:
        for row in reversed(self.book.of_earner.get(earner, ())):
            if self.book.standing(row) and self._is_theirs(row):
                yield row

    def _is_theirs(self, row: Issued) -> bool:
        """The own copy, or the page copy where that serves as both."""
        copies = self.book.copies(row)
        return row.copy_ is Copy.OWN or all(
            each.copy_ is Copy.PAGE or not self.book.standing(each) for each in copies
        )

    def _read(self, row: Issued) -> Handed:
        signed = signed_file(self.desk, row)
        return Handed(row, signed, read_credential(parse_json(signed)), self._page(row))

    def _page(self, row: Issued) -> str:
        """Where that earned badge can be seen on the site."""
        if self.loaded.catalog.earners[row.earner].visibility is Visibility.PRIVATE:
            return ""
        shown = next((each for each in self.book.copies(row) if each.copy_ is Copy.PAGE), None)
        if shown is None or not self.book.standing(shown):
            return ""
        return addresses.credential_page(self.loaded.config.base_url, shown.credential)


def open_shelf(loaded: Loaded) -> Shelf:
    """All that `loaded` has signed."""
    return Shelf(loaded, desk_for(loaded), open_book(loaded.catalog.ledger))


def signed_file(desk: Desk, row: Issued) -> bytes:
    """The signed file of `row`, if it is the one that the ledger says.

    Raises:
        CatalogError: the file is missing, or is another.

    """
    path = desk.credential(row)
    where = Where(path.as_posix())
    try:
        signed = desk.signed.read(row)
    except OSError as error:
        message = f"the signed badge cannot be read: {error.strerror}"
        hint = "restore it, or let `badgepress issue` finish what was begun"
        raise CatalogError([Problem(where, Code.MISSING_FILE, message, hint)]) from None
    document = parse_json(signed)
    document.pop("proof", None)
    if f"sha256:{hashlib.sha256(dump_json(document)).hexdigest()}" != row.digest:
        message = "the signed badge is not the one that the ledger has"
        hint = "restore it from your version history"
        raise CatalogError([Problem(where, Code.DIGEST_MISMATCH, message, hint)])
    return signed
