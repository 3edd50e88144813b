"""The part of a site that is about no person: pages, data, pictures, lists and what holds them."""

from collections.abc import Iterable
from pathlib import Path

from generator.build.drawings import Painter
from generator.build.narrator import Narrator
from generator.build.shell import Chrome
from generator.build.site_files import search_index, site_files
from generator.build.site_maps import site_maps
from generator.build.theme_files import ThemeFiles
from generator.build.writing import put
from generator.model import addresses
from generator.publish import Tree
from generator.site import Drawing, File, Page, Printer, Scene, Theme, render_catalog
from generator.site.digest_list import digest_list


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
    painter = Painter(theme.fonts, drawings)
    config = scene.config
    pages: list[Page] = []
    with tree.unit("catalog") as unit:
        for output in render_catalog(scene, Printer(config, Theme(theme.templates))):
            if isinstance(output, Page):
                pages.append(output)
                put(unit, chrome.finished(output))
            else:
                put(unit, painter.paint(output) if isinstance(output, Drawing) else output)
            narrator.step()
        files = [File(path, body) for path, body in {**chrome.files, **theme.assets}.items()]
        files += site_files(scene.catalog, config)
        listed = [page.path for page in pages if page.listed]
        others = [*chrome.authored, addresses.verifier("")]
        files += site_maps(config.base_url, [*listed, *others, *found], maps)
        files.append(search_index(chrome.search, pages))
        for file in files:
            put(unit, file)
        put(unit, digest_list(config.base_url, unit.digests))
    return len(pages) + len(others)
