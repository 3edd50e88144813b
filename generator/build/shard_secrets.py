"""What the people of each shard keep back, in files beside them, and one list of all of it.

What one shard keeps back is looked for in the pages of every other. No process holds all of it
as objects: it is packed by shard, joined once, and read by every process that scans. The files
are JSON, never pickled: whoever hands over a folder of people could hand over a program with it.
"""

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.build.leaks import guarded
from generator.model import addresses
from generator.model.ledger import Issued
from generator.publish.guarded import Guarded
from generator.publish.place import write_whole
from generator.publish.watchlist import Watchlist, joined, watch
from generator.site import Mate
from generator.source import Loaded

PRIVATE = ".badgepress"
"""Beside the people: what is kept of them. Deleting it changes nothing but time."""
_SECRETS = "secrets"
_ARRAYS = ("keys", "places", "ids", "rows")


@dataclass(frozen=True, slots=True)
class Secrets:
    """What one shard keeps back."""

    watchlist: Watchlist
    homes: dict[int, frozenset[str]]
    """As of `Guarded`; likewise the next."""
    signed: dict[str, frozenset[str]]

    def of(self, base: Guarded) -> Guarded:
        """What may stand where on the pages of this shard; `base` is the catalog's own."""
        return replace(base, homes=self.homes, signed=self.signed)


def secrets_folder(people: Path) -> Path:
    """Where shards leave what they keep back; for nobody else to read.

    Raises:
        OSError: the disk refuses.

    """
    beside = people / PRIVATE
    for folder in (beside, beside / _SECRETS):
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
    (beside / ".gitignore").write_text("*\n")
    return beside / _SECRETS


def keep_secrets(
    folder: Path,
    people: Loaded,
    mates: Iterable[tuple[Issued, Mate]],
    offices: frozenset[str],
) -> None:
    """Write what the people of one shard keep back into `folder`.

    `offices` have addresses that may be published; `mates` are people of other shards, with the
    badge on whose page they may be named.
    """
    found = guarded(people, offices)
    signed = dict(found.signed)
    for row, mate in mates:
        page = addresses.credential_page("", row.credential)
        signed[page] = signed.get(page, frozenset()) | {mate.name}
    body = {
        "watchlist": _packed(watch(found.terms, found.ids)),
        "homes": [[half, sorted(at)] for half, at in found.homes.items()],
        "signed": [[at, sorted(names)] for at, names in signed.items()],
    }
    _write(folder / f"{people.shard.name}.json", body)


def secrets_digest(folder: Path, shard: str) -> str:
    """The digest of what `keep_secrets` wrote of a shard; empty: nothing is there."""
    try:
        return sha256((folder / f"{shard}.json").read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def read_secrets(folder: Path, shard: str) -> Secrets:
    """What `keep_secrets` wrote of a shard."""
    said = json.loads((folder / f"{shard}.json").read_bytes())
    return Secrets(
        _unpacked(said["watchlist"]),
        {half: frozenset(at) for half, at in said["homes"]},
        {at: frozenset(names) for at, names in said["signed"]},
    )


def join_secrets(folder: Path, shards: Iterable[str]) -> Path:
    """Join the watchlists of `shards` into one file of `folder`."""
    whole = folder / "all.json"
    _write(whole, _packed(joined([read_secrets(folder, each).watchlist for each in shards])))
    return whole


def read_joined(whole: Path) -> Watchlist:
    """What `join_secrets` wrote."""
    return _unpacked(json.loads(whole.read_bytes()))


def _write(path: Path, body: dict[str, Any]) -> None:
    path.unlink(missing_ok=True)
    write_whole(path, json.dumps(body).encode(), mode=0o600)


def _packed(watchlist: Watchlist) -> dict[str, Any]:
    return {
        **{name: b64encode(getattr(watchlist, name).tobytes()).decode() for name in _ARRAYS},
        "heads": [head.decode() for head in sorted(watchlist.heads)],
        "records": watchlist.records.decode(),
        "anywhere": [[word.decode(), place] for word, place in watchlist.anywhere],
        "files": watchlist.files,
    }


def _unpacked(said: dict[str, Any]) -> Watchlist:
    return Watchlist(
        heads=frozenset(head.encode() for head in said["heads"]),
        records=said["records"].encode(),
        anywhere=tuple((word.encode(), place) for word, place in said["anywhere"]),
        files=tuple(said["files"]),
        **{name: array("Q", b64decode(said[name])) for name in _ARRAYS},
    )
