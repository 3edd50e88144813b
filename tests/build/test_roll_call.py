"""What two shards make wrong together, though each is right by itself, is told."""

import json
from pathlib import Path

import pytest

from generator.build.roll_call import call_roll, roll_problems
from generator.issue.disk import Disk
from generator.issue.shard_move import move
from generator.source import Loaded, load, load_catalog, load_roll, shards_of
from tests.build.small import small_catalog


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return small_catalog(tmp_path)


def sharded(config: Path) -> Loaded:
    move(config.parent / "catalog", 1, Disk())
    return load_catalog(config)


def rolls(base: Loaded):
    return [call_roll(load_roll(base, shard)) for shard in shards_of(base.people_top)]


def problems(base: Loaded) -> list[str]:
    return [str(each) for each in roll_problems(rolls(base), lambda shard: load_roll(base, shard))]


def change_ledger(config: Path, **changes: object) -> None:
    """Change the first row of an earner, or add to the award of it."""
    path = config.parent / "catalog" / "ledger.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for slug, change in changes.items():
        row = next(each for each in rows if each.get("earner") == slug)
        change(rows, row)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")


def test_an_id_in_two_shards_is_a_mistake_at_its_line(config):
    rows = [each for each in load(config).catalog.ledger if hasattr(each, "subject")]
    ada = next(each for each in rows if each.earner == "ada")

    def take(_rows, row):
        row["subject"] = ada.subject
        row["status_index"] = ada.status_index

    change_ledger(config, ula=take)
    told = problems(sharded(config))
    assert len(told) == 2
    assert all("is taken already, in " in each and "/ledger.jsonl:1" in each for each in told)


def test_an_assessor_of_another_shard_is_named_with_consent_only(config):
    def assess(by: str, name: str):
        def change(_rows, row):
            row["award"] |= {"assessor_id": by, "assessor_name": name}

        return change

    change_ledger(config, ada=assess("pru", "Pru Private"), ula=assess("ada", "Ada P."))
    (told,) = problems(sharded(config))
    assert "it names 'Pru Private', who assessed it, but 'pru' did not agree" in told


def test_nothing_is_wrong_with_the_catalog_as_it_is(config):
    assert problems(sharded(config)) == []
