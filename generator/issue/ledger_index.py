"""What of all ledgers has to be known at once: status indexes, withdrawals, teams, identities.

It is gathered in one pass over the ledgers' lines, and remembered beside them for each that
is as it was: size, time, and the digest of its end. Who deletes the memory loses only time.
"""

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.issue.sign import ListId
from generator.model.ledger import Erased
from generator.source import CatalogError, Code, Problem, Where

_TAIL = 4096  # bytes at the end of a ledger, of which the digest is remembered
_SCHEMA = "CREATE TABLE ledgers1 (shard TEXT PRIMARY KEY, stamp TEXT, told TEXT, mark TEXT)"


@dataclass(frozen=True, slots=True)
class Tally:
    """What one ledger says that others have to know."""

    used: Mapping[ListId, list[int]]
    withdrawn: Mapping[ListId, list[int]]
    teams: tuple[tuple[str, str, str, str, str], ...]
    """Team, badge, day, identity and earner of each standing award of a team."""
    identities: Mapping[str, tuple[str, str, str]]
    """Badge, earner and day of every award with an `award_id`."""

    def dump(self) -> str:
        """As text, for `load_tally`."""
        return json.dumps(
            [
                [[*key, value] for key, value in self.used.items()],
                [[*key, value] for key, value in self.withdrawn.items()],
                self.teams,
                self.identities,
            ]
        )


def load_tally(text: str) -> Tally:
    """What `Tally.dump` wrote."""
    used, withdrawn, teams, identities = json.loads(text)
    return Tally(
        {(issuer, number): indexes for issuer, number, indexes in used},
        {(issuer, number): indexes for issuer, number, indexes in withdrawn},
        tuple((team, badge, day, identity, who) for team, badge, day, identity, who in teams),
        {key: (badge, who, day) for key, (badge, who, day) in identities.items()},
    )


def tally(ledger: Path) -> Tally:
    """Read the ledger's whole lines; its rows are right, or somebody will be told."""
    used: defaultdict[ListId, list[int]] = defaultdict(list)
    withdrawn: defaultdict[ListId, list[int]] = defaultdict(list)
    issued: dict[str, dict[str, Any]] = {}
    gone: set[str] = set()
    for row in _rows(ledger):
        kind = row.get("kind", "issued")
        if kind == "revoked":
            gone.add(row["credential"])
            continue
        key = row["issuer"], row["status_list"]
        if kind == "erased":
            used[key] += row["indexes"]
            withdrawn[key] += row.get("withdrawn", ())
            continue
        used[key].append(row["status_index"])
        issued[row["credential"]] = row
    for token in gone & issued.keys():
        row = issued[token]
        withdrawn[row["issuer"], row["status_list"]].append(row["status_index"])
    teams = dict.fromkeys(
        (
            row["award"]["team"],
            row["badge"],
            row["award"]["awarded"],
            row["award_identity"],
            row["earner"],
        )
        for token, row in issued.items()
        if token not in gone and row["award"].get("team") is not None
    )
    identities = {
        row["award_identity"]: (row["badge"], row["earner"], row["award"]["awarded"])
        for row in issued.values()
        if row["award"].get("award_id") is not None
    }
    return Tally(dict(used), dict(withdrawn), tuple(teams), identities)


def _rows(ledger: Path) -> Iterator[dict[str, Any]]:
    """The whole rows; the last one may be torn."""
    if not ledger.exists():
        return
    with ledger.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                row = json.loads(line) if line.strip() else {}
                if not row:
                    continue
                if row.get("kind", "issued") == "issued":
                    _ = row["status_list"], row["status_index"], row["award"]["awarded"]
            except (ValueError, KeyError, TypeError, AttributeError):
                if not line.endswith(b"\n"):
                    return
                where = Where(ledger.as_posix(), number)
                message, hint = "not readable as a ledger row", "restore it from a backup"
                problem = Problem(where, Code.SYNTAX, message, hint)
                raise CatalogError([problem]) from None
            yield row


@dataclass(slots=True)
class LedgerIndex:
    """The tallies of all ledgers, added up."""

    newest: dict[str, tuple[int, set[int]]] = field(default_factory=dict)
    """The number of each issuer's last list, and the indexes used in it."""
    withdrawn: defaultdict[ListId, set[int]] = field(default_factory=lambda: defaultdict(set))
    """By list; every list that is used is a key."""
    teams: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    identities: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def add(self, told: Tally) -> None:
        """Add what one ledger says."""
        for (issuer, number), indexes in told.used.items():
            self.withdrawn[issuer, number].update(told.withdrawn.get((issuer, number), ()))
            last, used = self.newest.setdefault(issuer, (number, set()))
            if number > last:
                last, used = self.newest[issuer] = (number, set())
            if number == last:
                used.update(indexes)
        self.teams += told.teams
        self.identities |= told.identities

    def lists(self) -> tuple[Erased, ...]:
        """Each list's withdrawals, in a row that signing a list can be handed."""
        return tuple(
            Erased(
                issuer=issuer,
                status_list=number,
                indexes=tuple(sorted(gone)),
                withdrawn=tuple(sorted(gone)),
            )
            for (issuer, number), gone in sorted(self.withdrawn.items())
        )


def read_index(ledgers: Mapping[str, Path], memory: Path) -> LedgerIndex:
    """The index of `ledgers`, by the names of their shards; those not in `memory` are read."""
    index, fresh = LedgerIndex(), []
    known = _recall(memory)
    for name, path in ledgers.items():
        stamp = stamp_of(path)
        if name in known and known[name][0] == stamp:
            told = load_tally(known[name][1])
        elif stamp:
            told = tally(path)
            fresh.append((name, stamp, told.dump()))
        else:
            continue
        index.add(told)
    remember(memory, fresh)
    return index


def stamp_of(ledger: Path) -> str:
    """By what a ledger is known again; nothing where there is none."""
    try:
        with ledger.open("rb") as file:
            status = os.fstat(file.fileno())
            file.seek(max(0, status.st_size - _TAIL))
            digest = sha256(file.read()).hexdigest()
    except FileNotFoundError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {digest}"


def remember(memory: Path, told: Iterable[tuple[str, str, str]]) -> None:
    """Keep the shard, the stamp and the tally of each; what can't be kept is read again."""
    told = tuple(told)
    if not told:
        return
    try:
        _store(memory, told)
    except sqlite3.Error:  # damaged: begun anew
        memory.unlink(missing_ok=True)
        _store(memory, told)


def _store(memory: Path, told: tuple[tuple[str, str, str], ...]) -> None:
    marked = [(*each, _mark(*each)) for each in told]
    memory.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    memory.touch(mode=0o600)
    with closing(sqlite3.connect(memory)) as store, store:
        store.execute(_SCHEMA.replace("TABLE", "TABLE IF NOT EXISTS"))
        store.executemany("INSERT OR REPLACE INTO ledgers1 VALUES (?, ?, ?, ?)", marked)


def _recall(memory: Path) -> dict[str, tuple[str, str]]:
    if not memory.exists():
        return {}
    try:
        with closing(sqlite3.connect(memory)) as store:
            rows = store.execute("SELECT shard, stamp, told, mark FROM ledgers1").fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        return {}
    return {
        shard: (stamp, told)
        for shard, stamp, told, mark in rows
        if mark == _mark(str(shard), str(stamp), str(told))
    }


def _mark(shard: str, stamp: str, told: str) -> str:
    """By what a damaged row is noticed."""
    return sha256(f"{shard} {stamp} {told}".encode()).hexdigest()
