"""From ledger rows to signed bytes; with the same key, always the same ones."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.issue.book import Book
from generator.issue.draft import badge_version, current_key, wire_digest
from generator.issue.key_file import SigningKey
from generator.model.addresses import issuer_did, status_list
from generator.model.catalog import Catalog, Stored
from generator.model.issuer import Issuer, KeyUse
from generator.model.ledger import Issued
from generator.model.recognizer import Recognizer
from generator.model.site_config import SiteConfig
from generator.openbadges.credential import unsigned_credential
from generator.openbadges.instants import InstantError, parse_instant
from generator.openbadges.proof import add_proof
from generator.openbadges.status_list import (
    MINIMUM_ENTRIES,
    StatusListError,
    decode_bits,
    status_list_credential,
    with_set,
)
from generator.openbadges.strict_json import StrictJsonError, dump_json, parse_json

ListId = tuple[str, int]
"""An issuer's slug and the number of its status list."""


class CannotSignError(Exception):
    """Why a ledger row can't be signed; one sentence."""


def sign_row(row: Issued, key: SigningKey, catalog: Catalog, config: SiteConfig) -> bytes:
    """The signed credential of `row`.

    Raises:
        CannotSignError: another key, or the catalog no longer holds what the row was
            made from.

    """
    badge, issuer = (
        badge_version(catalog, row.badge, row.badge_version),
        catalog.issuers[row.issuer],
    )
    wire = None
    if badge is not None:
        wire = unsigned_credential(row, badge=badge, issuer=issuer, config=config)
    if wire is None or wire_digest(wire) != row.digest:
        raise CannotSignError(
            f"the badge '{row.badge}', its issuer or the site's configuration was changed after "
            f"the ledger row of {row.credential} was written"
        )
    if key.public_key != row.key:
        raise CannotSignError(f"{row.credential} is to be signed with the key {row.key}")
    signed = add_proof(
        wire,
        sign=key.sign,
        verification_method=f"{issuer_did(config, issuer)}#{row.key}",
        created=row.signed_at,
    )
    return dump_json(signed)


@dataclass(frozen=True, slots=True)
class ListState:
    """What a signed status list says."""

    bits: bytes
    valid_until: datetime
    verification_method: str


def revocation_bits(book: Book, issuer: str, number: int) -> bytes:
    """The bits of a list, as the ledger has them: it, not the last list, is the record."""
    withdrawn = [
        row.status_index
        for row in book.issued.values()
        if (row.issuer, row.status_list) == (issuer, number) and not book.standing(row)
    ]
    for erased in book.erased:
        if (erased.issuer, erased.status_list) == (issuer, number):
            withdrawn += erased.withdrawn
    return with_set(bytes(MINIMUM_ENTRIES // 8), withdrawn)


def is_behind(each: ListId, book: Book, stored: Mapping[ListId, Stored]) -> bool:
    """Whether a list is missing, or says other than the ledger."""
    state = _state(stored[each].body) if each in stored else None
    return state is None or state.bits != revocation_bits(book, *each)


def unknown_withdrawals(each: ListId, book: Book, stored: Mapping[ListId, Stored]) -> int:
    """How many withdrawals a stored list says that the ledger does not.

    A withdrawal is final, so a ledger without it is an old one, put back from a backup.
    """
    state = _state(stored[each].body) if each in stored else None
    if state is None:
        return 0
    said = int.from_bytes(state.bits, "big")
    known = int.from_bytes(revocation_bits(book, *each).ljust(len(state.bits), b"\0"), "big")
    return (said & ~known).bit_count()


def ends_before(
    each: ListId,
    moment: datetime,
    stored: Mapping[ListId, Stored],
    signed_by: Collection[str],
) -> bool:
    """Whether a list ends before `moment`, or was signed with a key that `signed_by` lacks."""
    state = _state(stored[each].body) if each in stored else None
    if state is None:
        return True
    key = state.verification_method.rpartition("#")[2]
    return state.valid_until < moment or key not in signed_by


def all_lists(book: Book) -> tuple[ListId, ...]:
    """Every list that a credential names, in order."""
    return tuple(
        sorted((issuer, number) for issuer, lists in book.indexes.items() for number in lists)
    )


def sign_list(
    each: ListId,
    key: SigningKey,
    book: Book,
    catalog: Catalog,
    config: SiteConfig,
    *,
    as_of: datetime,
) -> bytes:
    """The status list `each`, signed at `as_of` and valid from then on."""
    issuer = catalog.issuers[each[0]]
    did = issuer_did(config, issuer)
    unsigned = status_list_credential(
        url=status_list(config.base_url, *each),
        issuer=did,
        bits=revocation_bits(book, *each),
        valid_from=as_of,
        valid_until=as_of + timedelta(days=config.issuing.status_list_days),
    )
    return dump_json(
        add_proof(
            unsigned,
            sign=key.sign,
            verification_method=f"{did}#{key.public_key}",
            created=as_of,
        )
    )


def keys_by_issuer(
    keys: Iterable[SigningKey], catalog: Catalog, at: datetime
) -> dict[str, SigningKey]:
    """Each key under the issuers whose current one it is at `at`."""
    by_public_key = {key.public_key: key for key in keys}
    found: dict[str, SigningKey] = {}
    for slug, issuer in catalog.issuers.items():
        listed = current_key(issuer, at)
        if listed is not None and listed.public_key in by_public_key:
            found[slug] = by_public_key[listed.public_key]
    return found


def list_keys(keys: Iterable[SigningKey], catalog: Catalog, at: datetime) -> dict[str, SigningKey]:
    """The one of `keys` that signs each issuer's status lists: its current one, if it is there."""
    keys = tuple(keys)
    for_lists = {
        slug: key
        for slug, issuer in catalog.issuers.items()
        for key in keys
        if key.public_key in keys_for_lists(issuer, at)
    }
    return {**for_lists, **keys_by_issuer(keys, catalog, at)}


def keys_for_lists(issuer: Issuer | Recognizer, at: datetime) -> set[str]:
    """The public keys that may sign status lists alone at `at`."""
    return {
        key.public_key for key in issuer.keys if key.use is KeyUse.STATUS and key.is_in_force(at)
    }


def _state(body: bytes) -> ListState | None:
    """What the stored list says; None where it can't be read and must be made anew."""
    try:
        wire = parse_json(body)
        return ListState(
            decode_bits(wire["credentialSubject"]["encodedList"]),
            parse_instant(wire["validUntil"]),
            wire["proof"][0]["verificationMethod"],
        )
    except (StrictJsonError, StatusListError, InstantError, KeyError, TypeError, IndexError):
        return None
