"""Changes of an issuer's keys: written into its record, and signed for in its log.

First the record, then the log: a kill between leaves a record that `build` refuses, until
`keys log` signs for it or somebody puts it back.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from generator.issue.desk import Desk
from generator.issue.draft import current_key
from generator.issue.key_edits import Said, with_keys
from generator.issue.key_file import KeyRefusedError, SigningKey
from generator.model.issuer import Issuer
from generator.model.key_set import KeySet, LoggedKeySet, key_set
from generator.model.recognizer import Recognizer
from generator.openbadges.instants import format_instant
from generator.openbadges.key_log import chain_flaw, log_entry
from generator.source.document import read_document
from generator.source.parse import parse

OVERLAP = timedelta(seconds=1)
"""How long an old key counts beside the new one: what it signed in that very second is good."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An issuer or recognizer, with the files that tell its keys."""

    kind: str
    """Its folder: ``issuers`` or ``recognizers``."""
    record: Issuer | Recognizer
    file: Path
    log_file: Path
    log: tuple[LoggedKeySet, ...]
    """Oldest first; empty where there is none yet."""

    @property
    def of(self) -> str:
        """As its log names it: ``issuers/brook``."""
        return f"{self.kind}/{self.record.slug}"


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A change of keys, ready to be written."""

    holder: Holder
    body: bytes | None
    """What the record's file will say; None: it says so already."""
    entries: tuple[LoggedKeySet, ...]
    """What is added to the log."""


def holders(desk: Desk) -> Iterator[Holder]:
    """Everybody in the catalog who has keys, or may have."""
    records: Mapping[str, Mapping[str, Issuer | Recognizer]] = {
        "issuers": desk.catalog.issuers,
        "recognizers": desk.catalog.recognizers,
    }
    for kind, by_slug in records.items():
        folder = desk.catalog_dir / kind
        for slug, record in by_slug.items():
            log = desk.catalog.key_logs.get((kind, slug))
            yield Holder(
                kind,
                record,
                folder / f"{slug}.yml",
                folder / f"{slug}.keys.jsonl",
                tuple(log.entries) if log is not None else (),
            )


def rotation(
    holder: Holder, new: str, signer: SigningKey, at: datetime, *, anew: bool = False
) -> KeyChange:
    """The key in use is retired at `at`, and `new` takes its place; as `change` does."""
    old = current_key(holder.record, at)
    ended = {"retired": format_instant(at + OVERLAP)}
    return change(
        holder,
        signer,
        at,
        said={old.public_key: ended} if old is not None else {},
        added=[{"public_key": new, "created": format_instant(at)}],
        anew=anew,
    )


def change(
    holder: Holder,
    signer: SigningKey,
    at: datetime,
    *,
    said: Mapping[str, Said] | None = None,
    added: Sequence[Said] = (),
    record: Said | None = None,
    anew: bool = False,
) -> KeyChange:
    """The keys of `holder` as `with_keys` changes them, signed for by `signer`.

    A log that is yet to begin begins with the keys as they were. With `anew`, for who can sign
    with none of these, another log begins with the keys as they will be.

    Raises:
        CatalogError: the record's file cannot be edited.
        KeyRefusedError: `signer` may not sign for it.

    """
    path, data = holder.file.as_posix(), holder.file.read_bytes()
    body = with_keys(path, data, said=said, added=added, record=record)
    given = {"slug": holder.record.slug}
    after = parse(type(holder.record), read_document(path, body), given=given)
    holder = replace(holder, log=()) if anew else holder
    is_first = not (holder.log or anew)
    entries = [_next(holder, (), key_set(holder.record), signer, at)] if is_first else []
    entries.append(_next(holder, (*holder.log, *entries), key_set(after), signer, at))
    return KeyChange(holder, body, tuple(entries))


def signed_for(holder: Holder, signer: SigningKey, at: datetime) -> KeyChange:
    """The keys as the record lists them now; raises as `change` does."""
    entry = _next(holder, holder.log, key_set(holder.record), signer, at)
    return KeyChange(holder, None, (entry,))


def is_signed_for(holder: Holder) -> bool:
    """Whether the log ends in the keys as the record lists them now."""
    now = key_set(holder.record)
    last = holder.log[-1].entry if holder.log else None
    return last is not None and (last.keys, last.recovery_key) == (now.keys, now.recovery_key)


def write_change(change: KeyChange, desk: Desk) -> None:
    """Write the record, then the log, each whole or not at all."""
    if change.body is not None:
        desk.disk.replace(change.holder.file, change.body)
    lines = [each.line + b"\n" for each in (*change.holder.log, *change.entries)]
    desk.disk.replace(change.holder.log_file, b"".join(lines))


def _next(
    holder: Holder, log: Sequence[LoggedKeySet], keys: KeySet, signer: SigningKey, at: datetime
) -> LoggedKeySet:
    """The entry for `keys` that comes after `log`.

    Raises:
        KeyRefusedError: `signer` may not sign it.

    """
    entry = log_entry(
        keys,
        of=holder.of,
        at=at,
        after=log[-1] if log else None,
        signed_by=signer.public_key,
        sign=signer.sign,
    )
    flaw = chain_flaw([*log, entry], holder.of)
    if flaw is not None:
        raise KeyRefusedError(
            f"this change of the keys of {holder.record.name} cannot be signed so: {flaw[1]}",
            "a key that is listed and in force signs it, or the recovery key",
        )
    return entry
