"""What signing an awards file would do: who is new, what is known, what looks wrong.

Nothing random, nothing written: a dry run shows a plan, and `issue` carries one out.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from generator.issue.attempts import Tries, count_attempts, feedback_flaws
from generator.issue.award_checks import Flaw, flaws, is_not_yet
from generator.issue.batch import stacking_order
from generator.issue.book import Book, open_book
from generator.issue.codes import IssueCode
from generator.issue.doubts import doubts
from generator.issue.draft import WireCheck, current_key
from generator.issue.judges import approval_flaws, held_with, judge_flaws
from generator.issue.newcomers import Person, Register, UnclearPersonError
from generator.issue.planned import Notice, Plan
from generator.issue.teams import Teams, name_flaws, share_evidence
from generator.model.assessors import Holds
from generator.model.attempt import Attempt
from generator.model.award import Award
from generator.model.badge import Badge
from generator.model.catalog import Catalog
from generator.model.earner import Earner
from generator.model.ledger import Issued
from generator.model.names import Unshown
from generator.model.site_config import SiteConfig
from generator.source import CatalogError, Problem, Where
from generator.source.awards import AwardRow
from generator.source.suggest import did_you_mean


def plan_awards(
    rows: Iterable[AwardRow],
    catalog: Catalog,
    config: SiteConfig,
    *,
    as_of: datetime,
    retired_too: bool = False,
    problems: Iterable[Problem] = (),
    recorded: Iterable[Attempt] = (),
) -> Plan:
    """Look at all `rows` together, to be signed at `as_of`.

    With `retired_too`, also awards of retired badges, earned while one could. `problems` are
    those of rows that could not be read; they are told with the others. `recorded` are the
    attempts that were written down before.

    Raises:
        CatalogError: with every mistake of every row.

    """
    planner = Planner(
        catalog,
        config,
        as_of,
        open_book(catalog.ledger),
        retired_too=retired_too,
        recorded=tuple(recorded),
    )
    planner.problems += problems
    rows, unclear = share_evidence(rows, planner.badge_of)
    planner.problems += unclear
    for row in rows:
        planner.look_at(row)
    planner.look_at_judges()
    planner.look_at_attempts()
    planner.look_at_teams()
    if planner.problems:
        raise CatalogError(planner.problems)
    return planner.plan()


@dataclass(slots=True)
class Planner:
    """Looks at rows one by one, then at all of them."""

    catalog: Catalog
    config: SiteConfig
    as_of: datetime
    book: Book
    retired_too: bool
    recorded: tuple[Attempt, ...]
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    already: int = 0
    seen: dict[str, tuple[Award, Where]] = field(default_factory=dict)
    """Awards to be signed and the places of their rows, by identity."""
    places: dict[str, Where] = field(default_factory=dict)
    """The first place of every identity in the file, also of those signed before."""
    assessed: list[tuple[AwardRow, Award]] = field(default_factory=list)
    """Rows to be signed, for the look at their assessors: those may stand in any row."""
    not_yet: list[tuple[AwardRow, Award]] = field(default_factory=list)
    """Likewise rows of a score sheet that did not pass, as the awards they would have been."""
    attempts: list[Attempt] = field(default_factory=list)
    attempts_already: int = 0
    register: Register = field(init=False)
    wire: WireCheck = field(init=False)

    def __post_init__(self) -> None:
        self.wire = WireCheck(self.catalog, self.config)
        self.register = Register(self.catalog.earners)

    def look_at(self, row: AwardRow) -> None:
        """Judge one row by itself and against the ledger."""
        badge = self._badge(row)
        earner = self.earner(row)
        if badge is None:
            return
        named = earner.slug if earner is not None else "nobody"
        award = Award(badge=badge.slug, earner=named, **row.award)
        if row.feedback is not None and is_not_yet(award, badge):
            self._look_at_not_yet(row, award.model_copy(update={"award_id": None}), badge, earner)
            return
        issued = self.book.of_award.get(award.identity)
        if issued and earner is not None:
            self._known(row, award, issued)
            return
        self._judge(row, award, badge)
        self.assessed.append((row, award))
        if earner is not None and not self._is_repeated(row, award):
            self.seen[award.identity] = (award, row.where)

    def look_at_judges(self) -> None:
        """Judge who assessed and approved, when everybody in the file is known."""
        judged = [*self.assessed, *self.not_yet]
        holds, earners, approved = self.holds(), self.everybody(), self.approved()
        for row, award in judged:
            badge = self.catalog.badges[award.badge]
            policy = self.config.rigor
            for flaw in judge_flaws(award, badge, policy, earners=earners, holds=holds):
                self._tell(row, flaw)
            for flaw in approval_flaws(award, approved):
                self._tell(row, flaw)

    def holds(self) -> Holds:
        """Who held what when, by the ledger and by the file."""
        return held_with([award for _, award in self.assessed], self.catalog.ledger)

    def everybody(self) -> Collection[str]:
        """The slugs of all earners, known and new."""
        return {*self.catalog.earners, *self.register.newcomers}

    def approved(self) -> Collection[str]:
        """Badges of which the file has an award that somebody approved."""
        judged = (*self.assessed, *self.not_yet)
        return {award.badge for _, award in judged if award.approver_id is not None}

    def look_at_attempts(self) -> None:
        """Count the attempts of a score sheet."""
        counted = count_attempts(
            [each for each in self.assessed if each[0].feedback is not None],
            self.not_yet,
            Tries.known(self.recorded, self.book),
            self.catalog.badges,
            at=self.as_of,
        )
        for row, flaw in counted.flaws:
            self._tell(row, flaw)
        self.notices += [Notice(row.where, text) for row, text in counted.doubts]
        self.attempts = counted.attempts
        self.attempts_already = counted.already
        for row, award in counted.awards:
            if award.identity in self.seen:
                self.seen[award.identity] = (award, row.where)

    def look_at_teams(self) -> None:
        """Judge the teams, when everybody in the file is known: their names say no person's."""
        everybody = (*self.catalog.earners.values(), *self.register.newcomers.values())
        unshown = Unshown(everybody)
        teams = Teams.of(self.book)
        for row, award in self.assessed:
            for flaw in name_flaws(award, unshown):
                self._tell(row, flaw)
        for row, flaw in teams.spelled_twice(self.assessed):
            self._tell(row, flaw)
        for row, text in teams.doubts(self.assessed, self.places):
            self.notices.append(Notice(row.where, text))

    def plan(self) -> Plan:
        """All rows, in order of signing."""
        newcomers = self.register.newcomers
        catalog = replace(self.catalog, earners={**self.catalog.earners, **newcomers})
        awards = stacking_order([award for award, _ in self.seen.values()], catalog)
        together: defaultdict[str, list[tuple[Award, Where]]] = defaultdict(list)
        for award, where in self.seen.values():
            together[award.earner].append((award, where))
        for award, where in self.seen.values():
            mine = together[award.earner]
            texts = doubts(award, mine, self.book, self.catalog, self.as_of)
            self.notices += [Notice(where, text) for text in texts]
        return Plan(
            tuple(awards),
            tuple(self.attempts),
            tuple(newcomers.values()),
            self.already,
            self.attempts_already,
            tuple(self.notices),
            catalog,
        )

    def badge_of(self, row: AwardRow) -> str:
        """The slug of the badge a row names; else what it says."""
        named = self._named(row)
        return named[0].slug if len(named) == 1 else row.badge

    def _named(self, row: AwardRow) -> list[Badge]:
        """The badges a row may mean, by slug or by name."""
        badges = self.catalog.badges
        if row.badge in badges:
            return [badges[row.badge]]
        return [each for each in badges.values() if each.name.casefold() == row.badge.casefold()]

    def _badge(self, row: AwardRow) -> Badge | None:
        """The badge a row names."""
        badges, named = self.catalog.badges, self._named(row)
        if len(named) == 1:
            return named[0]
        message = f"there is no badge '{row.badge}'"
        hint = did_you_mean(row.badge, [*badges, *(each.name for each in badges.values())])
        if named:
            message = f"several badges are called '{row.badge}'"
            hint = "say which: " + ", ".join(each.slug for each in named)
        self._problem(row, "badge", IssueCode.UNKNOWN_BADGE, message, hint)
        return None

    def earner(self, row: AwardRow) -> Earner | None:
        """The person a row names, known or new."""
        try:
            earner, notices = self.register.find(
                Person(row.earner, row.name, row.email, row.minor_until)
            )
        except UnclearPersonError as error:
            place = next(each for each in ("earner", "name", "email") if getattr(row, each))
            self._problem(row, place, IssueCode.UNCLEAR_PERSON, str(error), error.hint)
            return None
        self.notices += [Notice(row.where, text) for text in notices]
        return earner

    def _judge(self, row: AwardRow, award: Award, badge: Badge) -> None:
        for flaw in flaws(award, badge, self.as_of, retired_too=self.retired_too):
            self._tell(row, flaw)
        if current_key(self.catalog.issuers[badge.issuer], self.as_of) is None:
            message = f"'{badge.issuer}', which awards '{badge.slug}', lists no key in force"
            hint = f"make one with: badgepress keys new {badge.issuer}"
            self._problem(row, "badge", IssueCode.NO_CURRENT_KEY, message, hint)
        for found in self.wire.flaws(award, row.name, badge):
            self._problem(row, "", IssueCode.CANNOT_BE_SIGNED, f"cannot be signed: {found}")

    def _look_at_not_yet(
        self, row: AwardRow, award: Award, badge: Badge, earner: Earner | None
    ) -> None:
        """Judge a row that did not pass: all of it must be right but for its levels."""
        found = flaws(award, badge, self.as_of, retired_too=self.retired_too)
        wrong = [flaw for flaw in found if flaw.code is not IssueCode.BELOW_PASS]
        for flaw in (*wrong, *feedback_flaws(award, row.feedback)):
            self._tell(row, flaw)
        if earner is not None and not self._is_repeated(row, award):
            self.not_yet.append((row, award))

    def _known(self, row: AwardRow, award: Award, issued: Sequence[Issued]) -> None:
        """A row whose award was signed before: running twice signs nothing twice."""
        first, last = issued[0], issued[-1]
        if (first.badge, first.earner) != (award.badge, award.earner):
            message = (
                f"award_id '{award.identity}' is taken: it is {first.badge} of {first.earner}, "
                f"awarded on {first.award.awarded}"
            )
            self._problem(row, "award_id", IssueCode.IDENTITY_TAKEN, message, "choose another")
            return
        if self._is_repeated(row, award):
            return
        self.already += 1
        if not self.book.standing(last):
            text = (
                f"this award was withdrawn on {self.book.revoked[last.credential].on} and stays "
                "so; give the row an 'award_id' to award it anew"
            )
            self.notices.append(Notice(row.where, text))
        elif _plainly(award, last.award.attempt if row.feedback else None) != _plainly(last.award):
            text = (
                "this award was signed before and says something else now; to correct it: "
                f"badgepress reissue {last.credential} --awards FILE"
            )
            self.notices.append(Notice(row.where, text))

    def _is_repeated(self, row: AwardRow, award: Award) -> bool:
        if award.identity not in self.places:
            self.places[award.identity] = row.where
            return False
        first = self.places[award.identity]
        message = f"the same award as in line {first.line}: {award.badge} of {award.earner}"
        hint = "remove one, or tell them apart with 'award_id'"
        self._problem(row, "", IssueCode.REPEATED_AWARD, message, hint)
        return True

    def _tell(self, row: AwardRow, flaw: Flaw) -> None:
        where = row.at(*flaw.field)
        self.problems.append(Problem(where, flaw.code, flaw.message, flaw.hint))

    def _problem(
        self, row: AwardRow, place: str, code: IssueCode, message: str, hint: str = ""
    ) -> None:
        where = row.at(place) if place else row.where
        self.problems.append(Problem(where, code, message, hint))


def _plainly(award: Award, counted: int | None = None) -> Award:
    """`award` as its row tells it; the attempt, where the row leaves that to be `counted`."""
    return award.model_copy(update={"components": (), "attempt": award.attempt or counted})
