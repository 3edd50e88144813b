"""Who of other shards may be named as one of a team: the one thing that crosses shards on pages."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from generator.build.judge import Court
from generator.build.workers import Workers
from generator.model.award import TeamKey
from generator.model.catalog import Catalog
from generator.model.earner import Visibility
from generator.model.ledger import Copy, Issued
from generator.openbadges.status_list import is_set
from generator.site import Mate
from generator.site.relations import grouped
from generator.source import CatalogError, Loaded, Shard, load_people

Mates = Mapping[TeamKey, tuple[tuple[str, Mate], ...]]
"""Of each team, who may be named and in which shard they lie, newest badge first."""
_SAYS_A_TEAM = b'"team"'
_AT_ONCE = 1 << 24


def mates_in(base: Loaded, court: Court, shards: Iterable[Shard], workers: Workers) -> Mates:
    """Everybody who may be named; of shards only those are read in which somebody has a team."""
    with_teams = [each for each in shards if _says_a_team(each.folder / "ledger.jsonl")]
    told = workers.each(partial(_mates, court), with_teams, make=_base, given=(base,))
    return grouped(pair for pairs in told for pair in pairs)


def mates_elsewhere(
    people: Catalog, shard: str, mates: Mates
) -> Iterator[tuple[Issued, TeamKey, Mate]]:
    """Each badge of a shard that was earned with a team, with each of the team in other shards."""
    for row in people.ledger:
        key = row.award.team_key if isinstance(row, Issued) and mates else None
        if key is not None and isinstance(row, Issued):
            yield from ((row, key, mate) for at, mate in mates.get(key, ()) if at != shard)


def _says_a_team(ledger: Path) -> bool:
    try:
        with ledger.open("rb") as file:
            before = b""
            while part := file.read(_AT_ONCE):
                if _SAYS_A_TEAM in before + part:
                    return True
                before = part[-len(_SAYS_A_TEAM) :]
    except FileNotFoundError:
        pass
    return False


def _base(base: Loaded) -> Loaded:
    return base


def _mates(court: Court, base: Loaded, shard: Shard) -> list[tuple[TeamKey, tuple[str, Mate]]]:
    """Those of one shard, newest badge first."""
    try:
        people = load_people(base, shard).catalog
    except CatalogError:
        return []  # told when the shard is pressed
    rows = [row for row in people.ledger if isinstance(row, Issued)]
    replaced = {old for row in rows for old in row.replaces}
    rows.sort(key=lambda row: (row.award.awarded, row.signed_at, row.credential), reverse=True)
    return [
        (key, (shard.name, Mate(row.earner, row.name or "", row.credential)))
        for row in rows
        if (key := row.award.team_key) is not None
        and row.copy_ is Copy.PAGE
        and row.credential in people.assertions
        and row.credential not in replaced
        and people.earners[row.earner].visibility is Visibility.PUBLIC
        and not _is_withdrawn(row, court)
    ]


def _is_withdrawn(row: Issued, court: Court) -> bool:
    bits = court.lists.get((row.issuer, row.status_list))
    return bits is None or is_set(bits, row.status_index)
