"""A ledger that was half written, and a cache that was damaged."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.faults.awards import Office, check_finished, ledger_lines
from tests.faults.figures import Figures
from tests.faults.sites import Pair


def torn_ledger(folder: Path, count: int, chance: random.Random) -> Figures:
    """The ledger ends anywhere, and nothing of it was signed yet."""
    figures = Figures("a ledger half written")
    office = Office(folder)
    world = office.begin()
    office.issue()
    whole = (world.people / "ledger.jsonl").read_bytes()
    newcomer = (world.people / "earners" / "ny-person.yml").read_bytes()
    for _ in range(count):
        world = office.begin()
        cut = chance.randrange(len(whole) + 1)
        (world.people / "ledger.jsonl").write_bytes(whole[:cut])
        (world.people / "earners" / "ny-person.yml").write_bytes(newcomer)
        kept = ledger_lines(world)
        ended = office.issue()
        figures.runs += 1
        figures.faults += b"\n" not in whole[max(cut - 1, 0) : cut]
        if ended.code != 0:
            figures.note("uncaught" if ended.is_uncaught else "other", ended.said[-300:])
            continue
        check_finished(world, kept, figures, f"cut at {cut}")
    return figures


def _cut(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def _flip(path: Path, chance: random.Random) -> None:
    body = bytearray(path.read_bytes())
    body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    path.write_bytes(body)


def _zeros(path: Path, _: random.Random) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _exchange(path: Path, chance: random.Random) -> None:
    path.write_bytes(chance.randbytes(path.stat().st_size))


def _folder(path: Path, _: random.Random) -> None:
    path.unlink()
    path.mkdir()


def _gone(path: Path, _: random.Random) -> None:
    path.unlink()


DAMAGES: tuple[Callable[[Path, random.Random], None], ...] = (
    *(_cut, _flip, _zeros, _exchange, _folder, _gone),
)


def damaged_cache(folder: Path, count: int, chance: random.Random) -> Figures:
    """The site is the same whatever happened to what was kept of it."""
    figures = Figures("a damaged cache")
    pair = Pair(folder)
    cache = pair.root / ".badgepress"
    for number in range(count):
        files = sorted(each for each in cache.glob("*/*") if each.is_file())
        damage = DAMAGES[number % len(DAMAGES)]
        hit = chance.sample(files, min(len(files), 2))
        for each in hit:
            damage(each, chance)
        ended = pair.build(number % 2)
        figures.runs += 1
        figures.faults += bool(hit)
        told = f"{damage.__name__} of {[each.name for each in hit]}: {ended.said[-300:]}"
        if ended.is_uncaught:
            figures.note("uncaught", told)
        elif (ended.code, pair.shown()) != (0, number % 2):
            figures.note("other", told)
        for each in hit:
            if each.is_dir():
                shutil.rmtree(each)
    return figures
