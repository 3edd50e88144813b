"""A badge's pages are made again when what they follow from changed, and only then."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.build import build as build_site
from generator.build import catalog_pages
from generator.source import load
from tests.bench.registry import make_registry
from tests.build.conftest import Silent

AS_OF = datetime(2026, 11, 22, 12, tzinfo=UTC)
BADGES = 30


@pytest.fixture(scope="module")
def program(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "program"
    make_registry(folder, badges=BADGES, people=0, assertions=0)
    (folder / "people").mkdir(exist_ok=True)
    return folder


def made(program: Path, site: str, as_of: datetime = AS_OF) -> dict[str, bytes]:
    loaded = load(program / "site-config.yml")
    folder = program / site
    build_site(loaded, site_dir=folder, as_of=as_of, jobs=1, narrator=Silent())
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def edit(program: Path, kind: str, key: str, value: str) -> None:
    """The first record of a kind says something else."""
    file = min((program / "catalog" / kind).rglob("*.yml"))
    text = re.sub(rf"(?m)^{key}:.*(\n .*)*$", f"{key}: {value}", file.read_text(), count=1)
    file.write_text(text)


def test_what_is_kept_is_what_would_be_made(program, monkeypatch):
    rendered = []
    render = catalog_pages.render_badge

    def counted(scene, printer, badge):
        rendered.append(badge.slug)
        yield from render(scene, printer, badge)

    monkeypatch.setattr(catalog_pages, "render_badge", counted)
    made(program, "site")
    assert len(rendered) >= BADGES
    steps = {
        "nothing": (lambda: None, range(1)),
        "a badge": (lambda: edit(program, "badges", "name", "Another name"), range(1, BADGES - 5)),
        "a recognizer": (
            lambda: edit(program, "recognizers", "name", "Another college"),
            range(BADGES, 2 * BADGES),
        ),
    }
    for number, (change, expected) in enumerate(steps.values()):
        change()
        rendered.clear()
        again = made(program, "site")
        assert len(rendered) in expected
        assert again == made(program, f"fresh-{number}")
    rendered.clear()
    made(program, "site", AS_OF + timedelta(days=1))
    assert len(rendered) >= BADGES
