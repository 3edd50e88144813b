"""The shard function: everything that is done with the people of one shard.

Verified, gathered, rendered, put into the chrome and written. A shard knows the catalog and its
own people; of others it is told only what the bench holds. What it tells of itself is small.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from generator.build.clr import record_notices, record_problems
from generator.build.judge import Court, Judged, List, judge
from generator.build.last_look import missing_credentials
from generator.build.mates import Mates, mates_elsewhere
from generator.build.shard_secrets import keep_secrets
from generator.build.shell import Chrome
from generator.build.site_maps import shard_map
from generator.build.writing import put
from generator.publish import Tree
from generator.site import (
    Counts,
    Page,
    Printer,
    Theme,
    count_people,
    make_cast,
    make_scene,
    render_people,
)
from generator.site.scene import NOBODY
from generator.source import CatalogError, Loaded, Problem, Shard, load_people
from generator.verify.report import Outcome


@dataclass(frozen=True, slots=True)
class Bench:
    """What the people of every shard are pressed with; each worker process gets it once."""

    base: Loaded
    """The catalog; whatever people it holds are not looked at."""
    court: Court
    chrome: Chrome | None
    """None: something is wrong already, so that people are judged and nothing is rendered."""
    theme: Theme
    as_of: datetime
    secrets: Path | None = None
    """Where shards leave what they keep back, for the others' pages to be looked through."""
    mates: Mates = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What one shard tells of itself."""

    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    lacking: Mapping[List, int] = field(default_factory=dict)
    """How many of its withdrawals a status list does not say."""
    earned: int = 0
    expired: int = 0
    withdrawn: int = 0
    counts: Counts = NOBODY
    pages: int = 0
    listed: tuple[str, ...] = ()
    """Addresses of pages that want to be found, unless the shard has a map of its own."""
    maps: tuple[str, ...] = ()
    """That map: where it lies in the site."""


class Press:
    """A bench made ready in one process: templates are read and the scene is gathered once."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        base = bench.base
        self._scene = make_scene(base.catalog, base.config, as_of=bench.as_of)
        self._printer = Printer(base.config, bench.theme)

    def press_shard(self, shard: Shard, tree: Tree) -> Pressed:
        """Read the people of `shard` and press them; what is wrong with them is told."""
        try:
            people = load_people(self._bench.base, shard)
            if self._bench.secrets is not None:
                found = mates_elsewhere(people.catalog, shard.name, self._bench.mates)
                keep_secrets(self._bench.secrets, people, ((row, mate) for row, _, mate in found))
            return self.press(people, tree, _uncounted)
        except CatalogError as error:
            return Pressed(problems=tuple(error.problems))

    def press(self, people: Loaded, tree: Tree, step: Callable[[], None]) -> Pressed:
        """Press the people of one shard into `tree`; `step` is called after each credential."""
        judged = judge(people.catalog, self._bench.court, step)
        problems = [*judged.problems, *record_problems(people, self._bench.as_of)]
        failed = _failed(judged)
        told = Pressed(
            problems=tuple(problems),
            notices=(*people.notices, *record_notices(people)),
            lacking=judged.lacking,
            earned=len(judged.reports) + len(judged.adopted_reports),
            expired=failed["validity-period"],
            withdrawn=failed["status"],
        )
        if problems or self._bench.chrome is None:
            return told
        return self._render(people, judged, told, self._bench.chrome, tree)

    def _render(
        self, people: Loaded, judged: Judged, told: Pressed, chrome: Chrome, tree: Tree
    ) -> Pressed:
        cast = make_cast(
            self._scene,
            people.catalog,
            reports=judged.reports,
            adopted_reports=judged.adopted_reports,
            mates={
                (key, mate)
                for _, key, mate in mates_elsewhere(
                    people.catalog, people.shard.name, self._bench.mates
                )
            },
        )
        pages, listed = 0, []
        shard = people.shard.name
        with tree.unit(unit_of(people.shard)) as unit:
            for output in render_people(cast, self._printer):
                if isinstance(output, Page):
                    pages += 1
                    listed += [output.path] if output.listed else []
                put(unit, chrome.finished(output) if isinstance(output, Page) else output)
            maps = [shard_map(shard, people.config.base_url, listed)] if shard else []
            for each in maps:
                put(unit, each)
            problems = tuple(missing_credentials(unit, people.catalog, judged))
        return replace(
            told,
            problems=problems,
            counts=count_people(cast),
            pages=pages,
            listed=() if shard else tuple(listed),
            maps=tuple(each.path for each in maps),
        )


def unit_of(shard: Shard) -> str:
    """What the tree calls the files of a shard."""
    return f"people/{shard.name}"


def _uncounted() -> None:
    """A worker tells how far it has come when its shard is done."""


def _failed(judged: Judged) -> Counter[str]:
    """How many of our own failed each check."""
    return Counter(
        check.id
        for report in judged.reports.values()
        for check in report.checks
        if check.outcome is Outcome.FAILED
    )
