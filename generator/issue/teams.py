"""Teams in an awards file: what evidence they share, and what in their rows is unclear.

A row's own evidence is signed for that row alone. A row of a team that tells none gets what
all rows of the team that tell some have in common; so one's own never becomes another's.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.issue.award_checks import Flaw
from generator.issue.book import Book
from generator.issue.codes import IssueCode
from generator.model.award import Award, Evidence, TeamKey
from generator.model.names import Unshown
from generator.source import Problem
from generator.source.awards import AwardRow
from generator.source.columns import normal

Placed = tuple[AwardRow, Award]
"""A row and the award it tells of."""


def share_evidence(
    rows: Iterable[AwardRow], badge_of: Callable[[AwardRow], str]
) -> tuple[list[AwardRow], list[Problem]]:
    """All rows of a file in their order, teams with what they share, and where that is unclear.

    `badge_of` gives the slug of the badge that a row names, or what the row says.
    """
    keyed = [(row, _key(row, badge_of)) for row in rows]
    telling: defaultdict[TeamKey, list[AwardRow]] = defaultdict(list)
    for row, key in keyed:
        if key is not None and _evidence(row):
            telling[key].append(row)
    common = {key: _common(told) for key, told in telling.items()}
    found: list[AwardRow] = []
    problems: list[Problem] = []
    for row, key in keyed:
        if key not in common or _evidence(row):
            found.append(row)
            continue
        if not common[key]:
            problems.append(_unclear(row, telling[key]))
        found.append(replace(row, award={**row.award, "evidence": common[key]}))
    return found, problems


def keep_evidence(award: Award, before: Award) -> Award:
    """A corrected `award`, with the team's evidence where its row tells none."""
    same = award.team is not None and award.team_key == before.team_key
    if not same or award.evidence:
        return award
    return award.model_copy(update={"evidence": before.evidence})


def name_flaws(award: Award, unshown: Unshown) -> Iterator[Flaw]:
    """A team's name that says a person's, who did not agree to that."""
    slug = unshown.named_in(award.team) if award.team is not None else None
    if slug is not None:
        yield Flaw(
            ("team",),
            IssueCode.NAMES_SOMEBODY,
            f"the team's name '{award.team}' says the name of '{slug}', who did not agree to that",
            "it is signed, and shown on the pages of the whole team: choose one that names nobody",
        )


@dataclass(frozen=True, slots=True)
class Teams:
    """The teams of a ledger, for the look at those of a file."""

    members: Mapping[TeamKey, Mapping[str, str]]
    """Earners of standing awards, by the award's identity."""

    @classmethod
    def of(cls, book: Book) -> "Teams":
        """The teams in `book`."""
        members: defaultdict[TeamKey, dict[str, str]] = defaultdict(dict)
        for row in book.issued.values():
            key = row.award.team_key
            if key is not None and book.standing(row):
                members[key][row.award_identity] = row.earner
        return cls(members)

    def spelled_twice(self, placed: Sequence[Placed]) -> Iterator[tuple[AwardRow, Flaw]]:
        """Rows whose team is written otherwise in an earlier row, or in what was signed."""
        first = {_alike(key): (key[0], "in an award signed before") for key in self.members}
        for row, award in placed:
            key = award.team_key
            if key is None:
                continue
            written, where = first.setdefault(_alike(key), (key[0], f"in line {row.where.line}"))
            if written != key[0]:
                yield (
                    row,
                    Flaw(
                        ("team",),
                        IssueCode.UNCLEAR_TEAM,
                        f"the team is '{key[0]}' here and '{written}' {where}: one team or two?",
                        "write it alike in every row; two teams need names that differ by more",
                    ),
                )

    def doubts(
        self, placed: Sequence[Placed], in_file: Collection[str]
    ) -> Iterator[tuple[AwardRow, str]]:
        """Teams to look at before signing; `in_file` holds the identities of the file's awards."""
        rows: defaultdict[TeamKey, list[AwardRow]] = defaultdict(list)
        for row, award in placed:
            if award.team_key is not None:
                rows[award.team_key].append(row)
        for key, found in rows.items():
            before = self.members.get(key, {})
            others = [earner for identity, earner in before.items() if identity not in in_file]
            if others:
                yield (
                    found[0],
                    f"joins the team '{key[0]}' that earned '{key[1]}' on {key[2]} before: "
                    + ", ".join(sorted(set(others)))
                    + "; a team of other people needs another name",
                )
            elif len(found) + len(before) == 1:
                yield found[0], f"nobody else is in the team '{key[0]}' for '{key[1]}' on {key[2]}"


def _key(row: AwardRow, badge_of: Callable[[AwardRow], str]) -> TeamKey | None:
    team = row.award.get("team")
    return (team, badge_of(row), row.award["awarded"]) if team is not None else None


def _alike(key: TeamKey) -> tuple[str, str, date]:
    return normal(key[0]) or key[0], key[1], key[2]


def _evidence(row: AwardRow) -> tuple[Evidence, ...]:
    evidence: tuple[Evidence, ...] = row.award.get("evidence", ())
    return evidence


def _common(telling: Sequence[AwardRow]) -> tuple[Evidence, ...]:
    """What every one of these rows tells, in the order of the first."""
    first, *others = telling
    return tuple(
        each for each in _evidence(first) if all(each in _evidence(other) for other in others)
    )


def _unclear(row: AwardRow, telling: Sequence[AwardRow]) -> Problem:
    lines = ", ".join(str(each.where.line) for each in telling)
    return Problem(
        row.at("team"),
        IssueCode.UNCLEAR_EVIDENCE,
        f"what evidence does the team '{row.award['team']}' share? This row tells none, and lines "
        f"{lines} have none in common",
        "tell this row's own evidence, or what is shared in each of those lines",
    )
