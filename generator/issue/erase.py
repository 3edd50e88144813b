"""A person leaves the people's folder, and no byte of theirs stays in it.

1. Their credentials are withdrawn first, where that was chosen: status lists need the ledger.
   Of those left good, the digests of the signatures are written down, in a row that is nobody's:
   should their key ever be stolen, they stay good (`issue.stolen`).
2. Their signed files, record, adopted badges and attempts go. Where others' rows name them as
   who assessed or approved, the slug is taken out; it was never signed.
3. The ledger is written anew, whole: their rows become entries of status lists in rows that
   are nobody's (`Erased`), so that no index is used twice and what was withdrawn stays so.
4. Their file goes, or their row of ``earners.csv``: last, so that a kill anywhere before
   leaves a catalog that loads, and the same command finishes.
"""

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.issue.attempts import attempt_line
from generator.issue.book import open_book
from generator.issue.desk import Desk, write_down
from generator.issue.earners_csv import without_row
from generator.issue.judges import JUDGES
from generator.issue.ledger_line import ledger_line
from generator.issue.stolen import signature_of
from generator.model.attempt import Attempt
from generator.model.award import Award
from generator.model.ledger import Erased, Issued, LedgerEntry, Revoked
from generator.openbadges.attested import attested_digest

Judged = TypeVar("Judged", Award, Attempt)


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was found of a person, and is taken out."""

    earner: str
    rows: tuple[Issued, ...]
    standing: tuple[Issued, ...]
    """Those that were not withdrawn."""
    files: tuple[Path, ...]
    folders: tuple[Path, ...]
    attempts: int
    """Rows of attempts that are theirs."""
    judged: int
    """Rows of others that they assessed or approved."""
    table: bytes | None
    """What ``earners.csv`` will say, where they are a row of it."""


def plan_erasure(desk: Desk, slug: str) -> Erasure:
    """All that the folders hold of the earner `slug`.

    Raises:
        CatalogError: the row cannot be cut out of the table of earners.

    """
    book = open_book(desk.catalog.ledger)
    rows = book.of_earner.get(slug, ())
    record = desk.people_dir / "records" / f"{slug}.json"
    adopted = desk.people_dir / "assertions" / "adopted"
    named = [each.slug for each in desk.catalog.adopted.values() if each.record.earner == slug]
    table = None
    if not _file(desk, slug).exists():
        path = desk.people_dir / "earners.csv"
        table = without_row(path.as_posix(), path.read_bytes(), slug)
    return Erasure(
        slug,
        rows,
        tuple(row for row in rows if book.standing(row)),
        tuple(
            path
            for path in (*(desk.signed.file(row) for row in rows), record)
            if path.exists() or path.with_name(f".{path.name}.tmp").exists()
        ),
        tuple(adopted / each for each in named),
        sum(each.earner == slug for each in desk.attempts),
        sum(_judged(row.award, slug) for row in book.issued.values() if row.earner != slug),
        table,
    )


def erase(desk: Desk, plan: Erasure, *, revoked: bool) -> None:
    """Steps 2 to 4; with `revoked`, step 1 was done for what was standing."""
    disk, slug = desk.disk, plan.earner
    if not revoked:
        desk = write_down(desk, (), _signatures(desk, plan.standing))
    desk.signed.remove(plan.rows, disk)
    for path in plan.files:
        disk.remove(path)
    for folder in plan.folders:
        _remove_folder(desk, folder)
    attempts = [_unjudged(each, slug) for each in desk.attempts if each.earner != slug]
    if attempts != list(desk.attempts):
        disk.replace(desk.attempts_file, b"".join(attempt_line(each) for each in attempts))
    gone = plan.rows if revoked else tuple(row for row in plan.rows if row not in plan.standing)
    rows = tuple(_rewritten(desk.own_ledger(), slug, {row.credential for row in gone}))
    if rows != desk.own_ledger():
        disk.replace(desk.ledger, b"".join(ledger_line(row) for row in rows))
    if plan.table is not None:
        disk.replace(desk.people_dir / "earners.csv", plan.table)
    else:
        disk.remove(_file(desk, slug))


def _signatures(desk: Desk, rows: Iterable[Issued]) -> Iterator[Erased]:
    """What is kept of the signatures of `rows`; one whose file is gone already was written down."""
    for row in rows:
        value = signature_of(desk, row)
        if value is not None:
            yield Erased(
                issuer=row.issuer,
                status_list=row.status_list,
                indexes=(),
                signatures={row.key: (attested_digest(value),)},
            )


def _rewritten(
    ledger: Iterable[LedgerEntry], slug: str, withdrawn: set[str]
) -> Iterator[LedgerEntry]:
    """The ledger without `slug`: first what is erased, one row for each list."""
    indexes: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    revoked: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    signatures: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    theirs: set[str] = set()
    others: list[LedgerEntry] = []
    for row in ledger:
        if isinstance(row, Erased):
            indexes[row.issuer, row.status_list].update(row.indexes)
            revoked[row.issuer, row.status_list].update(row.withdrawn)
            for key, digests in row.signatures.items():
                signatures[row.issuer][key].update(digests)
        elif isinstance(row, Issued) and row.earner == slug:
            theirs.add(row.credential)
            indexes[row.issuer, row.status_list].add(row.status_index)
            if row.credential in withdrawn:
                revoked[row.issuer, row.status_list].add(row.status_index)
        elif isinstance(row, Issued):
            award = _unjudged(row.award, slug)
            others.append(row if award == row.award else row.model_copy(update={"award": award}))
        else:
            others.append(row)
    for issuer, number in sorted(indexes):
        yield Erased(
            issuer=issuer,
            status_list=number,
            indexes=tuple(sorted(indexes[issuer, number])),
            withdrawn=tuple(sorted(revoked[issuer, number])),
            signatures={  # with the first of the issuer's lists
                key: tuple(sorted(digests))
                for key, digests in sorted(signatures.pop(issuer, {}).items())
            },
        )
    for row in others:
        if not (isinstance(row, Revoked) and row.credential in theirs):
            yield row


def _judged(award: Award | Attempt, slug: str) -> bool:
    return any(getattr(award, key) == slug for key in JUDGES)


def _unjudged(record: Judged, slug: str) -> Judged:
    """`record` without `slug` as who assessed or approved it."""
    return record.model_copy(update={key: None for key in JUDGES if getattr(record, key) == slug})


def _file(desk: Desk, slug: str) -> Path:
    return desk.people_dir / "earners" / f"{slug}.yml"


def _remove_folder(desk: Desk, folder: Path) -> None:
    """Out of the catalog in one step, since half of it would be a mistake; then away."""
    hidden = folder.with_name(f".{folder.name}.erased")
    shutil.rmtree(hidden, ignore_errors=True)
    desk.disk.calls.replace(folder, hidden)
    shutil.rmtree(hidden)
