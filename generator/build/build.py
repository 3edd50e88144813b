"""Catalog in, site out."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.build.attested import attested_problems
from generator.build.clr import record_problems
from generator.build.drawings import Painter
from generator.build.endorsements import endorsement_problems
from generator.build.judge import Judged, judge
from generator.build.kept import pruned
from generator.build.last_look import missing_credentials
from generator.build.leaks import leaks_in
from generator.build.narrator import Narrator
from generator.build.shell import Chrome, make_chrome
from generator.build.site_files import search_index, site_files, sitemap
from generator.build.theme_files import ThemeFiles, theme_files, theme_folder
from generator.model import addresses
from generator.publish import Placed, Tree, broken_links, staging
from generator.publish.tree import TreeError
from generator.site import render_site
from generator.site.digest_list import digest_list
from generator.site.output import Drawing, File, Page
from generator.site.theme import Theme
from generator.source import CatalogError, Loaded, Problem, Where, past_reviews
from generator.verify.key_sets import key_set_problems
from generator.verify.report import Outcome

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


def build(
    loaded: Loaded, *, site_dir: Path, as_of: datetime, jobs: int, narrator: Narrator
) -> Built:
    """Verify everything, then write the site to `site_dir`, which is replaced at the end.

    Raises:
        CatalogError: an assertion does not verify, an authored page is wrong, or a link
            leads nowhere; the old site stays.
        CannotPublishError: the site can't be written there.

    """
    theme_dir = loaded.root / loaded.config.theme_dir if loaded.config.theme_dir else None
    sources = [loaded.catalog_dir, loaded.people_dir, theme_folder()]
    if theme_dir is not None:
        sources.append(theme_dir)
    # First of all: whoever cannot publish should not wait for thousands of badges to be verified.
    with staging(site_dir, keep_out_of=sources) as tree, _cache(loaded.root) as cache:
        judged = _judge(loaded, as_of=as_of, jobs=jobs, narrator=narrator)
        narrator.stage("Making the chrome")
        theme = theme_files(theme_dir)
        chrome = make_chrome(
            loaded.config,
            loaded.catalog.pages,
            theme,
            languages=sorted({earner.language for earner in loaded.catalog.earners.values()}),
            cache=cache / "shell",
        )
        painter = Painter(theme.fonts, cache / "drawings")
        narrator.stage("Writing pages")
        pages = _write(
            tree,
            loaded,
            judged,
            chrome,
            theme,
            painter=painter,
            as_of=as_of,
            narrator=narrator,
        )
        narrator.stage("Checking links")
        _check_links(tree, loaded.config.base_url)
        if missing := [*missing_credentials(tree, loaded.catalog, judged)]:
            raise CatalogError(missing)
        narrator.stage("Looking for what must not be published")
        if leaking := [*leaks_in(tree, loaded, cache / "clean")]:
            raise CatalogError(leaking)
        files = len(tree.files)
    return _built(site_dir, judged, pages, files, tree.placed)


def _judge(loaded: Loaded, *, as_of: datetime, jobs: int, narrator: Narrator) -> Judged:
    """Verify everything.

    Raises:
        CatalogError: something may not be published.

    """
    judged = judge(loaded.catalog, loaded.config, as_of=as_of, jobs=jobs, narrator=narrator)
    problems = [
        *past_reviews(loaded.draft, as_of),
        *key_set_problems(loaded),
        *judged.problems,
        *attested_problems(loaded, as_of),
        *endorsement_problems(loaded, as_of),
        *record_problems(loaded, as_of, jobs=jobs),
    ]
    if problems:
        raise CatalogError(problems)
    return judged


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


def _write(
    tree: Tree,
    loaded: Loaded,
    judged: Judged,
    chrome: Chrome,
    theme: ThemeFiles,
    *,
    painter: Painter,
    as_of: datetime,
    narrator: Narrator,
) -> int:
    """Write every file of the site; answers how many pages it has."""
    pages: list[Page] = []
    for output in render_site(
        loaded.catalog,
        loaded.config,
        reports=judged.reports,
        adopted_reports=judged.adopted_reports,
        as_of=as_of,
        theme=Theme(theme.templates),
    ):
        if isinstance(output, Page):
            pages.append(output)
            _put(tree, File(_file_of(output.path), chrome.wrap(output)))
        else:
            _put(tree, painter.paint(output) if isinstance(output, Drawing) else output)
        narrator.step()
    files = [File(path, body) for path, body in {**chrome.files, **theme.assets}.items()]
    files += site_files(loaded.catalog, loaded.config)
    listed = [page.path for page in pages if page.listed]
    others = [*chrome.authored, addresses.verifier("")]
    files.append(sitemap(loaded.config.base_url, [*listed, *others]))
    files.append(search_index(chrome.search, pages))
    for file in files:
        _put(tree, file)
    _put(tree, digest_list(loaded.config.base_url, tree.digests))
    return len(pages) + len(others)


def _file_of(address: str) -> str:
    return f"{address}index.html" if address == "" or address.endswith("/") else address


def _put(tree: Tree, file: File) -> None:
    try:
        tree.write(file.path, file.body)
    except TreeError as error:
        raise CatalogError([Problem(Where(file.path), "taken-address", str(error))]) from None


def _check_links(tree: Tree, base_url: str) -> None:
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


def _built(folder: Path, judged: Judged, pages: int, files: int, placed: Placed) -> Built:
    failed = Counter(
        check.id
        for report in judged.reports.values()
        for check in report.checks
        if check.outcome is Outcome.FAILED
    )
    return Built(
        folder=folder,
        pages=pages,
        files=files,
        earned=len(judged.reports) + len(judged.adopted_reports),
        expired=failed["validity-period"],
        withdrawn=failed["status"],
        placed=placed,
    )
