"""What is done in one shard of a registry, in whatever process: planning, and carrying out.

Between the two a shard's plan lies in a file of the people folder's own working folder, so
that nobody has to hold all plans in memory, and no row is read twice.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from generator.issue.batch import Batch
from generator.issue.book import open_book
from generator.issue.copies import copies_for
from generator.issue.desk import Desk, desk_for, sign_credentials, write_down
from generator.issue.disk import Disk
from generator.issue.draft import RandomBytes
from generator.issue.key_file import SigningKey, handed_over
from generator.issue.ledger_index import stamp_of, tally
from generator.issue.part import Abroad, Part, plan_part
from generator.issue.plan import Planner
from generator.issue.planned import Notice, Plan
from generator.model.attempt import Attempt
from generator.model.award import Award
from generator.model.earner import Earner
from generator.model.ledger import Copy, Issued, LedgerEntry, Revoked
from generator.source import CatalogError, Loaded, Problem, Shard, load_people
from generator.source.award_file import AwardFile, Span
from generator.source.awards import AwardRow

MOST_TOLD = 20
"""Awards of a shard that are told one by one."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What every shard's work needs."""

    base: Loaded
    """The catalog, without people."""
    file: AwardFile | None
    plans: Path
    """The folder of the plans."""
    at: datetime
    retired_too: bool = False
    keys: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    """Public and private halves, for workers."""
    signers: tuple[SigningKey, ...] = field(default=(), repr=False)
    """Keys that only this process can use."""
    disk: Disk = field(default_factory=Disk)

    def with_keys(self, keys: tuple[tuple[str, bytes], ...]) -> "Bench":
        """The same bench, at which workers sign."""
        return replace(self, keys=keys)

    def plan_file(self, shard: Shard) -> Path:
        """Where a shard's plan lies."""
        return self.plans / f"{shard.name or 'all'}.jsonl"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one shard: where they stand in the file, or themselves, and what is known."""

    shard: Shard
    spans: tuple[Span, ...] = ()
    rows: tuple[AwardRow, ...] = ()
    abroad: Abroad = field(default_factory=Abroad)

    def read(self, file: AwardFile | None) -> tuple[list[AwardRow], list[Problem]]:
        """Them, and what is wrong with some."""
        if file is None:
            return list(self.rows), []
        try:
            return file.rows(self.spans)
        except CatalogError as error:
            return [], list(error.problems)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a shard's plan would do, in few words; the plan itself is in its file."""

    shard: Shard
    part: Part
    """Without the plan."""
    problems: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
    lines: tuple[str, ...] = ()
    awards: int = 0
    attempts: int = 0
    newcomers: tuple[Earner, ...] = ()
    already: int = 0
    attempts_already: int = 0
    credentials: tuple[str, ...] = ()
    """The issuer of each, in the order of signing."""
    rows: int = 0
    wanted: bool = False
    """Whether there is anything to write."""


def plan_shard(bench: Bench, task: Rows) -> Outline:
    """Plan the rows of one shard, and leave the plan in its file."""
    try:
        people = load_people(bench.base, task.shard, to_sign=True, signed=False)
    except CatalogError as error:
        return Outline(task.shard, Part(), tuple(error.problems))
    rows, problems = task.read(bench.file)
    part = plan_part(
        rows,
        people,
        as_of=bench.at,
        retired_too=bench.retired_too,
        problems=problems,
        abroad=task.abroad,
    )
    plan = part.plan
    told = replace(part, plan=None)
    if plan is None:
        return Outline(task.shard, told, part.problems, rows=len(rows))
    wanted = bool(plan.awards or plan.attempts)
    if wanted:
        _keep_plan(bench.plan_file(task.shard), plan)
    earners = plan.catalog.earners
    issuer = {slug: badge.issuer for slug, badge in plan.catalog.badges.items()}
    return Outline(
        task.shard,
        told,
        notices=plan.notices,
        lines=tuple(_line(award, earners) for award in plan.awards[:MOST_TOLD]),
        awards=len(plan.awards),
        attempts=len(plan.attempts),
        newcomers=plan.newcomers,
        already=plan.already,
        attempts_already=plan.attempts_already,
        credentials=tuple(
            issuer[award.badge] for award in plan.awards for _ in copies_for(earners[award.earner])
        ),
        rows=len(rows),
        wanted=wanted,
    )


def _line(award: Award, earners: Mapping[str, Earner]) -> str:
    earner = earners[award.earner]
    copies = [copy for copy, _ in copies_for(earner)]
    kind = " and ".join("a page" if copy is Copy.PAGE else "an own copy" for copy in copies)
    return f"  {award.awarded}  {award.badge}  {earner.name} ({earner.slug}): {kind}"


def _keep_plan(path: Path, plan: Plan) -> None:
    first = {
        "newcomers": [json.loads(each.model_dump_json()) for each in plan.newcomers],
        "attempts": [json.loads(each.model_dump_json()) for each in plan.attempts],
    }
    lines = [json.dumps(first), *(award.model_dump_json() for award in plan.awards)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


# ── asking a shard about its people ──────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Question:
    """Asks who of these is an earner of the shard, and what they hold."""

    rows: Rows
    slugs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """Those who are, with their rows of the ledger and of the file."""

    earners: frozenset[str]
    ledger: tuple[LedgerEntry, ...]
    awards: tuple[Award, ...]


def answer(bench: Bench, question: Question) -> Answer:
    """What a shard knows of its people."""
    people = load_people(bench.base, question.rows.shard, to_sign=True, signed=False)
    ledger = [
        row
        for row in people.catalog.ledger
        if isinstance(row, Issued) and row.earner in question.slugs
    ]
    tokens = {row.credential for row in ledger}
    withdrawn = [
        row
        for row in people.catalog.ledger
        if isinstance(row, Revoked) and row.credential in tokens
    ]
    rows, _ = question.rows.read(bench.file)
    planner = Planner(
        people.catalog, people.config, bench.at, open_book(()), retired_too=True, recorded=()
    )
    awards, new = [], set()
    for row in rows:
        decided = question.rows.abroad.people.get(row.where.line)
        slug = decided.slug if decided is not None else row.earner
        if slug not in question.slugs:
            continue
        new |= {slug} if row.name is not None or decided is not None else set()
        badge = planner.badge_of(row)
        if badge in people.catalog.badges:
            awards.append(Award(badge=badge, earner=slug, **row.award))
    known = question.slugs & people.catalog.earners.keys()
    return Answer(frozenset(known | new), (*ledger, *withdrawn), tuple(awards))


def everybody(bench: Bench, shard: Shard) -> tuple[Earner, ...]:
    """The earners of a shard."""
    people = load_people(bench.base, shard, to_sign=True, signed=False)
    return tuple(people.catalog.earners.values())


# ── carrying out ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Chance:
    """All that is random about the credentials of one shard, drawn before."""

    drawn: tuple[tuple[bytes, int, int], ...]
    """For each: 32 random bytes, the number of the status list, the index in it."""


class _Dealt:
    """Deals out what was drawn, one credential after the other."""

    def __init__(self, chance: Chance) -> None:
        self._bytes = b"".join(each[0] for each in chance.drawn)
        self._places = iter([each[1:] for each in chance.drawn])
        self._at = 0

    @property
    def random_bytes(self) -> RandomBytes:
        return self._take

    def _take(self, size: int) -> bytes:
        taken = self._bytes[self._at : self._at + size]
        self._at += size
        if len(taken) < size:
            raise RuntimeError("more was signed than was planned")
        return taken

    def draw(self, issuer: str) -> tuple[int, int]:
        del issuer  # it was drawn for this one, in the order of the plan
        return next(self._places)


@dataclass(frozen=True, slots=True)
class ToWrite:
    """A shard to be written: its plan, if it has one, and what a kill left."""

    shard: Shard
    chance: Chance | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What was written in a shard."""

    shard: Shard
    signed: int
    left: tuple[str, ...]
    stamp: str
    told: str
    """The tally of its ledger as it is now."""


def write_shard(bench: Bench, task: ToWrite) -> Written:
    """Carry out the plan of one shard: rows, durably, and then what they have and files lack."""
    people = load_people(bench.base, task.shard, to_sign=True, signed=False)
    desk = desk_for(people, bench.disk)
    if task.chance is not None:
        desk = _write_rows(bench, desk, task.shard, task.chance)
    keys = (*(handed_over(*each) for each in bench.keys), *bench.signers)
    signed, left = sign_credentials(desk, keys)
    told = tally(desk.ledger)
    return Written(task.shard, len(signed), tuple(left), stamp_of(desk.ledger), told.dump())


def _write_rows(bench: Bench, desk: Desk, shard: Shard, chance: Chance) -> Desk:
    first, *lines = (
        bench.plan_file(shard).read_text(encoding="utf-8").removesuffix("\n").split("\n")
    )
    head = json.loads(first)
    desk = write_down(
        desk,
        [Earner.model_validate(each) for each in head["newcomers"]],
        (),
        attempts=[Attempt.model_validate(each) for each in head["attempts"]],
    )
    dealt = _Dealt(chance)
    batch = Batch(
        desk.catalog, desk.config, random_bytes=dealt.random_bytes, signed_at=bench.at, draws=dealt
    )
    for line in lines:
        award = Award.model_validate_json(line)
        batch.issue(award, desk.catalog.badges[award.badge])
    return write_down(desk, (), batch.rows)


def unsigned_in(bench: Bench, shard: Shard) -> tuple[Shard, int]:
    """How many rows of a shard have to be signed still."""
    people = load_people(bench.base, shard, to_sign=True, signed=False)
    desk = desk_for(people, bench.disk)
    return shard, len(desk.unsigned()) + len(desk.torn())
