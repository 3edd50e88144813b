"""The part of a plan that one shard of a registry gives: its own rows, judged by its own people.

What a row says of people in other shards is answered by those (`Abroad`). A part that needs
answers says so (`Part.named`), and is planned again with them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from generator.issue.book import open_book
from generator.issue.judges import held_with, named_judges
from generator.issue.plan import Planner
from generator.issue.planned import Plan
from generator.model.assessors import Holds
from generator.model.award import Award, Evidence
from generator.model.earner import Earner
from generator.model.ledger import LedgerEntry
from generator.source import Loaded, Problem
from generator.source.awards import AwardRow


@dataclass(frozen=True, slots=True)
class Abroad:
    """What a shard has to know of the rest of the file and of other shards."""

    people: Mapping[int, Earner] = field(default_factory=dict)
    """Whom a row is of, by its line, where all people had to be asked."""
    unclear: frozenset[int] = frozenset()
    """Lines that name nobody, or one of several; that is told already."""
    evidence: Mapping[int, tuple[Evidence, ...]] = field(default_factory=dict)
    """What a row's team shares, by its line."""
    asked: frozenset[str] = frozenset()
    """Assessors and approvers of whom it is known whether they are earners."""
    earners: frozenset[str] = frozenset()
    """Those of them who are."""
    ledger: tuple[LedgerEntry, ...] = ()
    """Their rows."""
    awards: tuple[Award, ...] = ()
    """What they earn in this file."""
    approved: frozenset[str] = frozenset()
    """Badges of which the file has an award that somebody approved."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the rows of one shard would do, and what of it others have to know."""

    plan: Plan | None = None
    """None where something is wrong, or not known yet."""
    problems: tuple[Problem, ...] = ()
    named: frozenset[str] = frozenset()
    """Assessors and approvers to be asked about before the rows can be judged."""
    approved: frozenset[str] = frozenset()
    badges: frozenset[str] = frozenset()
    """Badges that somebody earned, approved or not."""
    teamed: tuple[tuple[int, str, bool], ...] = ()
    """Lines of awards of teams, who earned them, and whether they are new."""
    strangers: tuple[int, ...] = ()
    """Lines of those who are new, and whom nobody was held against."""
    identities: tuple[tuple[str, int, str, str], ...] = ()
    """Each `award_id` of the rows with its line, the badge and the earner."""


def plan_part(
    rows: Sequence[AwardRow],
    people: Loaded,
    *,
    as_of: datetime,
    retired_too: bool,
    problems: Iterable[Problem],
    abroad: Abroad,
) -> Part:
    """Look at the `rows` of one shard; what is wrong with any is in the part."""
    planner = _PartPlanner(
        people.catalog,
        people.config,
        as_of,
        open_book(people.catalog.ledger),
        retired_too=retired_too,
        recorded=people.attempts,
        abroad=abroad,
    )
    planner.problems += problems
    for row in rows:
        shared = abroad.evidence.get(row.where.line)
        told = row if shared is None else replace(row, award={**row.award, "evidence": shared})
        planner.look_at(told)
    planner.look_at_judges()
    planner.look_at_attempts()
    return planner.part()


@dataclass(slots=True)
class _PartPlanner(Planner):
    """Judges as `Planner` does, but for what needs the whole file."""

    abroad: Abroad = field(default_factory=Abroad)
    named: frozenset[str] = frozenset()
    strangers: list[int] = field(default_factory=list)
    in_teams: dict[int, str] = field(default_factory=dict)

    def earner(self, row: AwardRow) -> Earner | None:
        """The person a row names; notices about who is alike are not for one shard to give."""
        if row.where.line in self.abroad.unclear:
            return None
        decided = self.abroad.people.get(row.where.line)
        if decided is not None:
            if row.award.get("team") is not None:
                self.in_teams[row.where.line] = decided.slug
            if decided.slug not in self.catalog.earners:
                return self.register.newcomers.setdefault(decided.slug, decided)
            return self.catalog.earners[decided.slug]
        told, before = len(self.notices), len(self.register.newcomers)
        found = Planner.earner(self, row)
        if found is not None and row.award.get("team") is not None:
            self.in_teams[row.where.line] = found.slug
        if len(self.register.newcomers) > before:
            del self.notices[told:]
            self.strangers.append(row.where.line)
        return found

    def look_at_judges(self) -> None:
        """Judge who assessed and approved, once it is known who they are."""
        self.named = named_judges(award for _, award in (*self.assessed, *self.not_yet))
        if self.named <= self.abroad.asked:
            Planner.look_at_judges(self)

    def holds(self) -> Holds:
        """Who held what when, by all ledgers and the whole file."""
        awards = [award for _, award in self.assessed]
        ledger = (*self.catalog.ledger, *self.abroad.ledger)
        return held_with([*awards, *self.abroad.awards], ledger)

    def everybody(self) -> Collection[str]:
        """The earners here, and those elsewhere who were asked about."""
        return {*Planner.everybody(self), *self.abroad.earners}

    def approved(self) -> Collection[str]:
        """Badges of which the file has an award that somebody approved."""
        return {*Planner.approved(self), *self.abroad.approved}

    def part(self) -> Part:
        """What was found."""
        judged = [award for _, award in (*self.assessed, *self.not_yet)]
        rows = {row.where.line: (row, award) for row, award in self.assessed}
        is_open = not self.named <= self.abroad.asked
        return Part(
            plan=None if self.problems or is_open else self.plan(),
            problems=tuple(self.problems),
            named=self.named - self.abroad.asked,
            approved=frozenset(each.badge for each in judged if each.approver_id is not None),
            badges=frozenset(each.badge for each in judged),
            teamed=tuple((line, slug, line in rows) for line, slug in self.in_teams.items()),
            strangers=tuple(self.strangers),
            identities=tuple(
                (award.award_id, line, award.badge, award.earner)
                for line, (_, award) in rows.items()
                if award.award_id is not None
            ),
        )
