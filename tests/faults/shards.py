"""kill -9 at random moments while people are brought into shards, and back."""

import random
import shutil
import time
from pathlib import Path

from generator.issue.disk import Disk
from generator.issue.shard_move import finish_move
from generator.issue.signed_badges import SignedBadges
from generator.model.ledger import Issued
from generator.source import load, shards_of
from tests.faults.awards import Office
from tests.faults.children import finish, start
from tests.faults.figures import Figures
from tests.faults.kills import moment
from tests.issue.world import World


def everything(world: World) -> dict[str, object]:
    """What the people's files say, however they lie."""
    catalog = load(world.config, join=True).catalog
    own = {}
    for shard in shards_of(world.people):
        signed = SignedBadges(shard.folder, in_lines=True)
        rows = [row for row in catalog.ledger if isinstance(row, Issued)]
        own |= {row.credential: signed.read(row) for row in rows if signed.has(row)}
    return {
        "earners": dict(catalog.earners),
        "ledger": sorted(catalog.ledger, key=str),
        "assertions": {token: stored.body for token, stored in catalog.assertions.items()},
        "signed": own,
    }


def kill_sharding(folder: Path, count: int, chance: random.Random) -> Figures:
    """After each kill everybody is there, in the old layout or the new one."""
    figures = Figures("kill -9 while people are brought into shards")
    office = Office(folder)
    world = office.begin()
    office.issue()
    before = everything(world)
    seconds = 0.2
    for number in range(count):
        digits = str((number + 1) % 3)
        started = time.monotonic()
        process = start(["shard", "--digits", digits], office.root, office.log)
        ended = finish(process, office.log, kill_after=moment(chance, seconds))
        figures.runs += 1
        figures.faults += ended.code != 0
        passed = time.monotonic() - started
        seconds = 0.8 * seconds + 0.2 * passed if ended.code == 0 else seconds * 1.01
        if ended.is_uncaught:
            figures.note("uncaught", ended.said[-300:])
        if everything(world) != before:
            figures.note("other", f"kill {number}: somebody or something is missing")
            shutil.rmtree(office.root)
            break
    finish_move(world.people, Disk())
    if everything(world) != before:
        figures.note("other", "after all kills: somebody or something is missing")
    left = [each.name for each in world.people.glob(".shards*")]
    if left:
        figures.note("left_behind", str(left))
    return figures
