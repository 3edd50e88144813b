"""Catalog in, site out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.build.attested import attested_problems
from generator.build.catalog_pages import write_catalog
from generator.build.endorsements import endorsement_problems
from generator.build.judge import court_for
from generator.build.kept import pruned
from generator.build.leaks import leaks_in
from generator.build.narrator import Narrator
from generator.build.people import press_people
from generator.build.press import Bench
from generator.build.shard_leaks import shard_leaks
from generator.build.shard_secrets import secrets_folder
from generator.build.shell import make_chrome
from generator.build.theme_files import ThemeFiles, theme_files, theme_folder
from generator.build.workers import Processes, Workers
from generator.publish import Placed, Tree, broken_links, first_collision, staging
from generator.publish.hosts import limits_near, measure
from generator.site import Theme, added, make_scene
from generator.source import CatalogError, Loaded, Problem, Where, past_reviews
from generator.verify.key_sets import key_set_problems

CACHE = ".badgepress"
"""Beside the configuration; deleting it changes nothing but time."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    folder: Path
    pages: int
    files: int
    earned: int
    """Earned badges that were verified."""
    expired: int
    withdrawn: int
    placed: Placed
    """How the site came to its folder."""
    limits: tuple[str, ...]
    """Those of well-known hosts that it is near or past, in words."""
    notices: tuple[str, ...]
    """About people who were read shard by shard; of others they were told before."""


class NoticedError(Exception):
    """Notices count as mistakes, and there are some."""

    def __init__(self, notices: tuple[str, ...]) -> None:
        super().__init__(f"{len(notices)} notices")
        self.notices = notices


def build(
    loaded: Loaded,
    *,
    site_dir: Path,
    as_of: datetime,
    jobs: int,
    narrator: Narrator,
    strict: bool = False,
    full: bool = False,
    engine: Workers | None = None,
) -> Built:
    """Verify everything, then write the site to `site_dir`, which is replaced at the end.

    Where `loaded` has no people they are read shard by shard, by as many processes as `jobs`,
    or by those of `engine`.
    `full` writes every file anew, also one that stands as it should.

    Raises:
        NoticedError: there are notices about people in shards, and they are mistakes (`strict`).
        CatalogError: an assertion does not verify, an authored page is wrong, or a link
            leads nowhere; the old site stays.
        CannotPublishError: the site can't be written there.

    """
    theme_dir = _theme_dir(loaded)
    # First of all: whoever cannot publish should not wait for thousands of badges to be verified.
    with (
        Processes(jobs) as own,
        staging(
            site_dir,
            keep_out_of=sources_of(loaded),
            base_url=loaded.config.base_url,
            full=full,
        ) as tree,
        _cache(loaded.root) as cache,
    ):
        workers = engine if engine is not None else own
        theme = theme_files(theme_dir)
        bench, problems = _bench(loaded, theme, as_of, cache, narrator)
        people = press_people(loaded, bench, tree, workers=workers, narrator=narrator)
        problems += people.problems
        if problems or bench.chrome is None:
            raise CatalogError(problems)
        notices = () if loaded.has_people else people.notices
        if notices and strict:
            raise NoticedError(notices)
        narrator.stage("Writing the catalog's pages")
        pages = people.pages + write_catalog(
            make_scene(loaded.catalog, loaded.config, as_of=as_of, counts=added(people.counts)),
            tree,
            chrome=bench.chrome,
            theme=theme,
            drawings=cache / "drawings",
            found=people.listed,
            maps=people.maps,
            narrator=narrator,
        )
        narrator.stage("Checking links")
        _check_links(tree, loaded.config.base_url)
        if leaking := [*_leaks(tree, loaded, cache, bench, workers=workers, narrator=narrator)]:
            raise CatalogError(leaking)
        size = measure(entry for _, each in tree.manifests() for entry in each.entries)
    return Built(
        folder=site_dir,
        pages=pages,
        files=size.files,
        earned=people.earned,
        expired=people.expired,
        withdrawn=people.withdrawn,
        placed=tree.placed,
        limits=tuple(limits_near(size)),
        notices=notices,
    )


def sources_of(loaded: Loaded) -> list[Path]:
    """The folders that a site is made from, the catalog and the people first."""
    theme_dir = _theme_dir(loaded)
    return [
        *(loaded.catalog_dir, loaded.people_top, theme_folder()),
        *((theme_dir,) if theme_dir is not None else ()),
    ]


def _theme_dir(loaded: Loaded) -> Path | None:
    return loaded.root / loaded.config.theme_dir if loaded.config.theme_dir else None


def _bench(
    loaded: Loaded, theme: ThemeFiles, as_of: datetime, cache: Path, narrator: Narrator
) -> tuple[Bench, list[Problem]]:
    """What people are pressed with, and what is wrong with the catalog itself."""
    catalog, config = loaded.catalog, loaded.config
    court = court_for(catalog, config, as_of)
    problems = [
        *past_reviews(loaded.draft, as_of),
        *key_set_problems(loaded),
        *court.problems,
        *attested_problems(loaded, as_of),
        *endorsement_problems(loaded, as_of),
    ]
    narrator.stage("Making the chrome")
    chrome = None
    try:
        chrome = make_chrome(
            config,
            catalog.pages,
            theme,
            languages=sorted({earner.language for earner in catalog.earners.values()}),
            cache=cache / "shell",
        )
    except CatalogError as error:
        problems += error.problems
    ready = None if problems else chrome
    kept = None if loaded.has_people else secrets_folder(loaded.people_top)
    return Bench(loaded, court, ready, Theme(theme.templates), as_of, kept), problems


def _leaks(
    tree: Tree, loaded: Loaded, cache: Path, bench: Bench, *, workers: Workers, narrator: Narrator
) -> Iterator[Problem]:
    if bench.kept is not None:
        yield from shard_leaks(tree, loaded, bench.kept, workers=workers, narrator=narrator)
        return
    narrator.stage("Looking for what must not be published")
    yield from leaks_in(tree, loaded, cache / "clean")


@contextmanager
def _cache(root: Path) -> Iterator[Path]:
    """Where to keep what is dear; a temporary folder where nothing can be kept."""
    folder = root / CACHE
    try:
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n")
    except OSError:
        with TemporaryDirectory() as temporary:
            yield Path(temporary)
        return
    with pruned(folder):
        yield folder


def _check_links(tree: Tree, base_url: str) -> None:
    if (found := first_collision(tree)) is not None:
        told = f"'{found[0]}' and '{found[1]}' would be one file"
        raise CatalogError([Problem(Where(found[1]), "taken-address", told)])
    problems = [
        Problem(
            Where(each.page),
            "broken-link",
            f"the page's link '{each.link}' leads nowhere",
            "mend the link in the text of the record or page this was made from",
        )
        for each in broken_links(tree, base_url)
    ]
    if problems:
        raise CatalogError(problems)
