"""Where issuing happens: the folders it writes to, and in which order.

1. New earners, so that no ledger row names a person who is not there.
2. What did not pass yet, in one append, synced; what a kill tore of it is cut off before.
3. A ledger row torn by an earlier kill is cut off; then all new rows in one append, synced.
4. For every row without its signed file, that file: whole or not at all.
5. Status lists that are missing or say other than the ledger.

A kill between or within these steps leaves a state from which the same steps finish: all
that is random or timed was fixed by step 3, so what they make is the same to the byte.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from os import SEEK_END
from pathlib import Path

from generator.issue.attempts import attempt_line
from generator.issue.batch import Batch
from generator.issue.book import open_book
from generator.issue.disk import Disk
from generator.issue.draft import Draws, RandomBytes, badge_version, current_key
from generator.issue.earner_files import earner_yaml
from generator.issue.earners_csv import with_earners
from generator.issue.key_file import SigningKey
from generator.issue.ledger_line import ledger_line
from generator.issue.sign import (
    CannotSignError,
    ListId,
    all_lists,
    ends_before,
    is_behind,
    keys_for_lists,
    list_keys,
    sign_list,
    sign_row,
    unknown_withdrawals,
)
from generator.issue.signed_badges import SignedBadges
from generator.model.attempt import Attempt
from generator.model.catalog import Catalog
from generator.model.earner import Earner
from generator.model.ledger import Copy, Erased, Issued, LedgerEntry
from generator.model.site_config import SiteConfig
from generator.source import Loaded

RENEW_BEFORE = timedelta(days=60)
"""A list that ends sooner is signed anew; `check` warns from the same day."""


_AT_ONCE = 250  # credentials that are put where they lie together


@dataclass(frozen=True, slots=True)
class Finished:
    """What was signed, and what was left and why."""

    credentials: tuple[Issued, ...]
    lists: tuple[ListId, ...]
    left: tuple[str, ...]
    """Sentences about rows and lists that could not be signed."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A loaded catalog and the disk it came from."""

    config: SiteConfig
    catalog: Catalog
    catalog_dir: Path
    people_dir: Path
    signed: SignedBadges
    """Where the signed credentials lie."""
    ledger_bytes: int
    """Length of the ledger up to its last whole row."""
    attempts: tuple[Attempt, ...] = ()
    attempts_bytes: int = 0
    """Length of the attempts' file up to the last whole one."""
    disk: Disk = field(default_factory=Disk)
    elsewhere: tuple[Erased, ...] = ()
    """What other shards' ledgers say of status lists: in the catalog's ledger, never written."""
    on_signed: Callable[[], None] = lambda: None
    """Called after each credential, to tell how far it has come."""

    @property
    def ledger(self) -> Path:
        """The ledger's file."""
        return self.people_dir / "ledger.jsonl"

    @property
    def attempts_file(self) -> Path:
        """The file of the attempts."""
        return self.people_dir / "attempts.jsonl"

    def credential(self, row: Issued) -> Path:
        """The file that holds the signed credential of `row`, or would; perhaps with others."""
        return self.signed.place(row)

    def status_list(self, issuer: str, number: int) -> Path:
        """Where a signed status list lies."""
        return self.catalog_dir / "status" / issuer / f"{number}.json"

    def own_ledger(self) -> tuple[LedgerEntry, ...]:
        """The rows that lie in this folder."""
        return self.catalog.ledger[len(self.elsewhere) :]

    def unsigned(self) -> tuple[Issued, ...]:
        """Standing rows without a file: a kill came between the ledger and the signing."""
        book = open_book(self.catalog.ledger)
        return tuple(
            row for row in book.issued.values() if book.standing(row) and not self.signed.has(row)
        )

    def is_unfinished(self) -> bool:
        """Whether a killed command left something that `finish` would sign."""
        book = open_book(self.catalog.ledger)
        stored = self.catalog.status_lists
        return bool(self.unsigned()) or any(
            is_behind(each, book, stored) for each in all_lists(book)
        )

    def torn(self) -> tuple[Path, ...]:
        """Files that end in a row that a kill tore."""
        files = (self.ledger, self.ledger_bytes), (self.attempts_file, self.attempts_bytes)
        return tuple(path for path, whole in files if _is_longer(path, whole))


def desk_for(loaded: Loaded, disk: Disk | None = None) -> Desk:
    """The desk of a loaded catalog."""
    return Desk(
        loaded.config,
        loaded.catalog,
        loaded.catalog_dir,
        loaded.people_dir,
        SignedBadges(loaded.people_dir, in_lines=bool(loaded.shard.name)),
        loaded.ledger_bytes,
        loaded.attempts,
        loaded.attempts_bytes,
        disk or Disk(),
    )


def write_down(
    desk: Desk,
    newcomers: Iterable[Earner],
    rows: Iterable[LedgerEntry],
    *,
    attempts: Iterable[Attempt] = (),
) -> Desk:
    """Steps 1 to 3; the desk with what it then knows."""
    newcomers, rows, attempts = tuple(newcomers), tuple(rows), tuple(attempts)
    _write_earners(desk, newcomers)
    lines = b"".join(attempt_line(each) for each in attempts)
    attempts_bytes = _append(desk.disk, desk.attempts_file, desk.attempts_bytes, lines)
    lines = b"".join(ledger_line(row) for row in rows)
    ledger_bytes = _append(desk.disk, desk.ledger, desk.ledger_bytes, lines)
    earners = {**desk.catalog.earners, **{each.slug: each for each in newcomers}}
    catalog = replace(desk.catalog, earners=earners, ledger=(*desk.catalog.ledger, *rows))
    return replace(
        desk,
        catalog=catalog,
        ledger_bytes=ledger_bytes,
        attempts=(*desk.attempts, *attempts),
        attempts_bytes=attempts_bytes,
    )


def recover(
    desk: Desk, *, random_bytes: RandomBytes, signed_at: datetime, draws: Draws | None = None
) -> Desk:
    """The desk after the rows were written down that a kill kept from being written.

    The first thing to do at a desk; also a torn row is cut off. `draws`: as of `Batch`.
    """
    batch = Batch(
        desk.catalog, desk.config, random_bytes=random_bytes, signed_at=signed_at, draws=draws
    )
    batch.complete()
    for row in desk.unsigned():
        earner = desk.catalog.earners.get(row.earner)
        badge = badge_version(desk.catalog, row.badge, row.badge_version)
        is_half = row.copy_ is Copy.PAGE and len(batch.book.copies(row)) == 1
        if is_half and earner is not None and row.name != earner.name and badge is not None:
            batch.add_own_copy(row, badge)
    return write_down(desk, (), batch.rows)


def finish(
    desk: Desk,
    keys: Iterable[SigningKey],
    *,
    as_of: datetime,
    renew_before: timedelta | None = RENEW_BEFORE,
) -> Finished:
    """Steps 4 and 5, with `keys`; lists that end within `renew_before` are signed anew too.

    With `renew_before` None, every list is.
    """
    keys = tuple(keys)
    signed, left = sign_credentials(desk, keys)
    lists, lists_left = sign_lists(desk, keys, as_of, renew_before)
    return Finished(signed, lists, (*left, *lists_left))


def sign_credentials(
    desk: Desk, keys: Sequence[SigningKey]
) -> tuple[tuple[Issued, ...], list[str]]:
    """Sign what the ledger has and the folders have not; that, and why some was left."""
    by_public_key = {key.public_key: key for key in keys}
    signed: list[Issued] = []
    left: list[str] = []
    bodies: list[tuple[Issued, bytes]] = []
    for row in desk.unsigned():
        key = by_public_key.get(row.key)
        if key is None:
            left.append(f"{row.credential} of '{row.badge}' still has to be signed with {row.key}")
            continue
        try:
            body = sign_row(row, key, desk.catalog, desk.config)
        except CannotSignError as error:
            left.append(str(error))
            continue
        bodies.append((row, body))
        if len(bodies) == _AT_ONCE:
            desk.signed.add(bodies, desk.disk)
            bodies.clear()
        signed.append(row)
        desk.on_signed()
    desk.signed.add(bodies, desk.disk)
    return tuple(signed), left


def sign_lists(
    desk: Desk, keys: Sequence[SigningKey], as_of: datetime, renew_before: timedelta | None
) -> tuple[tuple[ListId, ...], list[str]]:
    """Sign the status lists that are missing, behind, or end before long; see `finish`."""
    book = open_book(desk.catalog.ledger)
    stored = desk.catalog.status_lists
    by_issuer = list_keys(keys, desk.catalog, as_of)
    signed: list[ListId] = []
    left: list[str] = []
    for each in all_lists(book):
        issuer, number = each
        key = by_issuer.get(issuer)
        unknown = unknown_withdrawals(each, book, stored)
        if unknown:
            left.append(
                f"status list {number} of '{issuer}' says {unknown} withdrawals that the ledger "
                "does not, so it is not signed anew: restore the ledger from its newest backup, "
                f"or, if the list was damaged, remove {desk.status_list(issuer, number)}"
            )
            continue
        behind = is_behind(each, book, stored)
        if key is None:
            if behind:
                left.append(
                    f"status list {number} of '{issuer}' is behind the ledger; "
                    f"sign it with: badgepress renew --key FILE"
                )
        elif (
            behind
            or renew_before is None
            or ends_before(each, as_of + renew_before, stored, _may_sign(desk, issuer, as_of))
        ):
            body = sign_list(each, key, book, desk.catalog, desk.config, as_of=as_of)
            desk.disk.replace(desk.status_list(issuer, number), body)
            signed.append(each)
    return tuple(signed), left


def _may_sign(desk: Desk, issuer: str, at: datetime) -> set[str]:
    """The public keys whose signature of a status list is left as it is."""
    owner = desk.catalog.issuers[issuer]
    current = current_key(owner, at)
    return keys_for_lists(owner, at) | ({current.public_key} if current is not None else set())


def _append(disk: Disk, path: Path, whole: int, lines: bytes) -> int:
    """Cut off what is torn after `whole` bytes, then add `lines`; the length of the file."""
    if _is_longer(path, whole):
        disk.truncate(path, whole)
    if lines:
        disk.append(path, _missing_newline(path) + lines)
    return path.stat().st_size if path.exists() else 0


def _is_longer(path: Path, whole: int) -> bool:
    return path.exists() and path.stat().st_size > whole


def _missing_newline(path: Path) -> bytes:
    """A line break when the last row lacks one, as after an edit by hand."""
    if not path.exists():
        return b""
    with path.open("rb") as file:
        if file.seek(0, SEEK_END) == 0:
            return b""
        file.seek(-1, SEEK_END)
        return b"" if file.read(1) == b"\n" else b"\n"


def _write_earners(desk: Desk, newcomers: Iterable[Earner]) -> None:
    table = desk.people_dir / "earners.csv"
    newcomers = tuple(newcomers)
    if table.exists() and newcomers:
        desk.disk.replace(table, with_earners(table.as_posix(), table.read_bytes(), newcomers))
        return
    for earner in newcomers:
        path = desk.people_dir / "earners" / f"{earner.slug}.yml"
        desk.disk.replace(path, earner_yaml(earner))
