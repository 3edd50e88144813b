"""The four things done with keys: `issue_awards`, `revoke`, `reissue` and `renew`.

Each wants a desk after `recover`, and last signs whatever the ledger has and the folders
have not.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from generator.issue.batch import Batch
from generator.issue.correct import Correction, says_the_same
from generator.issue.desk import RENEW_BEFORE, Desk, Finished, finish, write_down
from generator.issue.draft import RandomBytes
from generator.issue.key_file import KeyRefusedError, SigningKey
from generator.issue.planned import Plan
from generator.issue.sign import keys_by_issuer
from generator.model.ledger import Issued


def issue_awards(
    desk: Desk,
    plan: Plan,
    keys: Iterable[SigningKey],
    *,
    random_bytes: RandomBytes,
    signed_at: datetime,
) -> Finished:
    """Sign the awards of `plan`, which was made of the desk's catalog as of `signed_at`.

    Raises:
        KeyRefusedError: the key of an issuer in the plan is missing.

    """
    keys = tuple(keys)
    need_keys(desk, plan.issuers, keys, signed_at)
    desk = write_down(desk, plan.newcomers, (), attempts=plan.attempts)
    batch = _batch(desk, random_bytes, signed_at)
    for award in plan.awards:
        batch.issue(award, desk.catalog.badges[award.badge])
    desk = write_down(desk, (), batch.rows)
    return finish(desk, keys, as_of=signed_at)


def revoke(
    desk: Desk,
    copies: Sequence[Issued],
    keys: Iterable[SigningKey],
    *,
    reason: str,
    random_bytes: RandomBytes,
    signed_at: datetime,
) -> Finished:
    """Withdraw `copies`, all of one award, and sign their status lists.

    Raises:
        KeyRefusedError: their issuer's key is missing.

    """
    keys = tuple(keys)
    need_keys(desk, {row.issuer for row in copies}, keys, signed_at)
    batch = _batch(desk, random_bytes, signed_at)
    for row in copies:
        if batch.book.standing(row):
            batch.withdraw(row, reason)
    desk = write_down(desk, (), batch.rows)
    return finish(desk, keys, as_of=signed_at)


def reissue(
    desk: Desk,
    corrections: Sequence[Correction],
    keys: Iterable[SigningKey],
    *,
    reason: str,
    random_bytes: RandomBytes,
    signed_at: datetime,
) -> Finished:
    """Sign corrected credentials, in order, and withdraw those they replace.

    What would only get another id and date is left as it is.

    Raises:
        KeyRefusedError: an issuer's key is missing.

    """
    keys = tuple(keys)
    need_keys(desk, {each.badge.issuer for each in corrections}, keys, signed_at)
    batch = _batch(desk, random_bytes, signed_at)
    for each in corrections:
        if not says_the_same(each, batch, desk.catalog, desk.config):
            batch.issue(each.award, each.badge, replaces=each.replaces, reason=reason)
    desk = write_down(desk, (), batch.rows)
    return finish(desk, keys, as_of=signed_at)


def renew(
    desk: Desk,
    keys: Iterable[SigningKey],
    *,
    signed_at: datetime,
    only_ending: bool = False,
) -> Finished:
    """Sign the status lists of the keys' issuers anew; with `only_ending`, those due soon."""
    before: timedelta | None = RENEW_BEFORE if only_ending else None
    return finish(desk, keys, as_of=signed_at, renew_before=before)


def _batch(desk: Desk, random_bytes: RandomBytes, signed_at: datetime) -> Batch:
    return Batch(desk.catalog, desk.config, random_bytes=random_bytes, signed_at=signed_at)


def need_keys(desk: Desk, issuers: Iterable[str], keys: Sequence[SigningKey], at: datetime) -> None:
    """See that `keys` hold the current one of every issuer in `issuers`.

    Raises:
        KeyRefusedError: one is missing.

    """
    missing = sorted(set(issuers) - keys_by_issuer(keys, desk.catalog, at).keys())
    if missing:
        raise KeyRefusedError(
            "the signing key is missing of " + ", ".join(f"'{slug}'" for slug in missing),
            "give it with --key FILE; --key may be given several times",
        )
