"""The one module that knows MkDocs: pages in Markdown in, Material's pages out.

It is handed plain files and writes plain files (an ``mkdocs.yml``, Markdown, template
overrides); no plugin or hook of ours runs inside. Whoever changes the engine changes this.
"""

import errno
import functools
import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import yaml

from generator.build.kept import folder_to_work_in, made_once
from generator.model.site_config import SiteConfig

SLOT = "badgepress-slot"
"""What every placeholder and stub is called after."""
SLOTS = {
    name: f"{SLOT}-{name.replace('_', '-')}"
    for name in (
        *("window_title", "title", "description", "styles", "head", "body"),
        *("site_name", "run_by"),
    )
}
SECTIONS = ("badges", "pathways", "recognizers", "verify")
"""The tabs of our own, by their address."""
PEOPLE = f"{SLOT}-people"
"""In place of a tab: the shell of pages of people, which is `people.html` and not Material's."""
DEEPEST = 4
"""How deep below the home page a page of ours can lie."""
STUBS = (
    *(("", depth) for depth in range(DEEPEST + 1)),
    *((section, depth) for section in SECTIONS for depth in range(1, DEEPEST + 1)),
    *((PEOPLE, depth) for depth in (1, 2)),
)
"""Tab and depth of every shell; the home page and what stands under no tab have none."""

_TAB_TITLES = {
    "en": ("Badges", "Pathways", "Recognizers", "Check a badge", "About"),
    "es": ("Insignias", "Itinerarios", "Quién las reconoce", "Comprobar", "Información"),
}
_TOGGLES = {
    "en": ("Switch to system colors", "Switch to light colors", "Switch to dark colors"),
    "es": ("Usar los colores del sistema", "Usar colores claros", "Usar colores oscuros"),
}
_VERSIONS_THAT_MATTER = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2")
# A problem of one page: "Doc file 'about.md' contains a link …", "Error reading page 'x.md'".
_ABOUT_A_PAGE = re.compile(r"(?:Doc file|page) '([^']+\.md)'")
# The last line of a traceback: "OSError: [Errno 28] No space left on device: '/a/b'".
_REFUSED_BY_THE_DISK = re.compile(r"^\w+: \[Errno (\d+)\] ([^:\n]*)(?:: '(.*)')?$", re.MULTILINE)
_DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM}
_LEVEL = re.compile(r"^(?:WARNING|ERROR|CRITICAL)\s+-\s+(.*)$")


@dataclass(frozen=True, slots=True)
class Complaint:
    """What MkDocs found wrong."""

    message: str
    page: str | None = None
    """The authored page it is about, by its path under ``pages/``."""


class EngineError(Exception):
    """MkDocs did not make the pages; `complaints` say why."""

    def __init__(self, complaints: list[Complaint]) -> None:
        self.complaints = complaints
        super().__init__("; ".join(each.message for each in complaints))


def stub_address(section: str, depth: int) -> str:
    """Where the stub of a tab and depth lies; the tabs' own pages are stubs themselves."""
    if depth == 0:
        return ""
    first = section or SLOT
    return "/".join([first, *[SLOT] * (depth - 1)]) + "/"


@functools.cache
def known_language(language: str) -> str:
    """`language` as Material knows it, or its base, or English."""
    spec = importlib.util.find_spec("material")
    places = spec.submodule_search_locations if spec is not None else None
    for place in places or ():
        for name in (language, language.partition("-")[0]):
            if (Path(place) / "templates/partials/languages" / f"{name}.html").is_file():
                return name
    return "en"


def run(
    config: SiteConfig,
    pages: Mapping[str, bytes],
    overrides: Mapping[str, bytes],
    *,
    languages: Sequence[str],
    styles: list[str],
    cache: Path,
) -> dict[str, dict[str, bytes]]:
    """Make the authored pages and every stub; answers MkDocs' files by language and path.

    They are kept in `cache` under the digest of all that went in, and made only when they
    are not there.

    Raises:
        EngineError: MkDocs warns or fails.
        OSError: the disk refuses.

    """
    documents = {f"docs/{path}": body for path, body in _documents(pages).items()}
    documents |= {f"overrides/{path}": body for path, body in overrides.items()}

    def made(language: str) -> dict[str, bytes]:
        settings = _settings(config, pages, language, styles)
        written = yaml.safe_dump(settings, allow_unicode=True).encode()
        return _made(language, {**documents, "mkdocs.yml": written}, cache)

    with ThreadPoolExecutor(len(languages)) as threads:  # each waits for a process of its own
        return dict(zip(languages, threads.map(made, languages), strict=True))


def _made(language: str, sources: Mapping[str, bytes], cache: Path) -> dict[str, bytes]:
    def make() -> bytes:
        with folder_to_work_in(cache) as work:
            for path, body in sources.items():
                (work / path).parent.mkdir(parents=True, exist_ok=True)
                (work / path).write_bytes(body)
            _mkdocs(work)
            return _packed(work / "site")

    packed = made_once(cache / f"{language}-{_digest(sources)}", make)
    with ZipFile(BytesIO(packed)) as archive:
        return {path: archive.read(path) for path in archive.namelist()}


def _packed(folder: Path) -> bytes:
    """The files in `folder` as one."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                entry = ZipInfo(file.relative_to(folder).as_posix())  # dated 1980, as all are
                archive.writestr(entry, file.read_bytes(), ZIP_DEFLATED)
    return packed.getvalue()


def _settings(
    config: SiteConfig, pages: Mapping[str, bytes], language: str, styles: list[str]
) -> dict[str, object]:
    titles = _TAB_TITLES.get(language, _TAB_TITLES["en"])
    toggles = _TOGGLES.get(language, _TOGGLES["en"])
    authored = sorted(path for path in pages if path.endswith(".md"))
    nav: list[object] = [
        {title: f"{section}/index.md"} for title, section in zip(titles, SECTIONS, strict=False)
    ]
    # One page is a tab; more share one, so that the tabs fit a tablet.
    nav.extend(authored if len(authored) == 1 else [{titles[-1]: authored}] if authored else [])
    return {
        # Names come as placeholders too: MkDocs escapes some of their places and not others.
        "site_name": SLOTS["site_name"],
        "site_description": SLOTS["description"],
        "site_url": config.base_url,
        "copyright": SLOTS["run_by"],
        "docs_dir": "docs",
        "site_dir": "site",
        "strict": True,
        "use_directory_urls": True,
        "nav": nav,
        "theme": {
            "name": "material",
            "custom_dir": "overrides",
            "language": language,
            "font": False,
            "icon": {"logo": "material/certificate-outline"},
            "features": ["navigation.tabs"],
            "palette": [
                {
                    "media": "(prefers-color-scheme)",
                    "primary": "custom",
                    "accent": "custom",
                    "toggle": {"icon": "material/brightness-auto", "name": toggles[1]},
                },
                {
                    "media": "(prefers-color-scheme: light)",
                    "scheme": "default",
                    "primary": "custom",
                    "accent": "custom",
                    "toggle": {"icon": "material/weather-sunny", "name": toggles[2]},
                },
                {
                    "media": "(prefers-color-scheme: dark)",
                    "scheme": "slate",
                    "primary": "custom",
                    "accent": "custom",
                    "toggle": {"icon": "material/weather-night", "name": toggles[0]},
                },
            ],
        },
        "plugins": ["search"],
        "markdown_extensions": [
            "admonition",
            "attr_list",
            "def_list",
            "footnotes",
            {"tables": {"use_align_attribute": True}},  # a style attribute would be refused
            {"toc": {"permalink": True}},
        ],
        "extra_css": styles,
        "extra": {"homepage": ".", "generator": False, "slots": SLOTS},
        "validation": {
            "nav": {"omitted_files": "ignore", "not_found": "warn", "absolute_links": "warn"},
            # Links to the catalog's pages mean nothing to MkDocs; the finished site is checked.
            "links": {
                "not_found": "warn",
                "anchors": "warn",
                "absolute_links": "ignore",
                "unrecognized_links": "ignore",
            },
        },
    }


def _documents(pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """The Markdown tree: authored pages, and a stub for each tab and depth."""
    documents = dict(pages)
    for section, depth in STUBS:
        about = {
            "shell": SLOTS["body"],
            "section": f"{section}/" if section else "",
            "title": SLOTS["title"],
            "description": SLOTS["description"],
            "hide": ["navigation", "toc"],
            "search": {"exclude": True},
        }
        if section == PEOPLE:
            about |= {"template": "people.html", "section": ""}
        # The heading gives Material the target of its "skip to content" link.
        text = f"---\n{json.dumps(about)}\n---\n\n# {SLOT} {{#main-content}}\n"
        documents[f"{stub_address(section, depth)}index.md"] = text.encode()
    return documents


def _digest(sources: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in _VERSIONS_THAT_MATTER:
        digest.update(f"{name} {version(name)}\n".encode())
    for path, body in sorted(sources.items()):
        digest.update(f"{path} {len(body)}\n".encode() + body)
    return digest.hexdigest()[:32]


def _mkdocs(work: Path) -> None:
    """Run MkDocs in a process of its own: it changes loggers, warnings and the environment."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("LC_") and name not in {"PYTHONWARNINGS", "PYTHONDEVMODE"}
    } | {
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": "0",
        "NO_MKDOCS_2_WARNING": "1",
    }
    done = subprocess.run(
        [sys.executable, "-P", "-m", "mkdocs", "--no-color", "build"],
        cwd=work,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        refused = _REFUSED_BY_THE_DISK.findall(done.stderr)
        if refused and int(refused[-1][0]) in _DISK_ERRORS:
            number, reason, path = refused[-1]
            raise OSError(int(number), reason, path or str(work))
        raise EngineError(_complaints(done.stderr))


def _complaints(log: str) -> list[Complaint]:
    found = []
    for line in log.splitlines():
        leveled = _LEVEL.match(line)
        if leveled is not None:
            about = _ABOUT_A_PAGE.search(leveled.group(1))
            found.append(Complaint(leveled.group(1), about.group(1) if about else None))
    return found or [Complaint("\n".join(log.strip().splitlines()[-20:]) or "MkDocs failed")]
