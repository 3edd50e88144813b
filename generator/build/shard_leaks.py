"""Looking through what shards wrote for what any of them keeps back, in worker processes."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator.build.leaks import guarded, leak_problems
from generator.build.narrator import Narrator
from generator.build.press import unit_of
from generator.build.shard_secrets import join_secrets, read_joined, read_secrets
from generator.build.workers import Workers
from generator.publish import Tree
from generator.publish.guarded import Guarded
from generator.publish.leak_scan import Leak, LeakScan
from generator.publish.novelty import Novelty
from generator.source import Loaded, Problem, shards_of


class _Scanner:
    """What every unit is scanned with; made once by each process."""

    def __init__(self, base: Guarded, whole: Path, folder: Path) -> None:
        self._base = base
        self._watchlist = read_joined(whole)
        self._novelty = Novelty()
        self._folder = folder

    def scan(self, tree: Tree, shard: str, paths: list[str]) -> list[Leak]:
        """What leaks from the files of one unit; `shard` is empty where it is of none."""
        own = read_secrets(self._folder, shard).of(self._base) if shard else self._base
        scan = LeakScan(own, self._watchlist, self._novelty)
        return list(scan.scan((path, tree.read(path)) for path in paths))


def shard_leaks(
    tree: Tree, loaded: Loaded, folder: Path, *, workers: Workers, narrator: Narrator
) -> Iterator[Problem]:
    """What a site with shards says of what any of them keeps back.

    Looks at what was written; a unit that stands as it was, was looked at when it was written.
    `folder` is where shards left what they keep back.
    """
    names = {unit_of(shard): shard.name for shard in shards_of(loaded.people_top)}
    whole = join_secrets(folder, names.values())
    tasks = [(unit, names.get(unit, "")) for unit in tree.written()]
    narrator.stage("Looking for what must not be published", of=len(tasks))
    leaks: list[Leak] = []
    for found in workers.each(
        partial(_scan, tree),
        tasks,
        make=_Scanner,
        given=(guarded(loaded), whole, folder),
    ):
        leaks += found
        narrator.step()
    yield from leak_problems(leaks, (loaded.people_top / "namesakes.yml").as_posix())


def _scan(tree: Tree, scanner: _Scanner, task: tuple[str, str]) -> list[Leak]:
    unit, shard = task
    entries = tree.written_by(unit).entries
    return scanner.scan(tree, shard, [each.path for each in entries if tree.is_new(each.path)])
