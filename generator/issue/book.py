"""The ledger as questions are asked of it: what stands, what was withdrawn, what is taken."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.model.ledger import Erased, Issued, LedgerEntry, Revoked


@dataclass(frozen=True, slots=True)
class Book:
    """The rows of a ledger, indexed."""

    issued: Mapping[str, Issued]
    """By token, in the order of the ledger."""
    revoked: Mapping[str, Revoked]
    """By token."""
    replaced_by: Mapping[str, tuple[str, ...]]
    """The tokens of the credentials that a reissue put in a token's place."""
    of_award: Mapping[str, tuple[Issued, ...]]
    """By award identity."""
    of_earner: Mapping[str, tuple[Issued, ...]]
    """By the earner's slug."""
    indexes: Mapping[str, Mapping[int, frozenset[int]]]
    """Status indexes in use, by issuer and number of the list; also of those erased."""
    erased: tuple[Erased, ...] = ()

    def standing(self, row: Issued) -> bool:
        """Whether `row` was never withdrawn."""
        return row.credential not in self.revoked

    def current(self, row: Issued, as_of: datetime) -> bool:
        """Whether `row` is neither withdrawn nor past its end at `as_of`."""
        return self.standing(row) and (row.valid_until is None or as_of <= row.valid_until)

    def copies(self, row: Issued) -> tuple[Issued, ...]:
        """`row` and the other copy of its award, if there is one.

        Both were made for one award in one go, so they replace the same credentials.
        """
        return tuple(
            each for each in self.of_award[row.award_identity] if each.replaces == row.replaces
        )


def open_book(ledger: Iterable[LedgerEntry]) -> Book:
    """Index `ledger`."""
    issued: dict[str, Issued] = {}
    erased: list[Erased] = []
    revoked: dict[str, Revoked] = {}
    replaced_by: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    of_award: defaultdict[str, tuple[Issued, ...]] = defaultdict(tuple)
    of_earner: defaultdict[str, list[Issued]] = defaultdict(list)
    indexes: defaultdict[str, defaultdict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in ledger:
        if isinstance(row, Revoked):
            revoked[row.credential] = row
            continue
        if isinstance(row, Erased):
            erased.append(row)
            indexes[row.issuer][row.status_list].update(row.indexes)
            continue
        issued[row.credential] = row
        of_award[row.award_identity] += (row,)
        of_earner[row.earner].append(row)
        indexes[row.issuer][row.status_list].add(row.status_index)
        for token in row.replaces:
            replaced_by[token] += (row.credential,)
    return Book(
        issued,
        revoked,
        dict(replaced_by),
        dict(of_award),
        {earner: tuple(rows) for earner, rows in of_earner.items()},
        {
            issuer: {number: frozenset(used) for number, used in lists.items()}
            for issuer, lists in indexes.items()
        },
        tuple(erased),
    )
