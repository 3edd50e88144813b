"""Learner records on a built site: beside the pages of whom they are, and nowhere else."""

import json

import pytest

from generator.build import Built
from generator.build.clr import record_notices
from generator.issue.clr import carry_out, plan_records
from generator.issue.disk import Disk
from generator.issue.key_file import SigningKey
from generator.model.ledger import Revoked
from generator.source import CatalogError, Loaded, load
from tests.build.conftest import build_small
from tests.build.small import (
    ADOPTED,
    CORRECTED,
    EXPIRED,
    GOOD,
    HIDDEN,
    OURS,
    SIGNED_AT,
    UNLISTED,
)
from tests.build.small import small_catalog as write_catalog

ADA, ULA = "earners/ada/clr.json", f"earners/{UNLISTED}/clr.json"


def with_records(root) -> Loaded:
    """The small catalog with a record of everybody who gets one."""
    loaded = load(write_catalog(root))
    carry_out(
        plan_records(loaded.catalog, loaded.config),
        {OURS.slug: SigningKey(OURS.public, OURS.private.sign)},
        loaded.people_dir / "records",
        loaded.catalog,
        loaded.config,
        disk=Disk(),
        random_bytes=bytes,
        signed_at=SIGNED_AT,
    )
    return load(loaded.root / "site-config.yml")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory) -> Loaded:
    return with_records(tmp_path_factory.mktemp("recorded"))


@pytest.fixture(scope="module")
def built(recorded) -> Built:
    return build_small(recorded)


def files(built: Built) -> dict[str, bytes]:
    return {
        path.relative_to(built.folder).as_posix(): path.read_bytes()
        for path in built.folder.rglob("*")
        if path.is_file()
    }


def held(body: bytes) -> set[str]:
    held = json.loads(body)["credentialSubject"]["verifiableCredential"]
    return {each["id"].split("/")[-2] for each in held}


def test_they_lie_beside_the_pages_byte_for_byte(recorded, built):
    site = files(built)
    stored = recorded.catalog.records
    assert sorted(path for path in site if path.endswith("clr.json")) == sorted([ADA, ULA])
    assert (site[ADA], site[ULA]) == (stored["ada"].body, stored["ula"].body)
    assert 'href="clr.json"' in site["earners/ada/index.html"].decode()
    assert 'href="clr.json"' in site[f"earners/{UNLISTED}/index.html"].decode()


def test_they_hold_what_the_page_shows_and_was_not_withdrawn(built):
    site = files(built)
    assert held(site[ADA]) == {GOOD.token, EXPIRED.token, CORRECTED.token}
    assert held(site[ULA]) == {HIDDEN.token}


def test_one_whose_page_shows_others_badges_too_says_that_it_is_a_part(built):
    site = files(built)
    assert ADOPTED.row.earner == "ada"
    assert json.loads(site[ADA])["partial"] is True
    assert "partial" not in json.loads(site[ULA])


def test_nothing_of_who_is_private_is_in_one(built):
    for path, body in files(built).items():
        assert "Pru" not in body.decode("utf-8", "ignore"), path


def test_an_unlisted_one_is_nowhere_but_beside_its_page(built):
    own = {ULA, f"earners/{UNLISTED}/index.html"}
    own |= {f"credentials/{HIDDEN.token}/{name}" for name in ("index.html", "credential.json")}
    for path, body in files(built).items():
        if path not in own:
            text = body.decode("utf-8", "ignore")
            assert UNLISTED not in text, path
            assert HIDDEN.token not in text, path


def test_none_is_in_the_sitemap_or_the_search(built):
    site = files(built)
    assert b"clr.json" not in site["sitemap.xml"] + site["search/search_index.json"]


def _withdraw(loaded: Loaded) -> None:
    row = Revoked(credential=HIDDEN.token, reason="It broke.", on=SIGNED_AT.date())
    with (loaded.people_dir / "ledger.jsonl").open("a") as ledger:
        ledger.write(row.model_dump_json() + "\n")
    (loaded.catalog_dir / "status" / "fenwick" / "1.json").write_bytes(OURS.status_list({3, 4, 5}))


def _rename(loaded: Loaded) -> None:
    path = loaded.people_dir / "earners" / "ula.yml"
    path.write_text(path.read_text().replace("name: Ula U.", "name: Ula U. Unlisted"))


def _move(loaded: Loaded) -> None:
    path = loaded.people_dir / "earners" / "ula.yml"
    path.write_text(path.read_text().replace(UNLISTED, "f" * 32))


OUTDATED = {
    "a badge withdrawn": _withdraw,
    "a consent widened": _rename,
    "another address": _move,
}


@pytest.mark.parametrize("change", OUTDATED.values(), ids=OUTDATED.keys())
def test_one_that_differs_from_the_page_is_not_published(tmp_path, change):
    loaded = with_records(tmp_path)
    change(loaded)
    loaded = load(tmp_path / "site-config.yml")
    (notice,) = record_notices(loaded)
    assert notice.startswith(f"{loaded.catalog.records['ula'].path}: not published, because ")
    assert notice.endswith("; run 'badgepress clr ula'")
    site = files(build_small(loaded))
    assert [path for path in site if path.endswith("clr.json")] == [ADA]
    pages = [path for path in site if path.startswith("earners/") and path.endswith(".html")]
    assert [path for path in pages if b"clr.json" in site[path]] == ["earners/ada/index.html"]


def test_one_that_is_not_genuine_stops_the_build(tmp_path):
    loaded = with_records(tmp_path)
    path = loaded.people_dir / "records" / "ada.json"
    path.write_bytes(path.read_bytes().replace(b"Ada P.", b"Ada", 1))
    with pytest.raises(CatalogError, match=r"records/ada\.json.*not-genuine"):
        build_small(load(tmp_path / "site-config.yml"))
    assert not (tmp_path / "site").exists()
