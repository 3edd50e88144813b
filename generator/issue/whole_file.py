"""What crosses the shards of a registry: who judged, teams, identities, and who is alike."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from generator.issue.alike import NameIndex
from generator.issue.codes import IssueCode
from generator.issue.crew import Crew
from generator.issue.gather import Gathered
from generator.issue.ledger_index import LedgerIndex
from generator.issue.part import Abroad
from generator.issue.planned import Notice
from generator.issue.shard_work import Answer, Outline, Question, answer
from generator.issue.teams import Teams, name_flaws, share_evidence
from generator.model.award import Award, TeamKey
from generator.model.catalog import Catalog
from generator.model.earner import Earner
from generator.model.names import Unshown
from generator.source import Problem
from generator.source.award_file import AwardFile
from generator.source.awards import AwardRow
from generator.source.shards import shard_name

Everybody = Callable[[], Iterable[Earner]]


@dataclass(slots=True)
class Crossing:
    """Asks and answers across shards, once all were planned."""

    crew: Crew
    found: Gathered
    outlines: dict[str, Outline]
    known: dict[str, Abroad]
    """What each shard was told; `answer` adds to it."""
    catalog: Catalog
    index: Callable[[], LedgerIndex]
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    _again: set[str] = field(default_factory=set)

    def answer(self, file: AwardFile | None, everybody: Everybody) -> list[str]:
        """Find all that crosses; the shards to be planned again with what they now know."""
        self._about_judges()
        self._about_approval()
        people: list[Earner] = []
        teamed = any(each.part.teamed for each in self.outlines.values())
        strangers = any(each.part.strangers for each in self.outlines.values())
        if teamed or strangers:
            people += sorted(everybody(), key=lambda each: each.slug)
        if strangers:
            self._about_strangers(file, people)
        named = any(each.part.identities for each in self.outlines.values())
        index = self.index() if teamed or named else LedgerIndex()
        if teamed:
            self._about_teams(file, people, index)
        if named:
            self._about_identities(file, index)
        return sorted(self._again)

    def _tell(self, name: str, **more: object) -> None:
        self.known[name] = replace(self.known[name], **more)  # type: ignore[arg-type]
        self._again.add(name)

    def _about_judges(self) -> None:
        """Ask the shards of all who assessed or approved."""
        named = {slug for each in self.outlines.values() for slug in each.part.named}
        if not named:
            return
        by_shard: defaultdict[str, set[str]] = defaultdict(set)
        for slug in named:
            by_shard[shard_name(slug, self.found.digits)].add(slug)
        questions = (
            Question(self.found.of(name, self.known.get(name, Abroad())), frozenset(slugs))
            for name, slugs in sorted(by_shard.items())
        )
        told: dict[str, list[Answer]] = defaultdict(list)
        for each in self.crew.run(answer, questions):
            for slug in each.earners:
                told[slug].append(each)
        for name, outline in self.outlines.items():
            asked = outline.part.named
            if asked:
                answers = {id(each): each for slug in asked for each in told.get(slug, ())}
                self._tell(
                    name,
                    asked=asked,
                    earners=frozenset(slug for slug in asked if slug in told),
                    ledger=tuple(row for each in answers.values() for row in each.ledger),
                    awards=tuple(award for each in answers.values() for award in each.awards),
                )

    def _about_approval(self) -> None:
        """Once one row of a badge was approved, all must be."""
        approved = frozenset(b for each in self.outlines.values() for b in each.part.approved)
        for name, outline in self.outlines.items():
            if (approved - outline.part.approved) & outline.part.badges:
                self._tell(name, approved=approved)

    def _about_strangers(self, file: AwardFile | None, people: list[Earner]) -> None:
        """Who is new under a slug of their own, and much like somebody else."""
        rows = {row.where.line: row for row in self._rows(file, "strangers")}
        known = {each.slug: each for each in people}
        names = NameIndex((each.slug, each.name) for each in people)
        new = {one.slug: one for each in self.outlines.values() for one in each.newcomers}
        for _, row in sorted(rows.items()):
            name = row.name or ""
            alike = names.like(name)
            slug = row.earner or ""
            names.add(slug, name)
            if alike:
                others = ", ".join(
                    f"{(known | new)[each].name if each in known | new else each} ({each})"
                    for each in alike
                )
                note = f"{name} is new and becomes '{slug}', but is much like {others}; "
                hint = "if they are one, say so in an 'earner' column"
                self.notices.append(Notice(row.where, note + hint))

    def _about_teams(
        self, file: AwardFile | None, people: list[Earner], index: LedgerIndex
    ) -> None:
        """Share evidence, and judge the names of teams by everybody's."""
        who = {
            line: (slug, is_new, name)
            for name, each in self.outlines.items()
            for line, slug, is_new in each.part.teamed
        }
        rows = sorted(self._rows(file, "teamed"), key=lambda row: row.where.line)
        shared, unclear = share_evidence(rows, self._badge_of)
        self.problems += unclear
        evidence: defaultdict[str, dict[int, object]] = defaultdict(dict)
        for row, told in zip(rows, shared, strict=True):
            if told is not row:
                evidence[who[row.where.line][2]][row.where.line] = told.award["evidence"]
        for name, of_lines in evidence.items():
            self._tell(name, evidence=of_lines)
        placed = [
            (row, Award(badge=self._badge_of(row), earner=who[row.where.line][0], **row.award))
            for row in shared
            if self._badge_of(row) in self.catalog.badges
        ]
        new = [each for each in placed if who[each[0].where.line][1]]
        unshown = Unshown(
            [*people, *(n for each in self.outlines.values() for n in each.newcomers)]
        )
        teams = _teams(index)
        flaws = [(row, flaw) for row, award in new for flaw in name_flaws(award, unshown)]
        for row, flaw in (*flaws, *teams.spelled_twice(new)):
            where = row.at(*flaw.field)
            self.problems.append(Problem(where, flaw.code, flaw.message, flaw.hint))
        in_file = {award.identity for _, award in placed}
        self.notices += [Notice(row.where, text) for row, text in teams.doubts(new, in_file)]

    def _about_identities(self, file: AwardFile | None, index: LedgerIndex) -> None:
        """An `award_id` is one award's, wherever its earner lies."""
        digits, first = self.found.digits, dict[str, tuple[int, str]]()
        told = sorted(
            (line, identity, badge, earner)
            for each in self.outlines.values()
            for identity, line, badge, earner in each.part.identities
        )
        wrong: dict[int, tuple[IssueCode, str, str]] = {}
        for line, identity, badge, earner in told:
            here = shard_name(earner, digits)
            if identity in first and first[identity][1] != here:
                message = f"the same award as in line {first[identity][0]}: {badge} of {earner}"
                hint = "remove one, or tell them apart with 'award_id'"
                wrong[line] = IssueCode.REPEATED_AWARD, message, hint
            first.setdefault(identity, (line, here))
            taken = index.identities.get(identity)
            if taken is not None and shard_name(taken[1], digits) != here:
                message = f"award_id '{identity}' is taken: it is {taken[0]} of {taken[1]}, "
                message += f"awarded on {taken[2]}"
                wrong[line] = IssueCode.IDENTITY_TAKEN, message, "choose another"
        for row in self._rows(file, "identities", frozenset(wrong)) if wrong else ():
            code, message, hint = wrong[row.where.line]
            where = row.at("award_id") if code is IssueCode.IDENTITY_TAKEN else row.where
            self.problems.append(Problem(where, code, message, hint))

    def _rows(
        self, file: AwardFile | None, kind: str, wanted: frozenset[int] | None = None
    ) -> list[AwardRow]:
        """The rows that the parts tell of as `kind`; with `wanted`, only those lines."""
        rows: list[AwardRow] = []
        for name, outline in self.outlines.items():
            part = outline.part
            lines = {
                "teamed": frozenset(line for line, _, _ in part.teamed),
                "strangers": frozenset(part.strangers),
                "identities": frozenset(line for _, line, _, _ in part.identities),
            }[kind]
            lines = lines if wanted is None else lines & wanted
            if lines:
                rows += self.found.of(name, Abroad(), lines).read(file)[0]
        return rows

    def _badge_of(self, row: AwardRow) -> str:
        badges = self.catalog.badges
        if row.badge in badges:
            return row.badge
        named = row.badge.casefold()
        found = [each.slug for each in badges.values() if each.name.casefold() == named]
        return found[0] if len(found) == 1 else row.badge


def _teams(index: LedgerIndex) -> Teams:
    members: defaultdict[TeamKey, dict[str, str]] = defaultdict(dict)
    for team, badge, day, identity, earner in index.teams:
        members[team, badge, date.fromisoformat(day)][identity] = earner
    return Teams(members)
