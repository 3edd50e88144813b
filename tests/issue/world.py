"""A small catalog in real files, two issuers with keys, and ways to issue in it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from generator.issue import (
    Desk,
    Finished,
    Plan,
    SigningKey,
    desk_for,
    issue_awards,
    new_key,
    open_key,
    plan_awards,
    read_key_file,
    recover,
    write_key,
)
from generator.issue.disk import Disk
from generator.model.catalog import Catalog
from generator.model.ledger import Issued, Revoked
from generator.source import load, read_rows

NOW = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)
PASSPHRASE = "four random words here"
BROOK, BROOK_KEY = new_key(b"brook-brook-brook-brook-brook-32", PASSPHRASE, rounds=1)
HILL, HILL_KEY = new_key(b"hill-hill-hill-hill-hill-hill-32", PASSPHRASE, rounds=1)

CONFIG = """\
site_name: Brook Badges
description: Badges of the Brook agency.
base_url: https://badges.brook.example/b/
home:
  statement: A badge here means that somebody saw the work.
  run_by: {office: Brook Badge Desk, email: desk@brook.example}
"""

ISSUER = """\
name: NAME
summary: An agency.
url: https://brook.example/
contact: {office: Badge Desk}
keys:
  - public_key: KEY
    created: 2025-01-01T00:00:00Z
"""

BADGE = """\
name: NAME
summary: Can do it.
description: What it is about.
level: foundation
topics: [Feedback]
audience: [teacher]
shown: did it in class
criteria: Show it.
assessors: {who: A trained assessor}
owner: {office: Badge Desk}
review_by: 2030-01-01
version: "1"
"""

RUBRIC = """\
hours: 6
rubric:
  levels:
    - {id: begun, name: Begun}
    - {id: good, name: Good}
    - {id: fine, name: Very good}
  passes: good
  criteria:
    - {id: plan, name: Plan, levels: {begun: Not yet., good: There., fine: Exemplary.}}
    - {id: practice, name: Practice, levels: {begun: Not yet., good: There., fine: Exemplary.}}
"""

FILES = {
    "site-config.yml": CONFIG,
    "catalog/issuers/brook.yml": ISSUER.replace("NAME", "Brook Agency").replace("KEY", BROOK),
    "catalog/issuers/hill.yml": ISSUER.replace("NAME", "Hill School").replace("KEY", HILL),
    "catalog/badges/brook/listening.yml": BADGE.replace("NAME", "Listening"),
    "catalog/badges/brook/planning.yml": BADGE.replace("NAME", "Lesson planning") + RUBRIC,
    "catalog/badges/brook/yearly.yml": BADGE.replace("NAME", "Yearly") + "valid_months: 12\n",
    "catalog/badges/brook/coaching.yml": BADGE.replace("NAME", "Coaching")
    + "requires: [listening]\n",
    "catalog/badges/brook/stack.yml": BADGE.replace("NAME", "Whole stack"),
    "catalog/badges/brook/old.yml": BADGE.replace("NAME", "Old") + "status: retired\n",
    "catalog/badges/hill/welcome.yml": BADGE.replace("NAME", "Welcome"),
    "catalog/pathways/both.yml": "name: Both\nissuer: brook\nsummary: Two badges.\n"
    "audience: [teacher]\nrule:\n  all: [listening, yearly]\nawards: stack\n",
    "catalog/earners/ana-silva.yml": "name: Ana Silva\nvisibility: public\nconsent:\n"
    "  {by: earner, on: 2026-01-05, visibility: public, name: Ana Silva}\n",
    "catalog/earners/ben-k.yml": "name: Ben Kole\nvisibility: public\nconsent:\n"
    "  {by: earner, on: 2026-01-05, visibility: public, name: Ben K.}\n",
    "catalog/earners/cai.yml": "name: Cai Ode\nvisibility: unlisted\nminor_until: 2031-02\n"
    f"address: {'ab' * 16}\nconsent: {{by: guardian, on: 2026-01-05, visibility: unlisted}}\n",
    "catalog/earners/dora-lind.yml": "name: Dora Lind\nemail: dora@brook.example\n",
}

AWARDS = """\
badge,earner,awarded
listening,ana-silva,2026-04-01
listening,ben-k,2026-04-01
listening,cai,2026-04-02
listening,dora-lind,2026-04-02
"""


def counter(seed: str = "") -> Callable[[int], bytes]:
    """Bytes that look random, always the same ones for one `seed`."""
    count = 0

    def draw(size: int) -> bytes:
        nonlocal count
        count += 1
        return hashlib.sha256(f"{seed} {count}".encode()).digest()[:size]

    return draw


@dataclass(frozen=True)
class World:
    root: Path

    @property
    def config(self) -> Path:
        return self.root / "site-config.yml"

    @property
    def people(self) -> Path:
        return self.root / "catalog"

    def key(self, name: str = "brook") -> SigningKey:
        return open_key(read_key_file(self.root / "keys" / f"{name}.key", keep_out=()), PASSPHRASE)

    def desk(self, disk: Disk | None = None) -> Desk:
        return desk_for(load(self.config, to_sign=True), disk)

    def recovered(self, disk: Disk | None, seed: str, at: datetime = NOW) -> Desk:
        return recover(self.desk(disk), random_bytes=counter(f"recover {seed}"), signed_at=at)

    def catalog(self) -> Catalog:
        return load(self.config, to_sign=True).catalog

    def plan(
        self, awards: str | bytes, name: str = "awards.csv", at: datetime = NOW, **more: bool
    ) -> Plan:
        desk = self.desk()
        data = awards if isinstance(awards, bytes) else awards.encode()
        rows = read_rows(name, data, desk.catalog, dates=desk.config.issuing.dates).rows
        return plan_awards(
            rows, desk.catalog, desk.config, as_of=at, recorded=desk.attempts, **more
        )

    def issue(
        self,
        awards: str | bytes,
        *,
        name: str = "awards.csv",
        seed: str = "",
        at: datetime = NOW,
        disk: Disk | None = None,
        keys: tuple[str, ...] = ("brook",),
    ) -> Finished:
        desk = self.recovered(disk, seed, at)
        return issue_awards(
            desk,
            self.plan(awards, name, at),
            [self.key(each) for each in keys],
            random_bytes=counter(seed),
            signed_at=at,
        )

    def ledger(self) -> list[Issued | Revoked]:
        return list(self.catalog().ledger)

    def issued(self) -> list[Issued]:
        return [row for row in self.ledger() if isinstance(row, Issued)]

    def signed(self, row: Issued) -> dict[str, object]:
        return json.loads(self.desk().credential(row).read_bytes())

    def status_list(self, issuer: str = "brook", number: int = 1) -> bytes:
        return (self.people / "status" / issuer / f"{number}.json").read_bytes()

    def tree(self) -> dict[str, bytes]:
        """Every file, but for the lock's."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".badgepress" not in path.parts
        }

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")


def make_world(root: Path, *, more: dict[str, str] | None = None) -> World:
    """Write the catalog under `root`."""
    for name, text in {**FILES, **(more or {})}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (root / "keys").mkdir()
    write_key(root / "keys" / "brook.key", BROOK_KEY, keep_out=())
    write_key(root / "keys" / "hill.key", HILL_KEY, keep_out=())
    return World(root)


def later(days: int) -> datetime:
    """`days` after `NOW`."""
    return NOW + timedelta(days=days)
