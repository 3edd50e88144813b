"""The signed history of an issuer's keys: ``issuers/<slug>.keys.jsonl``, beside its record."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from generator.model.base import CatalogModel, Instant, PublicKey
from generator.model.issuer import Issuer, Key
from generator.model.recognizer import Recognizer


class KeySet(CatalogModel):
    """Every key an issuer or recognizer lists, the newest last, and its recovery key."""

    keys: tuple[Key, ...]
    """Without notes, which prove nothing and may be mended."""
    recovery_key: PublicKey | None = None


class KeySetEntry(KeySet):
    """A key set, signed by a key of the one before or by its recovery key."""

    of: Annotated[str, Field(pattern=r"^(?:issuers|recognizers)/[a-z0-9-]+$")]
    at: Instant
    previous: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")] | None = None
    """Digest of the line before; the first entry has none."""
    signed_by: PublicKey
    signature: Annotated[str, Field(pattern=r"^z[1-9A-HJ-NP-Za-km-z]{60,100}$")]


@dataclass(frozen=True, slots=True)
class LoggedKeySet:
    """One line of a log."""

    entry: KeySetEntry
    line: bytes
    """Without its line break."""
    said: dict[str, Any]
    """The line's members, in their order."""


@dataclass(frozen=True, slots=True)
class KeyLog:
    """The log of one issuer or recognizer, oldest first."""

    path: str
    """As messages name it."""
    entries: Sequence[LoggedKeySet]


def key_set(owner: Issuer | Recognizer) -> KeySet:
    """The keys that the record of `owner` lists."""
    keys = tuple(key.model_copy(update={"note": None}) for key in owner.keys)
    return KeySet(keys=keys, recovery_key=owner.recovery_key)
