"""What can be wrong between shards, each of which is right by itself.

Everything of a person lies in their shard, so that little crosses over: assessors who are
named, and what may be used once only.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.model.catalog import Catalog
from generator.model.earner import Earner, Visibility
from generator.model.ledger import Copy, Erased, Issued, Revoked
from generator.publish.guarded import last_half
from generator.source import Code, Loaded, Problem, Shard, Where
from generator.source.draft import LedgerLine
from generator.source.signed import named_assessor_problems

Entry = tuple[str, int]
"""A status list: its issuer's slug and its number."""
Named = tuple[str, str]
"""An assessor's slug, and the name that is signed."""


@dataclass(frozen=True, slots=True)
class Roll:
    """What one shard tells of its people for the others; no models, so it is small."""

    shard: Shard
    ids: "array[int]"
    """Of every credential and subject, its last half."""
    indexes: "Mapping[Entry, array[int]]"
    """Used entries of status lists."""
    assessors: Mapping[Named, Where]
    """Named in what is published of people here, lying in another shard; and where first."""


def call_roll(people: Loaded) -> Roll:
    """The roll of one shard, of which the earners and the ledger were read."""
    rows = [row for row in people.catalog.ledger if isinstance(row, Issued)]
    return Roll(
        shard=people.shard,
        ids=array("Q", (last_half(each) for row in rows for each in _ids(row))),
        indexes=_indexes(people.catalog),
        assessors=_assessors(people),
    )


def roll_problems(rolls: Sequence[Roll], read: Callable[[Shard], Loaded]) -> Iterator[Problem]:
    """What is wrong between shards; `read` reads the roll of one again, where something is."""
    yield from _repeats(rolls, read)
    homes: defaultdict[Shard, list[tuple[Named, Where]]] = defaultdict(list)
    for roll in rolls:
        for named, where in roll.assessors.items():
            home = next((each.shard for each in rolls if each.shard.holds(named[0])), roll.shard)
            homes[home].append((named, where))
    for shard, found in homes.items():
        earners = read(shard).catalog.earners
        for (slug, name), where in found:
            if slug in earners:
                yield from named_assessor_problems(name, earners[slug], where)


def _repeats(rolls: Sequence[Roll], read: Callable[[Shard], Loaded]) -> Iterator[Problem]:
    """Ids and entries of status lists that two shards use."""
    twice = _twice(roll.ids for roll in rolls)
    lists = {each for roll in rolls for each in roll.indexes}
    used = {
        each: _twice(roll.indexes[each] for roll in rolls if each in roll.indexes) for each in lists
    }
    first: dict[tuple[object, ...], Where] = {}
    for roll in rolls:
        if twice.isdisjoint(roll.ids) and all(
            used[each].isdisjoint(indexes) for each, indexes in roll.indexes.items()
        ):
            continue
        for line in read(roll.shard).draft.ledger:
            row = line.row
            if isinstance(row, Revoked):
                continue
            if isinstance(row, Erased):
                yield from _repeated_in(line, row, used[row.issuer, row.status_list], first)
                continue
            taken: list[tuple[str, tuple[object, ...], str]] = [
                (key, (each,), f"the {word} '{each}'")
                for key, word, each in (
                    ("credential", "credential id", row.credential),
                    ("subject", "subject", row.subject),
                )
                if last_half(each.removeprefix("urn:uuid:")) in twice
            ]
            if row.status_index in used[row.issuer, row.status_list]:
                index = (row.issuer, row.status_list, row.status_index)
                words = f"index {row.status_index} of status list {row.status_list}"
                taken.append(("status_index", index, words))
            for key, what, words in taken:
                where = line.source.where([key])
                earlier = first.setdefault(what, where)
                if earlier is not where:
                    message = f"{words} is taken already, in {earlier.path}:{earlier.line}"
                    yield Problem(where, Code.LEDGER_REPEAT, message)


def _repeated_in(
    line: LedgerLine, row: Erased, used: Collection[int], first: dict[tuple[object, ...], Where]
) -> Iterator[Problem]:
    """Entries of somebody who was erased that another shard uses."""
    where = line.source.where(["indexes"])
    for index in row.indexes:
        earlier = first.setdefault((row.issuer, row.status_list, index), where)
        if index in used and earlier is not where:
            message = f"index {index} of status list {row.status_list} is taken already, in "
            message += f"{earlier.path}:{earlier.line}"
            yield Problem(where, Code.LEDGER_REPEAT, message)


def _twice(columns: "Iterable[array[int]]") -> set[int]:
    """Numbers that stand in more than one of them."""
    together = array("Q")
    for column in columns:
        together.extend(sorted(set(column)))
    ordered = sorted(together)
    return {each for each, after in pairwise(ordered) if each == after}


def _ids(row: Issued) -> tuple[str, str]:
    return row.credential, row.subject.removeprefix("urn:uuid:")


def _indexes(catalog: Catalog) -> "dict[Entry, array[int]]":
    used: defaultdict[Entry, array[int]] = defaultdict(lambda: array("Q"))
    for row in catalog.ledger:
        if isinstance(row, Erased):
            used[row.issuer, row.status_list].extend(row.indexes)
        elif isinstance(row, Issued):
            used[row.issuer, row.status_list].append(row.status_index)
    return dict(used)


def _assessors(people: Loaded) -> dict[Named, Where]:
    found: dict[Named, Where] = {}
    for line in people.draft.ledger:
        row = line.row
        if not isinstance(row, Issued) or _is_private(people.catalog.earners.get(row.earner)):
            continue
        slug, name = row.award.assessor_id, row.award.assessor_name
        if slug and name and row.copy_ is Copy.PAGE and not people.shard.holds(slug):
            found.setdefault((slug, name), line.source.where(["award"]))
    return found


def _is_private(earner: Earner | None) -> bool:
    return earner is None or earner.visibility is Visibility.PRIVATE
