"""Issuing in a registry, whose people lie in shards: planned whole, carried out shard by shard.

1. Every row is planned beside its earner's shard, in worker processes; what crosses shards
   is asked and answered (`Abroad`), and a shard that needs answers is planned again. Nothing
   is written while anything is wrong anywhere.
2. The shards about to be written are noted in a journal. All chance is drawn here, so that
   any number of workers signs the same bytes.
3. Each shard gets its rows, durably, and then its signed credentials.
4. Status lists are signed once, and the journal goes.

A kill leaves the journal: the next run finishes the shards in it, and looks at no others.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from generator.issue.book import open_book
from generator.issue.crew import Crew
from generator.issue.desk import RENEW_BEFORE, Desk, desk_for, recover, sign_lists
from generator.issue.disk import Disk
from generator.issue.draft import IndexDraw, RandomBytes
from generator.issue.gather import gather
from generator.issue.key_file import SigningKey
from generator.issue.ledger_index import LedgerIndex, load_tally, read_index, remember
from generator.issue.part import Abroad
from generator.issue.planned import Notice
from generator.issue.shard_work import (
    Bench,
    Chance,
    Outline,
    ToWrite,
    everybody,
    plan_shard,
    unsigned_in,
    write_shard,
)
from generator.issue.sign import ListId, all_lists, is_behind
from generator.issue.whole_file import Crossing
from generator.model.earner import Earner
from generator.source import CatalogError, Loaded, Problem, Shard, load_people, shards_of
from generator.source.award_file import AwardFile
from generator.source.awards import AwardRow

WORK = ".badgepress"
"""The folder in the people folder for what may be lost."""


@dataclass(frozen=True, slots=True)
class Registry:
    """A catalog beside people in shards, and the disk they lie on."""

    base: Loaded
    disk: Disk = field(default_factory=Disk)

    @property
    def people(self) -> Path:
        """The folder of all people."""
        return self.base.people_top

    @property
    def plans(self) -> Path:
        """Where plans lie until they are carried out."""
        return self.people / WORK / "plans"

    @property
    def journal(self) -> Path:
        """The file of the shards in work."""
        return journal_of(self.people)

    @property
    def memory(self) -> Path:
        """The file of what is remembered of ledgers."""
        return self.people / WORK / "ledgers.sqlite"

    def shards(self) -> tuple[Shard, ...]:
        """All of them, in order."""
        return shards_of(self.people)

    def index(self) -> LedgerIndex:
        """What all ledgers say that has to be known at once."""
        ledgers = {each.name: each.folder / "ledger.jsonl" for each in self.shards()}
        return read_index(ledgers, self.memory)

    def unfinished(self) -> tuple[Shard, ...]:
        """The shards that a killed command was writing."""
        try:
            names = json.loads(self.journal.read_bytes())
        except (FileNotFoundError, ValueError):
            return ()
        return tuple(each for each in self.shards() if each.name in names)

    def bench(self, at: datetime, *, file: AwardFile | None, retired_too: bool = False) -> Bench:
        """What planning needs."""
        return Bench(self.base, file, self.plans, at, retired_too, disk=self.disk)


def journal_of(people: Path) -> Path:
    """Where the shards in work are noted."""
    return people / WORK / "issuing.json"


def unfinished(people: Path) -> bool:
    """Whether a killed command left shards to be finished."""
    return journal_of(people).exists()


@dataclass(frozen=True, slots=True)
class RegistryPlan:
    """What signing a file would do in a registry; the plans themselves lie in files."""

    outlines: tuple[Outline, ...]
    """One for each shard that has rows, in order."""
    notices: tuple[Notice, ...]

    @property
    def awards(self) -> int:
        """How many would be signed."""
        return sum(each.awards for each in self.outlines)

    @property
    def attempts(self) -> int:
        """How many would be written down."""
        return sum(each.attempts for each in self.outlines)

    @property
    def credentials(self) -> int:
        """How many the awards give."""
        return sum(len(each.credentials) for each in self.outlines)

    @property
    def issuers(self) -> tuple[str, ...]:
        """Whose keys are needed, by slug."""
        return tuple(sorted({issuer for each in self.outlines for issuer in each.credentials}))


def plan_registry(
    registry: Registry,
    crew: Crew,
    file: AwardFile | None,
    rows: Sequence[AwardRow] = (),
    problems: Iterable[Problem] = (),
    *,
    on_planned: Callable[[int], None] = lambda _: None,
) -> RegistryPlan:
    """Plan all rows of an awards file, which is `file` or was read whole into `rows`.

    Raises:
        CatalogError: with every mistake of every row.

    """
    shards = registry.shards()
    _empty(registry.plans)

    def ask_everybody() -> Iterator[Earner]:
        for earners in crew.run(everybody, shards):
            yield from earners

    found = gather(file, rows, registry.people, len(shards[0].name), ask_everybody)
    outlines: dict[str, Outline] = {}
    known = {
        name: Abroad(
            people=found.decided.get(name, {}), unclear=frozenset(found.unclear.get(name, ()))
        )
        for name in found.names()
    }
    for outline in crew.run(plan_shard, (found.of(each, known[each]) for each in found.names())):
        outlines[outline.shard.name] = outline
        on_planned(outline.rows)
    crossing = Crossing(crew, found, outlines, known, registry.base.catalog, registry.index)
    again = crossing.answer(file, ask_everybody)
    for outline in crew.run(plan_shard, (found.of(each, known[each]) for each in again)):
        outlines[outline.shard.name] = outline
    wrong = [*problems, *found.problems, *crossing.problems]
    wrong += [problem for each in outlines.values() for problem in each.problems]
    if wrong:
        raise CatalogError(sorted(set(wrong)))
    told = [notice for each in outlines.values() for notice in each.notices]
    notices = sorted([*found.notices, *crossing.notices, *told], key=lambda each: each.where)
    return RegistryPlan(tuple(outlines[name] for name in sorted(outlines)), tuple(notices))


def _empty(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in folder.iterdir():
        file.unlink()


# ── carrying out ─────────────────────────────────────────────────────────────────────────


def is_unfinished(registry: Registry) -> bool:
    """Whether a killed command left something to be signed."""
    if registry.journal.exists():
        return True
    book = open_book(registry.index().lists())
    stored = registry.base.catalog.status_lists
    return any(is_behind(each, book, stored) for each in all_lists(book))


@dataclass(frozen=True, slots=True)
class RegistryFinished:
    """What was signed, and what was left and why."""

    credentials: int
    lists: tuple[ListId, ...]
    left: tuple[str, ...]


def recover_registry(
    registry: Registry, crew: Crew, *, random_bytes: RandomBytes, signed_at: datetime
) -> tuple[Shard, ...]:
    """Write down what a kill kept from being written; the shards that have to be signed in.

    The first thing to do. Half written is at most one shard for each worker there was.
    """
    left = [shard for shard, count in crew.run(unsigned_in, registry.unfinished()) if count]
    if left:
        draws = _draws(registry.index(), random_bytes)
        for shard in sorted(left):
            people = load_people(registry.base, shard, to_sign=True, signed=False)
            desk = desk_for(people, registry.disk)
            recover(desk, random_bytes=random_bytes, signed_at=signed_at, draws=draws)
    return tuple(sorted(left))


def issue_in_registry(
    registry: Registry,
    crew: Crew,
    plan: RegistryPlan,
    left: Sequence[Shard],
    keys: Sequence[SigningKey],
    *,
    random_bytes: RandomBytes,
    signed_at: datetime,
    on_signed: Callable[[int], None] = lambda _: None,
) -> RegistryFinished:
    """Carry out `plan`, and finish the shards that a kill `left`; `crew` holds the keys."""
    wanted = [each for each in plan.outlines if each.wanted]
    shards = sorted({*(each.shard for each in wanted), *left, *registry.unfinished()})
    index = registry.index()
    draws = _draws(index, random_bytes)
    registry.disk.replace(registry.journal, json.dumps([each.name for each in shards]).encode())
    by_shard = {each.shard: each for each in wanted}
    work = [each for each in shards if each in by_shard or each in left]
    tasks = (ToWrite(each, _chance(by_shard.get(each), draws)) for each in work)
    signed = 0
    sentences: list[str] = []
    told: list[tuple[str, str, str]] = []
    try:
        for done in crew.run(write_shard, tasks):
            signed += done.signed
            sentences += done.left
            told.append((done.shard.name, done.stamp, done.told))
            on_signed(done.signed)
    finally:
        remember(registry.memory, told)
    for _, _, text in told:
        index.add(load_tally(text))
    lists, lists_left = _lists(registry, index, keys, signed_at)
    registry.disk.remove(registry.journal)
    _empty(registry.plans)
    return RegistryFinished(signed, lists, (*sentences, *lists_left))


def _lists(
    registry: Registry, index: LedgerIndex, keys: Sequence[SigningKey], at: datetime
) -> tuple[tuple[ListId, ...], list[str]]:
    catalog = replace(registry.base.catalog, ledger=index.lists())
    desk: Desk = desk_for(replace(registry.base, catalog=catalog), registry.disk)
    return sign_lists(desk, keys, at, RENEW_BEFORE)


def _draws(index: LedgerIndex, random_bytes: RandomBytes) -> IndexDraw:
    """Spares what any ledger uses; only the last list of an issuer is drawn from."""
    used = {issuer: {number: set(taken)} for issuer, (number, taken) in index.newest.items()}
    return IndexDraw(random_bytes, used)


def _chance(outline: Outline | None, draws: IndexDraw) -> Chance | None:
    if outline is None:
        return None
    return Chance(
        tuple((draws.random_bytes(32), *draws.draw(issuer)) for issuer in outline.credentials)
    )
