"""`badgepress undo`: the previous site comes back, unless somebody or something may not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build.going_back import reasons_to_stay
from generator.cli import undo
from generator.cli.exit_code import ExitCode
from generator.publish import forget_previous, staging
from generator.source import load
from tests.build.conftest import build_small
from tests.build.small import FOREIGN, GOOD, UNLISTED, small_catalog


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A catalog and its site."""
    root = tmp_path_factory.mktemp("undo")
    build_small(load(small_catalog(root)))
    return root


@pytest.fixture
def config(tmp_path) -> Path:
    return small_catalog(tmp_path)


def edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / "catalog" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def run(*arguments: str):
    return CliRunner().invoke(undo.command, arguments)


def test_back_and_forth(config):
    root = config.parent
    build_small(load(config))
    first = {path: path.read_bytes() for path in sorted((root / "site").rglob("*.html"))}
    edit(root, "badges/fenwick/welding.yml", "name: Welding <1>", "name: Welding <2>")
    build_small(load(config))
    assert (root / "site/badges/welding/index.html").read_bytes() not in first.values()
    result = run("-f", str(config))
    assert result.exit_code == ExitCode.OK, result.output
    one, other = result.output.splitlines()
    assert one.startswith(f"{root}/site is again the site that was made at 2")
    assert other.endswith(" UTC is kept: the same command brings it back.")
    assert {path: path.read_bytes() for path in sorted((root / "site").rglob("*.html"))} == first
    (root / ".site.badgepress/previous/seal.json").write_text("{}")
    again = run("-f", str(config))
    assert again.exit_code == ExitCode.OK
    assert "note: its seal is the older one" in again.output
    assert (root / "site/badges/welding/index.html").read_bytes() not in first.values()


def test_nothing_kept_is_one_line(config):
    result = run("-f", str(config))
    assert result.exit_code == ExitCode.CANNOT_WRITE
    assert result.output == f"error: no previous site is kept beside {config.parent}/site\n"
    elsewhere = run("-f", str(config), "--site-dir", "elsewhere")
    assert elsewhere.output.endswith("/elsewhere\n")


def made_private(root: Path) -> None:
    (root / "catalog/earners/ada.yml").write_text("name: Ada Public\n")


def unlisted(root: Path) -> None:
    edit(
        root,
        "earners/ada.yml",
        "visibility: public\n",
        f"visibility: unlisted\naddress: {'f' * 32}\n",
    )


def corrected(root: Path) -> None:
    token = GOOD.token
    (root / f"catalog/assertions/{token}.json").write_bytes(GOOD.body + b" ")


def withdrawn(root: Path) -> None:
    with (root / "catalog/ledger.jsonl").open("a") as ledger:
        row = f'"credential": "{GOOD.token}", "reason": "x", "on": "2026-05-01"'
        ledger.write(f'{{"kind": "revoked", {row}}}\n')


def another_key(root: Path) -> None:
    key = f"{{public_key: {FOREIGN.public}, created: 2026-05-01T00:00:00Z}}"
    edit(root, "issuers/fenwick.yml", "00:00:00Z}]", f"00:00:00Z}}, {key}]")


def nothing(root: Path) -> None:
    """The same catalog."""


def other_words(root: Path) -> None:
    edit(root, "badges/fenwick/welding.yml", "hours: 3", "hours: 4")


# What happened since the previous site, and why it stays away.
SINCE: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "nothing": (nothing, ()),
    "a badge reads otherwise": (other_words, ()),
    "somebody became private": (
        made_private,
        (
            "people who were hidden or erased since: 1",
            "earned badges that were changed or hidden since: 4",
        ),
    ),
    "somebody became unlisted": (
        unlisted,
        ("people who were hidden or erased since: 1",),
    ),
    "an earned badge was changed": (
        corrected,
        ("earned badges that were changed or hidden since: 1",),
    ),
    "a badge was withdrawn": (withdrawn, ("badges that were withdrawn since: 1",)),
    "a key changed": (another_key, ("issuers whose keys changed since: 1",)),
}


@pytest.mark.parametrize(("change", "reasons"), SINCE.values(), ids=SINCE.keys())
def test_what_happened_since_counts(built, config, change, reasons):
    change(config.parent)
    loaded = load(config, to_sign=True)
    assert reasons_to_stay(built / "site", loaded.catalog, loaded.config) == reasons


def test_who_was_erased_is_not_brought_back(config):
    """Also by a site that was built elsewhere, which `erase` does not know."""
    root = config.parent
    build_small(load(config))
    edit(root, "badges/fenwick/welding.yml", "name: Welding <1>", "name: Welding <2>")
    build_small(load(config))
    for file in ("earners/ula.yml", "assertions/00000000000000000000000000000004.json"):
        (root / "catalog" / file).unlink()
    ledger = root / "catalog/ledger.jsonl"
    kept = [line for line in ledger.read_text().splitlines() if '"ula"' not in line]
    ledger.write_text("\n".join(kept) + "\n")
    result = run("-f", str(config))
    assert result.exit_code == ExitCode.WRONG
    assert result.output == (
        "error: the previous site stays away:\n"
        "  people who were hidden or erased since: 1\n"
        "  earned badges that were changed or hidden since: 1\n"
        "  mend the catalog and build instead\n"
    )
    assert (root / f"site/earners/{UNLISTED}/index.html").is_file()
    assert forget_previous(root / "site")
    build_small(load(config))
    held = [path for path in root.rglob("*") if path.is_file() and b"Ula" in path.read_bytes()]
    assert held == []
    assert not (root / "site/earners" / UNLISTED).exists()


def test_a_catalog_that_is_wrong_is_told_first(config):
    build_small(load(config))
    with staging(config.parent / "site"):
        pass
    edit(config.parent, "badges/fenwick/welding.yml", "hours: 3", "hours: none")
    result = run("-f", str(config))
    assert type(result.exception).__name__ == "CatalogError"
    assert list((config.parent / "site").glob("*.html")) == []
