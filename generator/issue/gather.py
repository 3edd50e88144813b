"""Which rows of an awards file are of which shard of a registry."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.issue.codes import IssueCode
from generator.issue.newcomers import Person, Register, UnclearPersonError
from generator.issue.part import Abroad
from generator.issue.planned import Notice
from generator.issue.shard_work import Rows
from generator.model.earner import Earner
from generator.source import Problem, Shard
from generator.source.award_file import AwardFile, Span
from generator.source.awards import AwardRow
from generator.source.shards import FOLDER, shard_name

_AT_ONCE = 500  # rows that are read together to find out whose they are


@dataclass(slots=True)
class Gathered:
    """The rows of an awards file, by the shard of their earners."""

    people: Path
    digits: int
    spans: "dict[str, array[int]]" = field(default_factory=dict)
    """Begin, bytes and line of each row, one after the other; in memory a fifth of tuples."""
    rows: dict[str, list[AwardRow]] = field(default_factory=dict)
    """Those of a file that had to be read whole."""
    decided: dict[str, dict[int, Earner]] = field(default_factory=dict)
    unclear: dict[str, set[int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    is_open: bool = False
    """Some rows name nobody by a slug, so everybody has to be asked."""

    def put(self, slug: str, place: Span | AwardRow) -> str:
        """Note a row of `slug`; the name of the shard."""
        name = shard_name(slug, self.digits)
        if isinstance(place, AwardRow):
            self.rows.setdefault(name, []).append(place)
        else:
            self.spans.setdefault(name, array("q")).extend(place)
        return name

    def count(self) -> int:
        """How many rows there are."""
        return sum(len(each) // 3 for each in self.spans.values()) + sum(
            map(len, self.rows.values())
        )

    def names(self) -> list[str]:
        """The shards that have rows, in order."""
        return sorted({*self.spans, *self.rows})

    def of(self, name: str, abroad: Abroad, lines: frozenset[int] | None = None) -> Rows:
        """The rows of one shard; with `lines`, only those that begin there."""
        flat = self.spans.get(name, array("q"))
        spans = zip(flat[0::3], flat[1::3], flat[2::3], strict=True)
        rows = self.rows.get(name, ())
        return Rows(
            _shard(self.people, name),
            tuple(each for each in spans if lines is None or each[2] in lines),
            tuple(each for each in rows if lines is None or each.where.line in lines),
            abroad,
        )


def _shard(people: Path, name: str) -> Shard:
    return Shard(name, people / FOLDER / name)


def gather(
    file: AwardFile | None,
    rows: Sequence[AwardRow],
    people: Path,
    digits: int,
    everybody: Callable[[], Iterable[Earner]],
) -> Gathered:
    """Find whose each row is; `everybody` is asked for only where slugs do not say it.

    Raises:
        CatalogError: the file is no CSV.

    """
    found = Gathered(people, digits)
    for slug, place in _places(file, rows):
        if not slug:
            found = Gathered(people, digits, is_open=True)
            _resolve_all(file, rows, found, everybody())
            return found
        found.put(slug, place)
    return found


def _places(
    file: AwardFile | None, rows: Sequence[AwardRow]
) -> Iterator[tuple[str, Span | AwardRow]]:
    """Each row with the slug that it gives; with nothing, where it names somebody otherwise."""
    if file is None:
        yield from ((row.earner or "", row) for row in rows)
        return
    for text, span in file.spans():
        yield ("" if "@" in text or " " in text else text), span


def _resolve_all(
    file: AwardFile | None, rows: Sequence[AwardRow], found: Gathered, everybody: Iterable[Earner]
) -> None:
    known = {each.slug: each for each in sorted(everybody, key=lambda each: each.slug)}
    register = Register(known)
    waiting: list[Span | AwardRow] = []
    for slug, place in _places(file, rows):
        if slug in known:
            found.put(slug, place)
            continue
        waiting.append(place)
        if len(waiting) == _AT_ONCE:
            _resolve(file, waiting, found, register)
            waiting.clear()
    _resolve(file, waiting, found, register)


def _resolve(
    file: AwardFile | None, places: Sequence[Span | AwardRow], found: Gathered, register: Register
) -> None:
    """Whom rows name, known or new, as one register of all people tells it."""
    spans = [each for each in places if not isinstance(each, AwardRow)]
    read = file.rows(spans)[0] if file is not None and spans else []
    by_line = {row.where.line: row for row in read}
    for place in places:
        row = place if isinstance(place, AwardRow) else by_line.get(place[2])
        if row is None:  # wrong by itself, as its shard will tell
            found.put("", place)
            continue
        try:
            earner, texts = register.find(Person(row.earner, row.name, row.email, row.minor_until))
        except UnclearPersonError as error:
            key = next(each for each in ("earner", "name", "email") if getattr(row, each))
            problem = Problem(row.at(key), IssueCode.UNCLEAR_PERSON, str(error), error.hint)
            found.problems.append(problem)
            name = found.put("", place)
            found.unclear.setdefault(name, set()).add(row.where.line)
            continue
        found.notices += [Notice(row.where, text) for text in texts]
        name = found.put(earner.slug, place)
        found.decided.setdefault(name, {})[row.where.line] = earner
