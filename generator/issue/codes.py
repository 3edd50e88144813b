"""The codes of mistakes in awards; stable, like those of `source`."""

from enum import StrEnum


class IssueCode(StrEnum):
    """A code; its comment says what the mistake is."""

    UNKNOWN_BADGE = "unknown-badge"  # no such badge
    RETIRED_BADGE = "retired-badge"  # the badge can no longer be earned
    FUTURE_DATE = "future-date"  # awarded on a day that has not come
    DATE_ORDER = "date-order"  # ended before it started, or ends before it was awarded
    UNKNOWN_CRITERION = "unknown-criterion"  # the badge's rubric has no such criterion
    UNKNOWN_LEVEL = "unknown-level"  # the badge's rubric has no such level
    MISSING_RESULT = "missing-result"  # a criterion of the rubric has no result
    BELOW_PASS = "below-pass"  # noqa: S105 - a result is lower than the rubric's passing level
    HOURS_NOT_STATED = "hours-not-stated"  # hours for a badge that states none
    REPEATED_AWARD = "repeated-award"  # two rows are the same award
    IDENTITY_TAKEN = "identity-taken"  # an award_id that another award has
    UNKNOWN_ASSESSOR = "unknown-assessor"  # no earner has the assessor's slug
    OWN_ASSESSOR = "own-assessor"  # somebody assessed themselves
    UNNAMED_ASSESSOR = "unnamed-assessor"  # assessors must hold the badge; nobody is named
    ASSESSOR_LACKS_BADGE = "assessor-lacks-badge"  # the assessor did not hold the badge that day
    SAME_PERSON = "same-person"  # one person assessed twice, or assessed and approved
    NOT_APPROVED = "not-approved"  # no approver, where other rows have one
    ATTEMPT_ORDER = "attempt-order"  # a number of an attempt that others have reached before
    EARNED_THAT_DAY = "earned-that-day"  # "not yet" on the day of an award
    UNCLEAR_TEAM = "unclear-team"  # two teams that may be one, written in two ways
    UNCLEAR_EVIDENCE = "unclear-evidence"  # which evidence a team shares cannot be told
    NAMES_SOMEBODY = "names-somebody"  # a team's name says a person's, who did not agree to it
    NO_CURRENT_KEY = "no-current-key"  # the issuer lists no key in force
    UNCLEAR_PERSON = "unclear-person"  # nobody, or more than one, is meant
    CANNOT_BE_SIGNED = "cannot-be-signed"  # a value that the signed form cannot hold
    NOT_THIS_AWARD = "not-this-award"  # a correction names another badge or earner
    EDIT_BY_HAND = "edit-by-hand"  # a file that a command cannot change and leave the rest as it is
