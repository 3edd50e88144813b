"""A desk in a registry: the people of one shard, and of all others only what lists need.

What other ledgers use and withdrew of status lists is put before the shard's own rows, as
rows that are nobody's (`Erased`); they are never written.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.issue.desk import Desk, desk_for
from generator.issue.disk import Disk
from generator.issue.judges import JUDGES
from generator.issue.ledger_index import LedgerIndex, read_index
from generator.issue.registry import Registry
from generator.model.earner import Earner
from generator.model.ledger import Erased, Issued
from generator.source import Loaded, Shard, load_people, load_roll, shard_for, shards_of

_TOKEN = re.compile(r"[0-9a-f]{32}")
_PREFIX = re.compile(r"[0-9a-f]{6,32}")


def desk_in_shards(base: Loaded, about: str | None, disk: Disk | None = None) -> Desk:
    """The desk for an earner, or a credential, by slug or id; None: for nobody's sake.

    Raises:
        CatalogError: with every mistake of that shard's files.

    """
    registry = Registry(base)
    shard = None if about is None else find_shard(base.people_top, about)
    people = base if shard is None else load_people(base, shard, to_sign=True)
    ledgers = {
        each.name: each.folder / "ledger.jsonl" for each in registry.shards() if each != shard
    }
    elsewhere = tuple(_elsewhere(read_index(ledgers, registry.memory)))
    catalog = replace(
        people.catalog,
        earners={**_assessors(people, base), **people.catalog.earners},
        ledger=(*elsewhere, *people.catalog.ledger),
    )
    return replace(desk_for(replace(people, catalog=catalog), disk), elsewhere=elsewhere)


def find_shard(people: Path, about: str) -> Shard:
    """Where an earner lies, or would; or where the credential was issued that `about` names."""
    inside = _TOKEN.search(about)
    wanted = inside.group() if inside is not None else about.strip().lower()
    if _PREFIX.fullmatch(wanted):
        said = re.compile(rb'"credential":\s*"' + wanted.encode())
        for shard in shards_of(people):
            ledger = shard.folder / "ledger.jsonl"
            if ledger.exists() and said.search(ledger.read_bytes()):
                return shard
    return shard_for(people, about)


def _elsewhere(index: LedgerIndex) -> Iterator[Erased]:
    """What lists say of other shards; of an issuer's last list also what is only used."""
    for row in index.lists():
        number, used = index.newest[row.issuer]
        taken = used if number == row.status_list else set()
        yield row.model_copy(update={"indexes": tuple(sorted({*row.indexes, *taken}))})


def _assessors(people: Loaded, base: Loaded) -> dict[str, Earner]:
    """People of other shards who assessed or approved what was earned here."""
    if people is base:
        return {}
    named = {
        slug
        for row in people.catalog.ledger
        if isinstance(row, Issued)
        for key in JUDGES
        if (slug := getattr(row.award, key)) is not None and slug not in people.catalog.earners
    }
    homes = {shard_for(base.people_top, slug) for slug in named}
    found = [load_roll(base, shard).catalog.earners for shard in sorted(homes)]
    return {slug: each for earners in found for slug, each in earners.items() if slug in named}


def forget_judge(people: Path, slug: str, disk: Disk, *, but: Path) -> int:
    """Take somebody out of other shards' rows that name them as who judged; how many."""
    count = 0
    for shard in shards_of(people):
        for name in ("ledger.jsonl", "attempts.jsonl"):
            path = shard.folder / name
            if shard.folder == but or not path.exists():
                continue
            body = path.read_bytes()
            if f'"{slug}"'.encode() not in body:
                continue
            lines = [_without_judge(line, slug) for line in body.splitlines(keepends=True)]
            changed = sum(old is not None for old in lines)
            if changed:
                both = zip(lines, body.splitlines(keepends=True), strict=True)
                disk.replace(path, b"".join(line if new is None else new for new, line in both))
                count += changed
    return count


def _without_judge(line: bytes, slug: str) -> bytes | None:
    """The row without `slug` as who judged; None where it does not say so."""
    if f'"{slug}"'.encode() not in line:
        return None
    row: dict[str, Any] = json.loads(line)
    judged = row.get("award", row)
    keys = [key for key in JUDGES if judged.get(key) == slug]
    for key in keys:
        del judged[key]
    return (json.dumps(row, ensure_ascii=False) + "\n").encode() if keys else None
