"""The small catalog of `tests.issue.world` with its people in shards, and ways to issue in it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.issue import SigningKey, open_key, read_key_file
from generator.issue.crew import crew
from generator.issue.disk import Disk
from generator.issue.registry import (
    Registry,
    RegistryFinished,
    RegistryPlan,
    issue_in_registry,
    plan_registry,
    recover_registry,
)
from generator.model.ledger import Issued, LedgerEntry
from generator.source import AwardsError, load, load_catalog, read_rows
from generator.source.award_file import open_award_file
from generator.source.shards import shard_name
from tests.issue.world import FILES, NOW, PASSPHRASE, counter, make_world


@dataclass(frozen=True)
class Sharded:
    root: Path

    @property
    def config(self) -> Path:
        return self.root / "site-config.yml"

    @property
    def people(self) -> Path:
        return self.root / "catalog"

    def registry(self, disk: Disk | None = None) -> Registry:
        return Registry(load_catalog(self.config), disk or Disk())

    def key(self, name: str) -> SigningKey:
        return open_key(read_key_file(self.root / "keys" / f"{name}.key", keep_out=()), PASSPHRASE)

    def write(self, awards: str, name: str = "awards.csv") -> Path:
        path = self.root / name
        path.write_text(awards, "utf-8")
        return path

    def plan(self, awards: str, *, name: str = "awards.csv", whole: bool = False) -> RegistryPlan:
        path, registry = self.write(awards, name), self.registry()
        file = None if whole else open_award_file(path, dates=None)
        rows, problems = (), ()
        if file is None:
            try:
                sheet = read_rows(name, path.read_bytes(), registry.base.catalog, dates=None)
                rows = sheet.rows
            except AwardsError as error:
                rows, problems = error.good.rows, error.problems
        with crew(registry.bench(NOW, file=file), 1) as one:
            return plan_registry(registry, one, file, rows, problems)

    def issue(
        self,
        awards: str,
        *,
        disk: Disk | None = None,
        seed: str = "",
        keys: tuple[str, ...] = ("brook",),
        workers: int = 1,
        at: datetime = NOW,
    ) -> RegistryFinished:
        registry = self.registry(disk)
        file = open_award_file(self.write(awards), dates=None)
        bench, chance = registry.bench(at, file=file), counter(seed)
        with crew(bench, workers) as planners:
            left = recover_registry(registry, planners, random_bytes=chance, signed_at=at)
            plan = plan_registry(registry, planners, file)
        opened = [self.key(each) for each in keys]
        private = tuple((key.public_key, key.hand_over()) for key in opened)
        with crew(registry.bench(at, file=file).with_keys(private), workers) as signers:
            return issue_in_registry(
                registry, signers, plan, left, opened, random_bytes=chance, signed_at=at
            )

    def ledger(self) -> list[LedgerEntry]:
        return list(load(self.config, to_sign=True, join=True).catalog.ledger)

    def issued(self) -> list[Issued]:
        return [row for row in self.ledger() if isinstance(row, Issued)]

    def tree(self) -> dict[str, bytes]:
        """Every file, but for what may be lost."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".badgepress" not in path.parts
        }


def make_sharded(root: Path, *, digits: int = 1, more: dict[str, str] | None = None) -> Sharded:
    """Write the catalog under `root`."""
    world = make_world(root, more=more)
    files = {path for path in {**FILES, **(more or {})} if path.startswith("catalog/earners/")}
    for each in sorted(files):
        slug = Path(each).stem
        target = world.people / "shards" / shard_name(slug, digits) / "earners" / f"{slug}.yml"
        target.parent.mkdir(parents=True, exist_ok=True)
        (root / each).rename(target)
    if files:
        (world.people / "earners").rmdir()
    return Sharded(root)
