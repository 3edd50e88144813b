"""Where the theme lies, and what is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.source import CatalogError, Code, Problem, Where
from generator.source.camera_notes import without_camera_notes
from generator.source.problems import printable

_PARTS = ("pages", "macros", "papers", "overrides", "assets")
_VERIFIER = {
    "verify.html": "verify/index.html",
    "verifier.js": "assets/js/verifier.js",
    "credential.js": "assets/js/credential.js",
}
"""Where a site has what ``verifier/dist`` holds; the same bytes on every site."""


@dataclass(frozen=True, slots=True)
class ThemeFiles:
    """The theme by its parts; paths have forward slashes."""

    templates: Mapping[str, str]
    """Templates of our own environment: ``pages/badge.html.j2``."""
    overrides: Mapping[str, bytes]
    """Overrides of Material, by their path below ``overrides/``."""
    assets: Mapping[str, bytes]
    """Files of the site, by their path in it: ``assets/css/…``, ``verify/index.html``."""
    papers: Mapping[str, bytes]
    """Templates of Typst, by name: ``certificate.typ``."""
    fonts: tuple[Path, ...]
    """For pictures that are drawn at build, and for papers."""


def theme_folder() -> Path:
    """The theme that came with this package.

    A wheel carries it inside; a clone or an editable install has it beside the package.

    Raises:
        FileNotFoundError: the installation is broken.

    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_theme", package.parent / "theme"):
        if (folder / "overrides").is_dir():
            return folder
    raise FileNotFoundError(f"no theme beside {package}; install badgepress again")


def theme_files(replacements: Path | None = None) -> ThemeFiles:
    """Read the theme; a file of `replacements` takes the place of ours with the same path.

    Raises:
        CatalogError: a file of `replacements` is a link out of it.

    """
    files = _read(theme_folder())
    if replacements is not None:
        files |= _read(replacements)
    return ThemeFiles(
        templates={
            path: body.decode() for path, body in sorted(files.items()) if path.endswith(".j2")
        },
        overrides={
            path.removeprefix("overrides/"): body
            for path, body in sorted(files.items())
            if path.startswith("overrides/")
        },
        assets={path: body for path, body in sorted(files.items()) if path.startswith("assets/")}
        | _verifier(),
        papers={
            path.removeprefix("papers/"): body
            for path, body in sorted(files.items())
            if path.startswith("papers/")
        },
        fonts=tuple(
            font
            for folder in (theme_folder(), replacements)
            if folder is not None
            for font in sorted((folder / "fonts").glob("*.ttf"))
        ),
    )


def _verifier() -> dict[str, bytes]:
    """The browser's verifier, which no other theme replaces: readers compare its digest.

    Raises:
        FileNotFoundError: it has not been bundled.

    """
    folder = theme_folder() / "verifier" / "dist"
    missing = [name for name in _VERIFIER if not (folder / name).is_file()]
    if missing:
        raise FileNotFoundError(
            f"{folder} lacks {', '.join(missing)}; run 'npm ci' and 'npm run build' in "
            f"{folder.parent}, or install badgepress again"
        )
    return {path: (folder / name).read_bytes() for name, path in _VERIFIER.items()}


def _read(folder: Path) -> dict[str, bytes]:
    """Every file of the parts a theme has; hidden files and other folders are none of it.

    Raises:
        CatalogError: one is a link out of the theme, which would publish what it leads to.

    """
    paths = [
        path
        for part in (*_PARTS, "fonts")
        for path in sorted((folder / part).rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    ]
    inside = folder.resolve()
    outside = [path for path in paths if not path.resolve().is_relative_to(inside)]
    if outside:
        message, hint = "is a link that leads out of the theme", "put the file itself here"
        wheres = [Where(printable(path.as_posix())) for path in outside]
        raise CatalogError(Problem(each, Code.LEAVES_FOLDER, message, hint) for each in wheres)
    return {
        path.relative_to(folder).as_posix(): without_camera_notes(path.read_bytes())
        for path in paths
        if path.relative_to(folder).parts[0] in _PARTS
    }
