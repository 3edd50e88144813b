"""The part of a site that is about no person: pages, data, pictures, lists and what holds them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.build.drawings import Painter
from generator.build.made_of import code_digest, digest_of
from generator.build.narrator import Narrator
from generator.build.shell import Chrome
from generator.build.site_files import search_index, site_files
from generator.build.site_maps import site_maps
from generator.build.theme_files import ThemeFiles
from generator.build.writing import put
from generator.model import addresses
from generator.publish import Tree, Unit
from generator.site import (
    Drawing,
    File,
    Page,
    Printer,
    Scene,
    Theme,
    badge_inputs,
    badge_pages,
    render_around_badges,
    render_badge,
    shared_inputs,
)
from generator.site.digest_list import digest_list


@dataclass(frozen=True, slots=True)
class _Desk:
    """What finishes what was rendered."""

    chrome: Chrome
    painter: Painter

    def put(self, tree: Tree | Unit, output: Page | File | Drawing) -> tuple[Page, ...]:
        """Write it; the page, if it was one."""
        if isinstance(output, Page):
            put(tree, self.chrome.finished(output))
            return (output,)
        put(tree, self.painter.paint(output) if isinstance(output, Drawing) else output)
        return ()


def _look_of(theme: ThemeFiles, chrome: Chrome) -> Iterator[bytes]:
    """What makes the same views look otherwise."""
    yield repr(sorted(theme.templates.items())).encode()
    yield repr(sorted(chrome.shells.items())).encode()
    yield from (font.read_bytes() for font in theme.fonts)


def write_catalog(
    scene: Scene,
    tree: Tree,
    *,
    chrome: Chrome,
    theme: ThemeFiles,
    drawings: Path,
    found: Iterable[str],
    maps: Iterable[str],
    narrator: Narrator,
) -> int:
    """Write every file that is about no person; answers how many pages that makes.

    `found` are addresses of people's pages that want to be found, and `maps` lie in the tree
    and tell more of them; `drawings` is where pictures are kept.
    """
    config = scene.config
    printer = Printer(config, Theme(theme.templates))
    desk = _Desk(chrome, Painter(theme.fonts, drawings))
    made_of = digest_of(code_digest().encode(), *_look_of(theme, chrome), *shared_inputs(scene))
    pages: list[Page] = []
    digests: dict[str, bytes] = {}
    for badge in scene.catalog.badges.values():
        name = f"badge/{badge.slug}"
        of = bytes.fromhex(digest_of(made_of.encode(), *badge_inputs(scene, badge)))
        before = tree.before(name) if tree.keep(name, of=of) else None
        if before is not None:
            pages += badge_pages(badge)
            digests |= {entry.path: entry.digest for entry in before.entries}
        else:
            with tree.unit(name, of=of) as unit:
                for output in render_badge(scene, printer, badge):
                    pages += desk.put(unit, output)
            digests |= unit.digests
        narrator.step()
    with tree.unit("catalog") as unit:
        for output in render_around_badges(scene, printer):
            pages += desk.put(unit, output)
            narrator.step()
        files = [File(path, body) for path, body in {**chrome.files, **theme.assets}.items()]
        files += site_files(scene.catalog, config)
        listed = [page.path for page in pages if page.listed]
        others = [*chrome.authored, addresses.verifier("")]
        files += site_maps(config.base_url, [*listed, *others, *found], maps)
        files.append(search_index(chrome.search, pages))
        for file in files:
            put(unit, file)
        put(unit, digest_list(config.base_url, digests | unit.digests))
    return len(pages) + len(others)
