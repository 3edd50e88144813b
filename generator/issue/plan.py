"""What signing an awards file would do: who is new, what is known, what looks wrong.

Nothing random, nothing written: a dry run shows a plan, and `issue` carries one out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from generator.issue.award_checks import Flaw, assessor_flaws, flaws
from generator.issue.batch import stacking_order
from generator.issue.book import Book, open_book
from generator.issue.codes import IssueCode
from generator.issue.copies import copies_for
from generator.issue.draft import current_key, wire_flaws
from generator.issue.newcomers import Person, Register, UnclearPersonError
from generator.issue.stacks import held_badges, pathway_of
from generator.issue.teams import Teams, name_flaws, share_evidence
from generator.model.assessors import Holdings
from generator.model.award import Award
from generator.model.badge import Badge
from generator.model.catalog import Catalog
from generator.model.earner import Earner
from generator.model.ledger import Issued
from generator.model.names import Unshown
from generator.model.progress import is_met
from generator.model.site_config import SiteConfig
from generator.source import CatalogError, Problem, Where
from generator.source.awards import AwardRow
from generator.source.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to look at before signing; not a mistake."""

    where: Where
    text: str

    def __str__(self) -> str:
        return f"{self.where}: note: {self.text}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be signed, in the order of signing."""

    awards: tuple[Award, ...]
    newcomers: tuple[Earner, ...]
    already: int
    """Rows whose award was signed before."""
    notices: tuple[Notice, ...]
    catalog: Catalog
    """With the newcomers."""

    @property
    def issuers(self) -> tuple[str, ...]:
        """Whose keys are needed, by slug."""
        return tuple(sorted({self.catalog.badges[award.badge].issuer for award in self.awards}))

    def credentials(self) -> int:
        """How many credentials the awards give."""
        return sum(len(copies_for(self.catalog.earners[award.earner])) for award in self.awards)


def plan_awards(
    rows: Iterable[AwardRow],
    catalog: Catalog,
    config: SiteConfig,
    *,
    as_of: datetime,
    retired_too: bool = False,
    problems: Iterable[Problem] = (),
) -> Plan:
    """Look at all `rows` together, to be signed at `as_of`.

    With `retired_too`, also awards of retired badges, earned while one could. `problems` are
    those of rows that could not be read; they are told with the others.

    Raises:
        CatalogError: with every mistake of every row.

    """
    planner = _Planner(catalog, config, as_of, open_book(catalog.ledger), retired_too=retired_too)
    planner.problems += problems
    rows, unclear = share_evidence(rows, planner.badge_of)
    planner.problems += unclear
    for row in rows:
        planner.look_at(row)
    planner.look_at_assessors()
    planner.look_at_teams()
    if planner.problems:
        raise CatalogError(planner.problems)
    return planner.plan()


@dataclass(slots=True)
class _Planner:
    catalog: Catalog
    config: SiteConfig
    as_of: datetime
    book: Book
    retired_too: bool
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    already: int = 0
    seen: dict[str, tuple[Award, Where]] = field(default_factory=dict)
    """Awards to be signed and the places of their rows, by identity."""
    places: dict[str, Where] = field(default_factory=dict)
    """The first place of every identity in the file, also of those signed before."""
    assessed: list[tuple[AwardRow, Award]] = field(default_factory=list)
    """Rows to be signed, for the look at their assessors: those may stand in any row."""
    register: Register = field(init=False)

    def __post_init__(self) -> None:
        self.register = Register(self.catalog.earners)

    def look_at(self, row: AwardRow) -> None:
        """Judge one row by itself and against the ledger."""
        badge = self._badge(row)
        earner = self._earner(row)
        if badge is None:
            return
        named = earner.slug if earner is not None else "nobody"
        award = Award(badge=badge.slug, earner=named, **row.award)
        issued = self.book.of_award.get(award.identity)
        if issued and earner is not None:
            self._known(row, award, issued)
            return
        self._judge(row, award, badge)
        self.assessed.append((row, award))
        if earner is not None and not self._is_repeated(row, award):
            self.seen[award.identity] = (award, row.where)

    def look_at_assessors(self) -> None:
        """Judge who assessed, when everybody in the file is known.

        Who earned a badge in this very file may assess from the next day: else two could
        vouch for each other.
        """
        holdings = Holdings(self.catalog.ledger)
        earned: dict[tuple[str, str], date] = {}
        for _, each in self.assessed:
            key = each.earner, each.badge
            earned[key] = min(each.awarded, earned.get(key, each.awarded))

        def holds(earner: str, badge: str, day: date) -> bool:
            return holdings.held(earner, badge, day) or earned.get((earner, badge), date.max) < day

        earners = {*self.catalog.earners, *self.register.newcomers}
        for row, award in self.assessed:
            badge = self.catalog.badges[award.badge]
            policy = self.config.rigor
            for flaw in assessor_flaws(award, badge, policy, earners=earners, holds=holds):
                self._tell(row, flaw)

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
            doubts = self._doubts(award, together[award.earner])
            self.notices += [Notice(where, text) for text in doubts]
        return Plan(
            tuple(awards), tuple(newcomers.values()), self.already, tuple(self.notices), catalog
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

    def _earner(self, row: AwardRow) -> Earner | None:
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
        for found in wire_flaws(award, row.name, badge, self.catalog, self.config):
            self._problem(row, "", IssueCode.CANNOT_BE_SIGNED, f"cannot be signed: {found}")

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
        elif award.model_copy(update={"components": ()}) != last.award.model_copy(
            update={"components": ()}
        ):
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

    def _doubts(self, award: Award, together: Sequence[tuple[Award, Where]]) -> Iterator[str]:
        """What to look at before `award` is signed; `together` are all new ones of its earner."""
        yield from self._duplicates(award, together)
        badge = self.catalog.badges[award.badge]
        held = set(held_badges(self.book, award.earner, as_of=self.as_of))
        held |= {each.badge for each, _ in together}
        held.discard(award.badge)
        missing = [slug for slug in badge.requires if slug not in held]
        if missing:
            names = ", ".join(f"'{slug}'" for slug in missing)
            yield f"{award.earner} does not hold {names}, which '{badge.slug}' requires"
        pathway = pathway_of(badge.slug, self.catalog)
        if pathway is not None and not is_met(pathway.requirement, held, self.catalog):
            yield f"{award.earner} has not completed the pathway '{pathway.slug}'"

    def _duplicates(self, award: Award, together: Sequence[tuple[Award, Where]]) -> Iterator[str]:
        for row in self.book.of_earner.get(award.earner, ()):
            same = row.badge == award.badge and self.book.standing(row)
            ended = row.valid_until is not None and row.valid_until.date() <= award.awarded
            if same and not ended and row is self.book.copies(row)[0]:
                yield (
                    f"likely a duplicate: {award.earner} earned '{award.badge}' on "
                    f"{row.award.awarded} ({row.credential})"
                )
        for other, where in together:
            if other is award:
                break
            if other.badge == award.badge:
                yield (
                    f"likely a duplicate: line {where.line} awards '{award.badge}' to "
                    f"{award.earner} too, on {other.awarded}"
                )

    def _tell(self, row: AwardRow, flaw: Flaw) -> None:
        where = row.at(*flaw.field)
        self.problems.append(Problem(where, flaw.code, flaw.message, flaw.hint))

    def _problem(
        self, row: AwardRow, place: str, code: IssueCode, message: str, hint: str = ""
    ) -> None:
        where = row.at(place) if place else row.where
        self.problems.append(Problem(where, code, message, hint))
