"""People in shards: the same site, by however many processes, and what crosses from shard to shard."""

import re
import shutil

import pytest

from generator.build import build
from generator.issue.disk import Disk
from generator.issue.shard_move import move
from generator.source import CatalogError, load_program, shard_for, shards_of
from tests.build.conftest import Silent
from tests.build.crowd import AS_OF, PRIVATE, PUBLIC, make_crowd


def files_of(folder):
    """Every file of a site by its path, but what tells when or where it was made."""
    files = {each.relative_to(folder).as_posix(): each for each in folder.rglob("*")}
    return {path: each.read_bytes() for path, each in files.items() if each.is_file()}


def built(root, *, jobs=1, **more):
    return build(
        load_program(root / "site-config.yml"),
        site_dir=root / "site",
        as_of=AS_OF,
        jobs=jobs,
        narrator=Silent(),
        **more,
    )


@pytest.fixture(scope="module")
def crowds(tmp_path_factory):
    """The crowd in one folder, and the same in shards, both built."""
    whole = make_crowd(tmp_path_factory.mktemp("crowd") / "whole").root
    config = (whole / "site-config.yml").read_text()
    (whole / "people").mkdir()
    for name in ("earners", "ledger.jsonl", "assertions", "own-copies", "records"):
        (whole / "catalog" / name).rename(whole / "people" / name)
    (whole / "site-config.yml").write_text(config + "people: people\n")
    parts = whole.with_name("parts")
    shutil.copytree(whole, parts)
    move(parts / "people", 1, Disk())
    built(whole)
    shutil.copytree(whole / ".badgepress", parts / ".badgepress")  # the chrome, which is dear
    return whole, parts


@pytest.fixture
def parts(crowds, tmp_path):
    shutil.copytree(crowds[1], tmp_path / "parts")
    return tmp_path / "parts"


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_site_is_the_same(crowds, parts, jobs):
    assert len(shards_of(parts / "people")) > 1
    built(parts, jobs=jobs)
    alone, shards = files_of(crowds[0] / "site"), files_of(parts / "site")
    maps = {path: shards.pop(path) for path in [*shards] if path.startswith("sitemaps/")}
    index, one = shards.pop("sitemap.xml"), alone.pop("sitemap.xml")
    differ = {path for path in alone.keys() | shards.keys() if alone.get(path) != shards.get(path)}
    assert not differ, sorted(differ)
    assert {f"<loc>https://badges.brook.example/b/{path}</loc>" for path in maps} == set(
        re.findall("<loc>.*</loc>", index.decode())
    )
    told = b"".join(maps.values())
    assert set(re.findall(b"<loc>.*</loc>", told)) == set(re.findall(b"<loc>.*</loc>", one))


def test_mistakes_of_all_shards_are_told_in_one_run(parts):
    for shard in shards_of(parts / "people")[:2]:
        (shard.folder / "stray.txt").write_text("")
    with pytest.raises(CatalogError) as caught:
        built(parts)
    assert sum(each.where.path.endswith("stray.txt") for each in caught.value.problems) == 2
    assert not (parts / "site").exists()


def test_the_name_of_somebody_hidden_is_found_in_another_shard(parts):
    """On the page of a badge, which anybody's shard may hold."""
    hidden = PRIVATE[0]
    homes = {shard_for(parts / "people", each.slug).name for each in PUBLIC}
    assert homes - {shard_for(parts / "people", hidden.slug).name}
    badge = parts / "catalog" / "badges" / "brook" / "listening.yml"
    badge.write_text(badge.read_text().replace("summary: ", f"summary: As {hidden.name} did. "))
    with pytest.raises(CatalogError) as caught:
        built(parts, jobs=2)
    assert {each.code for each in caught.value.problems} == {"leak"}
    assert not (parts / "site").exists()


def test_what_shards_keep_back_is_for_nobody_else_to_read(parts):
    built(parts)
    folder = parts / "people" / ".badgepress"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {each.stat().st_mode & 0o777 for each in (folder / "secrets").iterdir()} == {0o600}


def written_units(root):
    """The shards that the last build pressed: those whose memory is as new as it is."""
    kept = root / "people" / ".badgepress" / "secrets"
    return {each.name: each.stat().st_mtime_ns for each in kept.glob("*-told.json")}


def test_a_shard_that_nothing_changed_is_not_pressed_again(parts):
    first = built(parts)
    before, pages = written_units(parts), files_of(parts / "site")
    again = built(parts, jobs=2)
    assert written_units(parts) == before, "nobody was pressed"
    assert (again.earned, again.pages, again.files) == (first.earned, first.pages, first.files)
    assert files_of(parts / "site") == pages


def test_only_the_shard_that_changed_is_pressed(parts):
    built(parts)
    before = written_units(parts)
    earner = shard_for(parts / "people", PUBLIC[0].slug)
    record = earner.folder / "earners" / f"{PUBLIC[0].slug}.yml"
    record.write_text(record.read_text() + "# looked at\n")
    built(parts)
    changed = {name for name, at in written_units(parts).items() if before[name] != at}
    assert changed == {f"{earner.name}-told.json"}


def test_what_is_remembered_is_not_believed_where_it_no_longer_holds(parts):
    built(parts)
    before = written_units(parts)
    badge = parts / "catalog" / "badges" / "brook" / "listening.yml"
    badge.write_text(badge.read_text().replace("summary: ", "summary: Also. "))
    built(parts)
    assert not before.items() & written_units(parts).items(), "every page may tell of the badge"
    shown = files_of(parts / "site")
    kept = sorted((parts / "people" / ".badgepress" / "secrets").iterdir())
    assert len(kept) > 4
    for each in kept[::2]:
        each.write_bytes(each.read_bytes()[: len(each.read_bytes()) // 2])
    built(parts)
    assert files_of(parts / "site") == shown, "damaged memories are made anew"
    page = next((parts / "site" / "credentials").glob("*/index.html"))
    page.unlink()
    page.write_text("somebody was here")
    built(parts)
    assert files_of(parts / "site") == shown, "so is what somebody edited"
