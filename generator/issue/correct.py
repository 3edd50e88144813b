"""What a reissue corrects: which credentials are meant, and what the new ones say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.issue.award_checks import Flaw, flaws
from generator.issue.batch import Batch, stacking_order, unstacked
from generator.issue.book import Book, open_book
from generator.issue.codes import IssueCode
from generator.issue.copies import copies_for
from generator.issue.draft import WireCheck, badge_version, digest_of
from generator.issue.judges import JUDGES, judge_flaws
from generator.issue.newcomers import Person, Register, UnclearPersonError
from generator.issue.teams import keep_evidence, name_flaws
from generator.model import addresses
from generator.model.assessors import Holdings
from generator.model.award import Award
from generator.model.badge import Badge
from generator.model.catalog import Catalog, stolen_keys
from generator.model.earner import Earner
from generator.model.ledger import Issued
from generator.model.names import Unshown
from generator.model.site_config import SiteConfig
from generator.source import CatalogError, Problem, Where
from generator.source.awards import AwardRow

_TOKEN = re.compile(r"[0-9a-f]{32}")
_SHORTEST_PREFIX = 6  # of an id; one in 16 million others begins so


class UnknownCredentialError(Exception):
    """Why a text names no credential of the ledger, or more than one; one sentence."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One award to be signed anew, in place of `replaces`."""

    award: Award
    badge: Badge
    replaces: tuple[Issued, ...]


def find_credential(text: str, book: Book) -> Issued:
    """The credential that `text` names: its id's 32 digits, their beginning, or an address.

    Raises:
        UnknownCredentialError: none, or several.

    """
    inside = _TOKEN.search(text)
    wanted = inside.group() if inside is not None else text.strip().lower()
    found = [row for token, row in book.issued.items() if token.startswith(wanted)]
    if len(wanted) < _SHORTEST_PREFIX or not found:
        raise UnknownCredentialError(f"the ledger has no credential '{text}'")
    if len(found) > 1:
        raise UnknownCredentialError(f"{len(found)} credentials begin with '{text}': give more")
    return found[0]


def standing_copies(row: Issued, book: Book) -> tuple[Issued, ...]:
    """`row` and its other copy, unless they were withdrawn.

    Raises:
        UnknownCredentialError: it was withdrawn, or replaced.

    """
    if book.standing(row):
        return tuple(each for each in book.copies(row) if book.standing(each))
    newer = book.replaced_by.get(row.credential)
    if newer:
        raise UnknownCredentialError(f"{row.credential} was replaced by {newer[0]}: name that one")
    raise UnknownCredentialError(
        f"{row.credential} was withdrawn on {book.revoked[row.credential].on}, which is final"
    )


def corrections_for_earner(earner: str, catalog: Catalog, config: SiteConfig) -> list[Correction]:
    """All that `earner` holds, to be signed anew with what the catalog says today."""
    book = open_book(catalog.ledger)
    groups = {
        copies[0].credential: copies
        for row in book.of_earner.get(earner, ())
        if book.standing(row)
        for copies in [standing_copies(row, book)]
    }
    found = [correction_of(copies, catalog, config) for copies in groups.values()]
    return with_stacks(found, catalog, config)


def with_stacks(
    corrections: Sequence[Correction], catalog: Catalog, config: SiteConfig
) -> list[Correction]:
    """`corrections`, and those of every stack that is made of what they replace.

    A stack names its parts by their addresses; the old ones lead a verifier nowhere.
    """
    book = open_book(catalog.ledger)
    found = list(corrections)
    for each in found:  # grows while it is walked: a stack may be part of another
        gone = {addresses.credential(config.base_url, row.credential) for row in each.replaces}
        known = {row.credential for one in found for row in one.replaces}
        for row in book.of_earner[each.award.earner]:
            names_it = not gone.isdisjoint(row.award.components)
            if names_it and book.standing(row) and row.credential not in known:
                copies = standing_copies(row, book)
                known |= {copy.credential for copy in copies}
                found.append(correction_of(copies, catalog, config))
    order = stacking_order([each.award for each in found], catalog)
    return sorted(found, key=lambda each: order.index(each.award))


def correction_of(
    copies: Sequence[Issued], catalog: Catalog, config: SiteConfig, row: AwardRow | None = None
) -> Correction:
    """The award of `copies` as it is to be signed now; `row` holds corrected fields.

    The badge's version stays the one that was earned, as long as the catalog has it.

    Raises:
        CatalogError: `row` is about another badge or earner.

    """
    old = copies[0]
    award = unstacked(old.award, catalog, config)
    if row is not None:
        _refuse_another(row, old, catalog)
        award = Award(badge=old.badge, earner=old.earner, **row.award)
        award = keep_evidence(award, old.award)
        if row.feedback is not None and award.attempt is None:  # a score sheet leaves it to us
            award = award.model_copy(update={"attempt": old.award.attempt})
    badge = badge_version(catalog, old.badge, old.badge_version) or catalog.badges[old.badge]
    return Correction(award, badge, tuple(copies))


def check_correction(
    correction: Correction,
    catalog: Catalog,
    config: SiteConfig,
    *,
    as_of: datetime,
    where: Where,
    row: AwardRow | None = None,
) -> list[Problem]:
    """What keeps the corrected award from being signed; a retired badge stays earned.

    `where` is the place of what was not corrected in `row`.
    """
    award, badge = correction.award, correction.badge

    def place(flaw: Flaw) -> Where:
        return row.at(*flaw.field) if row is not None else where

    wrong = list(flaws(award, badge, as_of, retired_too=True))
    wrong += name_flaws(award, Unshown(catalog.earners.values()))
    before = correction.replaces[0].award
    if any(getattr(award, key) != getattr(before, key) for key in JUDGES):
        holds = Holdings(catalog.ledger).held
        policy, earners = config.rigor, catalog.earners
        wrong += judge_flaws(award, badge, policy, earners=earners, holds=holds)
    problems = [Problem(place(flaw), flaw.code, flaw.message, flaw.hint) for flaw in wrong]
    name = catalog.earners[award.earner].name
    here = row.where if row is not None else where
    return problems + [
        Problem(here, IssueCode.CANNOT_BE_SIGNED, f"cannot be signed: {found}")
        for found in WireCheck(catalog, config).flaws(award, name, badge)
    ]


def says_the_same(
    correction: Correction, batch: Batch, catalog: Catalog, config: SiteConfig
) -> bool:
    """Whether signing anew would change nothing but ids and dates, and a key that was stolen."""
    stolen = {key for _, key in stolen_keys(catalog)}
    olds = {row.copy_: row for row in correction.replaces}
    wanted = dict(copies_for(catalog.earners[correction.award.earner]))
    if {copy: row.name for copy, row in olds.items()} != wanted:
        return False
    return all(
        row.key not in stolen
        and row.award == batch.with_components(correction.award, correction.badge, copy)
        and row.badge_version == correction.badge.version
        and row.digest == digest_of(row, correction.badge, catalog, config)
        for copy, row in olds.items()
    )


def _is_of(row: AwardRow, earner: Earner) -> bool:
    """Whether `row` names `earner`, as rows of new awards do."""
    if row.earner is not None:
        return row.earner == earner.slug
    try:
        found, _ = Register({earner.slug: earner}).find(Person(name=row.name, email=row.email))
    except UnclearPersonError:  # nobody has that address
        return False
    return found is earner


def _refuse_another(row: AwardRow, old: Issued, catalog: Catalog) -> None:
    """A reissue corrects an award; another badge or person is another award."""
    hint = "withdraw this one with 'badgepress revoke', then issue the right one"
    problems = []
    if row.badge.casefold() not in {old.badge, catalog.badges[old.badge].name.casefold()}:
        message = f"the credential is for '{old.badge}', the row for '{row.badge}'"
        problems.append(Problem(row.at("badge"), IssueCode.NOT_THIS_AWARD, message, hint))
    said = {key: getattr(row, key) for key in ("earner", "name", "email")}
    place = next((key for key, value in said.items() if value is not None), None)
    if place is not None and not _is_of(row, catalog.earners[old.earner]):
        message = f"the credential is {old.earner}'s, the row is for '{said[place]}'"
        problems.append(Problem(row.at(place), IssueCode.NOT_THIS_AWARD, message, hint))
    if problems:
        raise CatalogError(problems)
