"""Awards that were signed although their assessor did not hold the badge that day.

A notice and not a mistake: a policy may be younger than the awards, and what was earned
stays earned. `--strict` makes it one. People are not named: the ledger's lines say who.
"""

from collections import defaultdict
from collections.abc import Iterator

from generator.model.assessors import AssessorFlaw, Holdings, assessor_flaw
from generator.model.badge import Badge
from generator.model.ledger import Issued, Revoked
from generator.model.rigor import Enforced
from generator.source.draft import Draft, LedgerLine

_MOST_LINES = 5  # that one notice lists
_SAID = {
    AssessorFlaw.UNNAMED: "without an 'assessor_id', though assessors must hold the badge",
    AssessorFlaw.LACKS_BADGE: "by an assessor who did not hold the badge that day",
}


def assessor_notices(draft: Draft) -> Iterator[str]:
    """One sentence for each badge and flaw, with the lines of the ledger."""
    if draft.config is None or draft.config.rigor.assessors_hold_badge is Enforced.NEVER:
        return
    policy, rows = draft.config.rigor, [line.row for line in draft.ledger]
    holds = Holdings(rows).held
    found: defaultdict[tuple[str, AssessorFlaw], list[LedgerLine]] = defaultdict(list)
    for line, row in _standing(draft):
        entry = draft.entries["badges"].get(row.badge)
        badge = entry.record if entry is not None else None
        if not isinstance(badge, Badge):
            continue
        flaw = assessor_flaw(row.award, badge, policy, holds)
        if flaw is AssessorFlaw.LACKS_BADGE and draft.is_stray(row.award.assessor_id or ""):
            continue  # what they earned lies in another shard; `issue` looked there
        if flaw is not None:
            found[row.badge, flaw].append(line)
    for (slug, flaw), lines in found.items():
        where = lines[0].source.where()
        count = f"{len(lines)} award{'' if len(lines) == 1 else 's'} of '{slug}'"
        yield (
            f"{where.path}:{where.line}: {count} {_SAID[flaw]} ({_numbers(lines)}); to say who "
            "assessed: badgepress reissue ID --awards FILE"
        )


def _standing(draft: Draft) -> Iterator[tuple[LedgerLine, Issued]]:
    """One row of each award that was not withdrawn."""
    gone = {line.row.credential for line in draft.ledger if isinstance(line.row, Revoked)}
    seen: set[str] = set()
    for line in draft.ledger:
        row = line.row
        if not isinstance(row, Issued) or row.credential in gone or row.award_identity in seen:
            continue
        seen.add(row.award_identity)
        yield line, row


def _numbers(lines: list[LedgerLine]) -> str:
    numbers = [str(line.number) for line in lines[:_MOST_LINES]]
    more = len(lines) - len(numbers)
    rest = f" and {more} more" if more else ""
    return f"line{'' if len(lines) == 1 else 's'} {', '.join(numbers)}{rest}"
