"""A build is skipped only where another would make the very same."""

import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.cli.look import nothing_changed, remember, started
from tests.build.small import AS_OF, small_catalog

AT = ("--as-of", AS_OF.isoformat())
NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
LIST = "catalog/status/brook/1.json"


@pytest.fixture
def program(tmp_path):
    for path, text in {
        "site-config.yml": "site_name: Brook",
        "catalog/badges/brook/feedback.yml": "name: Feedback",
        LIST: '{"validUntil": "2026-06-03T18:30:00Z"}',
        "people/earners.csv": "slug,name",
        "site/index.html": "<p>Brook",
        "site/badges/feedback/index.html": "<p>Feedback",
    }.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    time.sleep(0.03)  # else it is too young to tell from what is changed while it is read
    return tmp_path


def built(program: Path, *, as_of: datetime = NOON, given: bool = False, since=None) -> None:
    cache = program / ".badgepress"
    remember(
        program / "site-config.yml",
        cache,
        None,
        site=program / "site",
        folders=[program / "catalog", program / "people"],
        since=since or started(cache),
        as_of=as_of,
        given=given,
        notices=False,
    )


def skips(program: Path, *, now: datetime = NOON, as_of: datetime | None = None) -> bool:
    config, cache = program / "site-config.yml", program / ".badgepress"
    return nothing_changed(config, cache, None, as_of=as_of, now=now) is not None


def rewritten(program: Path) -> None:
    """As long as before, and with its old times."""
    file = program / "catalog/badges/brook/feedback.yml"
    status = file.stat()
    file.write_text("name: Wordback")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES = {
    "the configuration": lambda program: (program / "site-config.yml").write_text("site_name: B"),
    "a badge, with size and time kept": rewritten,
    "a new badge": lambda program: (program / "catalog/badges/brook/b.yml").write_text(""),
    "a badge gone": lambda program: (program / "catalog/badges/brook/feedback.yml").unlink(),
    "a person": lambda program: (program / "people/earners.csv").write_text("slug"),
    "a page of the site": lambda program: (program / "site/badges/feedback/index.html").unlink(),
    "a file more in the site": lambda program: (program / "site/seal.json").write_text("{}"),
    "no site": lambda program: shutil.rmtree(program / "site"),
    "a damaged record": lambda program: (program / ".badgepress/look.json").write_text("{}"),
    "half a record": lambda program: os.truncate(program / ".badgepress/look.json", 40),
    "no record": lambda program: (program / ".badgepress/look.json").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_changed_is_built(program, change):
    assert not skips(program)
    built(program)
    assert skips(program)
    change(program)
    assert not skips(program)


def test_what_is_no_part_of_the_program_changes_nothing(program):
    built(program)
    (program / "notes.txt").write_text("later")
    (program / "people" / ".badgepress").mkdir()
    assert skips(program)


def test_what_changed_while_it_was_read_is_read_again(program):
    since = started(program / ".badgepress")
    (program / "catalog/badges/brook/feedback.yml").write_text("name: Feedback")
    built(program, since=since)
    assert not skips(program)


MOMENTS = {  # built as of, and asked for or not; then asked for, the clock; skipped
    "a second later": (NOON, False, None, NOON + timedelta(seconds=1), True),
    "the last second of the day": (
        NOON,
        False,
        None,
        datetime(2026, 5, 3, 23, 59, 59, tzinfo=UTC),
        True,
    ),
    "the next day": (NOON, False, None, datetime(2026, 5, 4, tzinfo=UTC), False),
    "a clock put back": (NOON, False, None, NOON - timedelta(seconds=1), False),
    "the day of an end, before it": (
        datetime(2026, 6, 3, 18, tzinfo=UTC),
        False,
        None,
        datetime(2026, 6, 3, 18, 29, 59, tzinfo=UTC),
        True,
    ),
    "the day of an end, after it": (
        datetime(2026, 6, 3, 18, tzinfo=UTC),
        False,
        None,
        datetime(2026, 6, 3, 18, 30, tzinfo=UTC),
        False,
    ),
    "asked for the same": (NOON, True, NOON, datetime(2030, 1, 1, tzinfo=UTC), True),
    "asked for another": (NOON, True, NOON + timedelta(days=1), NOON, False),
    "no longer asked for": (NOON, True, None, NOON, False),
    "asked for now": (NOON, False, NOON, NOON, False),
}


@pytest.mark.parametrize("moments", MOMENTS.values(), ids=MOMENTS.keys())
def test_what_was_judged_then_holds_for_a_while(program, moments):
    at, given, as_of, now, same = moments
    built(program, as_of=at, given=given)
    assert skips(program, now=now, as_of=as_of) is same


def test_the_record_names_no_file_of_people(program):
    built(program)
    assert "earners" not in (program / ".badgepress/look.json").read_text()


def test_the_command_does_nothing_a_second_time_and_imports_little(tmp_path):
    config = small_catalog(tmp_path, pages={})
    folder = config.parent
    time.sleep(0.03)
    told = [
        subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "generator", "build", *AT, *options],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        )
        for options in ([], [], ["--strict"])
    ]
    assert told[0].stdout.startswith("Wrote ")
    for again in told[1:]:
        assert again.stdout == f"Nothing changed since the last build of {folder / 'site'}.\n"
        assert not {"pydantic", "yaml", "mkdocs", "jinja2"} & {
            line.rpartition("|")[2].strip() for line in again.stderr.splitlines()
        }
