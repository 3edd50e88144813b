"""Makes the sample's ledger, signed files and status lists from the awards beside it.

    python -m tests.demo.make_sample

Always the same bytes: chance comes from a counter and the clock from `HISTORY`. To be run
after a change to anything that is signed: a badge, the issuer, an award, the wire format.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from generator.issue.batch import Batch, stacking_order
from generator.issue.book import open_book
from generator.issue.clr import carry_out as carry_out_records
from generator.issue.clr import plan_records
from generator.issue.desk import Desk, desk_for, finish, write_down
from generator.issue.draft import badge_version
from generator.issue.endorse import carry_out, plan_endorsements
from generator.issue.key_file import SigningKey, open_key, read_key_file
from generator.issue.teams import share_evidence
from generator.model.award import Award
from generator.model.badge import Badge
from generator.model.catalog import Catalog
from generator.model.earner import Earner
from generator.model.key_set import KeySet, LoggedKeySet, key_set
from generator.model.ledger import Issued
from generator.openbadges.key_log import log_entry
from generator.source import load
from generator.source.awards import AwardRow, read_awards
from tests.demo.history import HISTORY, Issue, Reissue, Renew, Revoke
from tests.demo.northgate import adopted_files

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
KEY_LOG = "issuers/lakeland.keys.jsonl"
MADE = ("ledger.jsonl", "assertions", "own-copies", "status", "endorsements", "records", KEY_LOG)
"""What this script makes, and nobody else touches, in the catalog's folder."""
ENDORSER = "northgate-college"
ENDORSED = datetime(2026, 10, 5, 15, 20, tzinfo=UTC)
RECORDED = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)

KEYS_CHANGED = datetime(2024, 12, 30, 16, 0, tzinfo=UTC)

_ADOPTED = "assertions/adopted/northgate-reading-difficulties"
_PASSPHRASE = "demo"


def make_sample(target: Path) -> None:
    """Make the sample anew in `target`: its catalog and configuration."""
    shutil.copytree(
        PROJECT / "catalog",
        target / "catalog",
        ignore=lambda *_: [*(Path(each).name for each in MADE), ".badgepress"],
    )
    shutil.copy(PROJECT / "site-config.yml", target)
    desk = desk_for(load(target / "site-config.yml"))
    keys = tuple(_key(name) for name in ("demo-retired.key", "demo.key"))
    for step in HISTORY:
        desk = _take(step, desk, keys)
    _endorse(desk)
    _log_keys(desk, *keys)
    foreign = _key("foreign.key")
    folder = target / "catalog" / _ADOPTED
    folder.mkdir(parents=True)
    for name, body in adopted_files(foreign.public_key, foreign.sign).items():
        (folder / name).write_bytes(body)
    _record(desk_for(load(target / "site-config.yml")))


def _endorse(desk: Desk) -> None:
    """Sign what the one recognizer says that signs."""
    carry_out(
        [plan_endorsements(desk.catalog.recognizers[ENDORSER], desk.catalog, desk.config)],
        {ENDORSER: _key("recognizer.key")},
        desk.catalog_dir / "endorsements",
        desk.config,
        disk=desk.disk,
        random_bytes=_counter(ENDORSER),
        signed_at=ENDORSED,
    )


def _log_keys(desk: Desk, retired: SigningKey, current: SigningKey) -> None:
    """How the issuer's keys came about: the first signed for itself, then for the next."""
    now = key_set(desk.catalog.issuers["lakeland"])
    first, _ = now.keys
    assert (first.public_key, now.keys[1].public_key) == (retired.public_key, current.public_key)
    then = KeySet(keys=(first.model_copy(update={"retired": None}),))
    entries: list[LoggedKeySet] = []
    for keys, at in ((then, first.created), (now, KEYS_CHANGED)):
        entry = log_entry(
            keys,
            of="issuers/lakeland",
            at=at,
            after=entries[-1] if entries else None,
            signed_by=retired.public_key,
            sign=retired.sign,
        )
        entries.append(entry)
    (desk.catalog_dir / KEY_LOG).write_bytes(b"".join(each.line + b"\n" for each in entries))


def _record(desk: Desk) -> None:
    """Sign what everybody with a page has earned by then."""
    left = carry_out_records(
        plan_records(desk.catalog, desk.config),
        {"lakeland": demo_key()},
        desk.people_dir / "records",
        desk.catalog,
        desk.config,
        disk=desk.disk,
        random_bytes=_counter("records"),
        signed_at=RECORDED,
    )
    assert not left, left


def demo_key() -> SigningKey:
    """The key that the sample's issuer signs with."""
    return _key("demo.key")


def _key(name: str) -> SigningKey:
    return open_key(read_key_file(HERE / name, keep_out=()), _PASSPHRASE)


def _take(step: Issue | Revoke | Reissue | Renew, desk: Desk, keys: Iterable[SigningKey]) -> Desk:
    """Do what happened in `step`, with the names people had then."""
    then = {
        slug: _as_known_on(earner, step.at.date()) for slug, earner in desk.catalog.earners.items()
    }
    batch = Batch(
        replace(desk.catalog, earners=then),
        desk.config,
        random_bytes=_counter(repr(step.at)),
        signed_at=step.at,
    )
    if isinstance(step, Issue):
        for award in stacking_order(_awards(step, desk), desk.catalog):
            batch.issue(award, _badge_on(desk.catalog, award.badge, award.awarded))
    elif isinstance(step, Revoke):
        for row in _standing(desk, step.award):
            batch.withdraw(row, step.reason)
    elif isinstance(step, Reissue):
        rows = _standing(desk, step.award)
        award = rows[0].award
        award = award.model_copy(update={"results": {**award.results, **dict(step.results)}})
        badge = badge_version(desk.catalog, rows[0].badge, rows[0].badge_version)
        assert badge is not None
        batch.issue(award, badge, replaces=rows, reason=step.reason)
    desk = write_down(desk, (), batch.rows)
    renew = {"renew_before": None} if isinstance(step, Renew) else {}
    left = finish(desk, keys, as_of=step.at, **renew).left
    assert not left, left
    return desk


def _awards(step: Issue, desk: Desk) -> list[Award]:
    slugs = {badge.name: slug for slug, badge in desk.catalog.badges.items()}

    def badge_of(row: AwardRow) -> str:
        return slugs.get(row.badge, row.badge)

    awards: list[Award] = []
    for file in step.files:
        body = (HERE / "awards" / file).read_bytes()
        sheet = read_awards(file, body, dates=desk.config.issuing.dates)
        rows, unclear = share_evidence(sheet.rows, badge_of)
        assert not unclear, unclear
        awards += (Award(badge=badge_of(row), earner=row.earner, **row.award) for row in rows)
    return awards


def _standing(desk: Desk, identity: str) -> tuple[Issued, ...]:
    book = open_book(desk.catalog.ledger)
    return tuple(row for row in book.of_award[identity] if book.standing(row))


def _badge_on(catalog: Catalog, slug: str, day: date) -> Badge:
    """The version of a badge that was in force on `day`."""
    badge = catalog.badges[slug]
    begun = [change for change in badge.changes if change.date <= day]
    version = max(begun, key=lambda change: change.date).version if begun else badge.version
    found = badge_version(catalog, slug, version)
    assert found is not None, f"no file for {slug}@{version}"
    return found


def _as_known_on(earner: Earner, day: date) -> Earner:
    """`earner` with the name of `day`: who has a former name agreed to the new one since."""
    if not earner.former_names or earner.consent is None or day >= earner.consent.on:
        return earner
    former = earner.former_names[-1]
    consent = earner.consent.model_copy(update={"name": former})
    return earner.model_copy(update={"name": former, "consent": consent})


def _counter(seed: str) -> Callable[[int], bytes]:
    """Bytes that look random and are the same every time."""
    count = 0

    def draw(size: int) -> bytes:
        nonlocal count
        count += 1
        return sha256(f"{seed} {count}".encode()).digest()[:size]

    return draw


def main() -> None:
    """Make the sample anew, and put what was made into the project's catalog."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        make_sample(target)
        for name in MADE:
            old, new = PROJECT / "catalog" / name, target / "catalog" / name
            shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
            shutil.move(new, old)


if __name__ == "__main__":
    main()
