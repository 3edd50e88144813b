"""What verifying found: one outcome a check, and the verdict that follows from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from generator.openbadges.reading import SignedFacts

CHECK_IDS = (
    "document",
    "issuer-key",
    "signature",
    "validity-period",
    "status",
    "issuer-trust",
)
"""The checks that make the verdict, in the order they are reported."""

_DECISIVE = frozenset(CHECK_IDS) - {"issuer-trust"}


class Outcome(StrEnum):
    """How one check ended."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"  # not decidable now: list unreachable, signature suite unsupported
    SKIPPED = "skipped"  # says nothing, because a check it needs did not pass


class Verdict(StrEnum):
    """The answer in one word; see `Report.verdict`."""

    VERIFIED = "verified"
    UNTRUSTED = "untrusted"
    UNCONFIRMED = "unconfirmed"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one check."""

    id: str  # stable; the same in Python, JS and the conformance cases
    outcome: Outcome
    detail: str = ""  # one sentence for the reader
    ask: str = ""  # whom to ask, as a sentence; empty where there is nothing to ask


@dataclass(frozen=True, slots=True)
class Endorsement:
    """What somebody else says of the badge; theirs only where the outcome is "passed"."""

    name: str  # of the endorser; this and the following are empty where they can't be read
    did: str
    comment: str
    about: str  # "achievement", the badge as anybody may earn it, or "credential", this award
    outcome: Outcome
    detail: str
    known: bool  # the endorser is on the reader's list


@dataclass(frozen=True, slots=True)
class Component:
    """An earned badge that this one is made of."""

    url: str
    badge: str  # its name; empty where it is not proven
    outcome: Outcome
    detail: str


@dataclass(frozen=True, slots=True)
class Report:
    """Every check's outcome, and what the credential says of itself.

    What it says is None unless the document could be read, and is somebody's claim until
    the signature passed.
    """

    checks: tuple[Check, ...]
    id: str | None = None
    badge: str | None = None
    issuer: str | None = None  # a DID, or whatever stands as the issuer's id
    issuer_name: str | None = None
    earner: str | None = None  # the name in the credential, where one is signed
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    facts: SignedFacts | None = None
    listed: datetime | None = None  # of when the withdrawal list is that was relied on
    endorsements: tuple[Endorsement, ...] = ()
    components: tuple[Component, ...] = ()

    def __bool__(self) -> bool:
        raise TypeError("a report is neither true nor false; compare its verdict")

    @property
    def verdict(self) -> Verdict:
        """From the six checks of `CHECK_IDS` alone (generator/README, verification).

        VERIFIED only when all six are there and passed.
        """
        outcomes = {check.id: check.outcome for check in self.checks}
        if any(outcomes.get(check_id) is Outcome.FAILED for check_id in _DECISIVE):
            return Verdict.INVALID
        if not all(outcomes.get(check_id) is Outcome.PASSED for check_id in _DECISIVE):
            return Verdict.UNCONFIRMED
        match outcomes.get("issuer-trust"):
            case Outcome.PASSED:
                return Verdict.VERIFIED
            case Outcome.FAILED:
                return Verdict.UNTRUSTED
            case _:
                return Verdict.UNCONFIRMED

    @property
    def deciding(self) -> Check:
        """The check that made the verdict: the first that failed, else the first not passed.

        The last one when all passed.
        """
        six = [check for check in self.checks if check.id in CHECK_IDS]
        for outcome in (Outcome.FAILED, Outcome.UNKNOWN, Outcome.SKIPPED):
            for check in six:
                if check.outcome is outcome and not (
                    check.id == "issuer-trust" and self.verdict is not Verdict.UNTRUSTED
                ):
                    return check
        return six[-1]

    def check(self, check_id: str) -> Check:
        """The check of that id, which must be one of the report's."""
        return next(check for check in self.checks if check.id == check_id)


def in_order(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The six as `CHECK_IDS` has them, whatever the order in which they were made; then others."""
    place = {check_id: at for at, check_id in enumerate(CHECK_IDS)}
    return tuple(sorted(checks, key=lambda check: place.get(check.id, len(place))))
