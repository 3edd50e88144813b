"""Score sheets as `issue` is handed them: one person a row, a level for each criterion.

They are read as awards are, but for what the file itself knows: the badge, and the rubric's
criteria and levels by their names. Whether a row passed is not for here to say.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.model.attempt import Feedback
from generator.model.badge import Badge, Rubric
from generator.model.catalog import Catalog
from generator.model.names import words
from generator.model.site_config import DateOrder
from generator.source.award_columns import COLUMNS, RESULTS
from generator.source.awards import (
    AwardRow,
    AwardsError,
    AwardSheet,
    Written,
    award_row,
    awards_of,
    missing_columns,
    nameless,
    read_awards,
    take_fields,
)
from generator.source.codes import Code
from generator.source.columns import Columns, find_columns, normal
from generator.source.parse import parse
from generator.source.problems import CatalogError, Problem
from generator.source.score_columns import (
    criterion_labels,
    folded,
    level_labels,
    version_mark,
)
from generator.source.score_words import LANGUAGES, SheetWords
from generator.source.spreadsheet import Cell, Row, Table, read_table
from generator.source.suggest import did_you_mean
from generator.source.table_record import RecordMaker, TableRecord

_COLUMNS = {key: names for key, names in COLUMNS.items() if key not in {"badge", "award_id"}} | {
    "strong": "strong, what was strong, lo que estuvo bien",
    "strengthen": "strengthen, what to strengthen, lo que hay que reforzar",
    "by_when": "by when, hand in again by, volver a entregar hasta",
}
_TELLING = ("strong", "strengthen", "by_when")
"""Columns that only a score sheet has."""
_WHO = ("assessor_id", "second_assessor_id", "approver_id")


class _Scored(Written, Feedback):
    """A row of a score sheet: an award, should it have passed, and what is said if not."""


def read_rows(name: str, data: bytes, catalog: Catalog, *, dates: DateOrder | None) -> AwardSheet:
    """Read a file for `issue`: awards, or scores, which are told by what stands in the file.

    Raises:
        CatalogError: as `read_awards`.

    """
    if name.lower().endswith((".yml", ".yaml")):
        return read_awards(name, data, dates=dates)
    table = read_table(name, data)
    headers = {normal(cell.text) for cell in table.header}
    for each in LANGUAGES.values():
        if folded(table.header[0].text) == folded(each.mark):
            return _scores_of(table, each, catalog, dates)
        if headers >= {normal(each.columns[key][0]) for key in _TELLING}:
            message = "this is a score sheet without its first row"
            row = f"{each.mark} | the badge's slug | {each.version} and its number"
            where, hint = table.where(table.header[0]), f"put it above the header: {row}"
            raise CatalogError([Problem(where, Code.MISSING_KEY, message, hint)])
    return awards_of(table, dates=dates)


def _scores_of(
    table: Table, words: SheetWords, catalog: Catalog, dates: DateOrder | None
) -> AwardSheet:
    badge, rubric = _badge(table, words, catalog)
    header, *rows = table.rows or (Row(table.header[0].line, table.header[:1]),)
    unread = [each for each in table.unread if each != words.rubric]
    notices = () if table.unread and not unread else table.notices
    inner = replace(table, header=header.cells, rows=tuple(rows), notices=notices)
    columns = find_columns(inner, _COLUMNS, RESULTS)
    reader = _Reader(inner, columns, words, badge, rubric, _people(catalog), dates)
    problems = [*columns.problems, *reader.column_problems()]
    if any(problem.code == Code.MISSING_COLUMN for problem in problems):
        raise CatalogError(problems)
    if not rows:
        where = inner.where(header)
        problems.append(Problem(where, Code.EMPTY_FILE, "there are no rows under the header"))
    good: list[AwardRow] = []
    for row in rows:
        record = reader.record(row)
        unnamed = nameless(record, record.plain(), ("name",))
        problems += unnamed
        try:
            scored = parse(_Scored, record, given={"badge": badge.slug})
        except CatalogError as error:
            problems += error.problems
            continue
        if unnamed:
            continue
        told = {key: getattr(scored, key) for key in Feedback.model_fields}
        good.append(replace(award_row(scored, record, ()), feedback=Feedback(**told)))
    sheet = AwardSheet(tuple(good), inner.notices)
    if problems:
        raise AwardsError(problems, sheet)
    return sheet


def _badge(table: Table, words: SheetWords, catalog: Catalog) -> tuple[Badge, Rubric]:
    """The badge that the first row names, and the rubric that was scored by.

    A sheet made for an earlier version counts as long as the rubric is still the same.
    """
    nothing = replace(table.header[0], text="")
    _, slug, version = (*table.header[:3], nothing, nothing)[:3]
    badge = catalog.badges.get(slug.text)
    if badge is None:
        message = f"there is no badge '{slug.text}' to score"
        hint = did_you_mean(slug.text, catalog.badges) or f"make a new sheet: {_NEW} BADGE"
        raise CatalogError([Problem(table.where(slug), Code.UNKNOWN_REFERENCE, message, hint)])
    if badge.rubric is None:
        message = f"'{badge.slug}' has no rubric, so there is nothing to score by"
        raise CatalogError([Problem(table.where(slug), Code.NO_RUBRIC, message)])
    versions = (badge, *catalog.earlier_badges.get(badge.slug, ()))
    same = {version_mark(each.version, words) for each in versions if each.rubric == badge.rubric}
    if version.text not in same:
        message = (
            f"the sheet is for {version.text or 'no version'} of '{badge.slug}'; "
            f"today's rubric is that of version {badge.version}"
        )
        hint = f"make a new sheet: {_NEW} {badge.slug}; and score by that"
        raise CatalogError([Problem(table.where(version), Code.VERSION_CONFLICT, message, hint)])
    return badge, badge.rubric


_NEW = "badgepress new scoresheet"


def _people(catalog: Catalog) -> Mapping[str, frozenset[str]]:
    """Slugs of earners, by slug and by the words of their names."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for slug, earner in catalog.earners.items():
        found[slug].add(slug)
        found[_name_key(earner.name)].add(slug)
    return {key: frozenset(slugs) for key, slugs in found.items()}


def _name_key(name: str) -> str:
    return " ".join(words(name))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the rows of one score sheet."""

    table: Table
    columns: Columns
    words: SheetWords
    badge: Badge
    rubric: Rubric
    people: Mapping[str, frozenset[str]]
    dates: DateOrder | None

    def column_problems(self) -> Iterator[Problem]:
        """Columns that are needed and missing, and criteria that the rubric does not have."""
        yield from missing_columns(self.table, self.columns, ("awarded",))
        there = self._criterion_columns()
        labels = criterion_labels(self.rubric)
        for criterion, label in labels.items():
            if criterion not in there:
                where = self.table.where(self.table.header[0])
                message = f"the column '{self.words.result}: {label}' is missing"
                yield Problem(where, Code.MISSING_COLUMN, message, "put it back, as it was")
        for index in self._results().values():
            if index not in there.values():
                cell = self.table.header[index]
                message = f"the rubric of '{self.badge.slug}' has no criterion '{cell.text}'"
                known = [f"{self.words.result}: {label}" for label in labels.values()]
                hint = did_you_mean(cell.text, known) or "leave the column out"
                yield Problem(self.table.where(cell), Code.UNKNOWN_COLUMN, message, hint)

    def record(self, row: Row) -> TableRecord:
        """One row; where a cell is empty, its place is known all the same."""
        maker = RecordMaker(self.table, self.columns, row, dates=self.dates)
        for key, index in self.columns.index.items():
            maker.mark(self.columns.place(row, index), key)
        take_fields(maker, self.columns, row)
        for key in ("strong", "strengthen"):
            cell = self.columns.cell(row, key)
            if cell is not None:
                maker.put(cell, cell.text.replace("\r\n", "\n").replace("\r", "\n"), key)
        maker.date("by_when")
        for key in _WHO:
            self._take_person(maker, row, key)
        day = self.columns.place(row, self.columns.index["awarded"])
        if not day.text:
            message, hint = "there is no date", "say on which day this was judged"
            maker.put(day, "", "awarded")
            problem = Problem(self.table.where(day), Code.MISSING_KEY, message, hint)
            maker.spoil(problem, "awarded")
        for criterion, index in self._criterion_columns().items():
            self._take_level(maker, self.columns.place(row, index), criterion)
        return maker.record()

    def _take_level(self, maker: RecordMaker, cell: Cell, criterion: str) -> None:
        labels = level_labels(self.rubric)
        by_label = {folded(label): level for level, label in labels.items()}
        level = by_label.get(folded(cell.text))
        name = criterion_labels(self.rubric)[criterion]
        maker.mark(cell, "results", criterion)
        if level is not None:
            maker.put(cell, level, "results", criterion)
            return
        where, hint = self.table.where(cell), "choose one of: " + ", ".join(labels.values())
        if cell.text:
            message, code = f"'{cell.text}' is no level of '{name}'", Code.WRONG_CHOICE
        else:
            message, code = f"there is no level for '{name}'", Code.MISSING_KEY
        maker.spoil(Problem(where, code, message, hint), "results", criterion)

    def _take_person(self, maker: RecordMaker, row: Row, key: str) -> None:
        """Assessors are named by slug, or by the full name of one earner.

        What looks like a slug is left for `issue`, which also knows who is new.
        """
        cell = self.columns.cell(row, key)
        if cell is None:
            return
        slugs = self.people.get(cell.text) or self.people.get(_name_key(cell.text), frozenset())
        if len(slugs) == 1:
            maker.put(cell, next(iter(slugs)), key)
        elif slugs or " " in cell.text:
            told = f"may be {' or '.join(sorted(slugs))}" if slugs else "is no earner's name"
            message, hint = f"'{cell.text}' {told}", "write the slug of the earner"
            problem = Problem(self.table.where(cell), Code.UNKNOWN_REFERENCE, message, hint)
            maker.spoil(problem, key)

    def _results(self) -> Mapping[str, int]:
        return self.columns.prefixed["result"]

    def _criterion_columns(self) -> dict[str, int]:
        """The column of each criterion that has one."""
        found = {folded(label): index for label, index in self._results().items()}
        labels = criterion_labels(self.rubric)
        return {
            criterion: found[folded(label)]
            for criterion, label in labels.items()
            if folded(label) in found
        }
