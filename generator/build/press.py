"""The shard function: everything that is done with the people of one shard.

Verified, gathered, rendered, put into the chrome and written. A shard knows the catalog and its
own people; of others it is told only what the bench holds. What it tells of itself is small.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from generator.build.clr import record_notices, record_problems
from generator.build.judge import Court, Judged, judge
from generator.build.last_look import missing_credentials
from generator.build.leaks import contact_emails
from generator.build.mates import Mates, mates_elsewhere
from generator.build.pressed import Pressed
from generator.build.roll_call import call_roll
from generator.build.shard_memory import forget, made_of, recall, remember
from generator.build.shard_secrets import keep_secrets
from generator.build.shell import Chrome
from generator.build.site_maps import shard_map
from generator.build.writing import put
from generator.publish import Tree
from generator.publish.tree import Unit
from generator.site import (
    Page,
    Printer,
    Theme,
    count_people,
    make_cast,
    make_scene,
    render_people,
)
from generator.source import CatalogError, Loaded, Shard, load_people
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
    kept: Path | None = None
    """Where shards leave what they keep back, for the others' pages to be looked through, and
    what they told, for the next build."""
    mates: Mates = field(default_factory=dict)
    basis: bytes = b""
    """A digest of all that every shard is made from; empty: nothing is recalled."""


class Press:
    """A bench made ready in one process: templates are read and the scene is gathered once."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        base = bench.base
        self._scene = make_scene(base.catalog, base.config, as_of=bench.as_of)
        self._printer = Printer(base.config, bench.theme)
        self._offices = contact_emails(base)

    def press_shard(self, shard: Shard, tree: Tree) -> Pressed:
        """Read the people of `shard` and press them; what is wrong with them is told."""
        bench, folder = self._bench, self._bench.kept
        of = made_of(shard, bench.basis) if bench.basis else b""
        if of and folder is not None:
            told = recall(folder, shard, of, bench.court, bench.mates)
            if told is not None and tree.stands(unit_of(shard), of=of):
                return replace(told, stands=of)
        try:
            people = load_people(bench.base, shard)
        except CatalogError as error:
            return Pressed(problems=tuple(error.problems))
        if folder is not None:
            forget(folder, shard)
            found = mates_elsewhere(people.catalog, shard.name, bench.mates)
            told_of = ((row, mate) for row, _, mate in found)
            keep_secrets(folder, people, told_of, self._offices)
        told = self.press(people, tree, _uncounted, of=of)
        if of and folder is not None and not told.problems and bench.chrome is not None:
            remember(folder, people, of, told, court=bench.court, mates=bench.mates)
        return told

    def press(
        self, people: Loaded, tree: Tree, step: Callable[[], None], *, of: bytes = b""
    ) -> Pressed:
        """Press the people of one shard into `tree`; `step` is called after each credential.

        `of` is a digest of all that they are made from.
        """
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
            roll=call_roll(people) if people.shard.name else None,
            until=_until(judged, self._bench.as_of),
        )
        if problems or self._bench.chrome is None:
            return told
        return self._render(
            people, judged, told, self._bench.chrome, tree.unit(unit_of(people.shard), of=of)
        )

    def _render(
        self, people: Loaded, judged: Judged, told: Pressed, chrome: Chrome, files: Unit
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
        with files as unit:
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


def _until(judged: Judged, as_of: datetime) -> datetime | None:
    """The next moment at which a credential begins or ends."""
    reports = (*judged.reports.values(), *judged.adopted_reports.values())
    moments = (each for report in reports for each in (report.valid_from, report.valid_until))
    return min((each for each in moments if each is not None and each > as_of), default=None)


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
