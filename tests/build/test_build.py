"""Catalog in, site out: every address, nothing of who is private, the same bytes anywhere."""

import hashlib
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.site_files import MAX_INDEX_BYTES, search_index
from generator.model.trust import PublishedTrust
from generator.publish.links import links_of
from generator.site.output import Page
from generator.source import CatalogError, load
from generator.verify import FixedResolver, Verdict, verify
from tests.build.conftest import PAGES, build_small
from tests.build.small import (
    ADOPTED,
    AS_OF,
    CORRECTED,
    EXPIRED,
    FOREIGN,
    GOOD,
    HIDDEN,
    REPLACED,
    REVOKED,
    TEAM,
    UNLISTED,
    small_catalog,
)

PROJECT = Path(__file__).resolve().parents[2]


def pages_of(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8")
        for path in sorted(site.rglob("*.html"))
    }


ADDRESSES = [
    "index.html",
    "badges/index.html",
    "pathways/index.html",
    "recognizers/index.html",
    "badges/welding/index.html",
    "badges/welding/achievement.json",
    "pathways/metal/index.html",
    "issuers/fenwick/index.html",
    "issuers/fenwick/did.json",
    "issuers/fenwick/status/1.json",
    "earners/ada/index.html",
    f"earners/{UNLISTED}/index.html",
    *(f"credentials/{each.token}/index.html" for each in (GOOD, EXPIRED, REVOKED, HIDDEN)),
    *(f"credentials/{each.token}/credential.json" for each in (GOOD, EXPIRED, REVOKED, HIDDEN)),
    f"credentials/{REPLACED.token}/index.html",
    "verify/index.html",
    "verify/trust.json",
    "about/index.html",
    "more/words/index.html",
    "dot.svg",
    "search/search_index.json",
    "assets/css/badgepress.css",
    "404.html",
    "sitemap.xml",
    "robots.txt",
    ".nojekyll",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_is_there(site, address):
    assert (site / address).is_file()


def test_signed_files_are_published_as_they_are(site, small):
    for each in (GOOD, EXPIRED, REVOKED, HIDDEN, CORRECTED):
        assert (site / f"credentials/{each.token}/credential.json").read_bytes() == each.body
    stored = small.catalog.status_lists["fenwick", 1]
    assert (site / "issuers/fenwick/status/1.json").read_bytes() == stored.body


def test_a_reissued_badge_leads_on_and_shows_nothing(site):
    folder = site / "credentials" / REPLACED.token
    assert [path.name for path in folder.iterdir()] == ["index.html"]
    html = (folder / "index.html").read_text()
    assert f"../{CORRECTED.token}/" in html
    assert "Welding" not in html
    assert "Ada" not in html


def test_the_site_is_all_a_reader_needs_to_verify(site, small):
    base = small.config.base_url
    documents = {
        base + path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.json")
    }
    trust = PublishedTrust.model_validate(json.loads(documents[base + "verify/trust.json"]))
    report = verify(
        documents[f"{base}credentials/{GOOD.token}/credential.json"],
        as_of=AS_OF,
        resolver=FixedResolver(documents, handed=False),
        trust=trust,
    )
    assert report.verdict is Verdict.UNTRUSTED, "a site never vouches for itself"


def test_the_trust_list_is_published(site):
    assert json.loads((site / "verify/trust.json").read_bytes()) == {
        "issuers": [{"did": FOREIGN.did, "name": "Elsewhere", "since": "2026-01-01"}],
        "site": "https://badges.fenwick.example/program/",
    }


def test_the_verifier_is_on_every_site_as_it_came(site):
    dist = PROJECT / "theme" / "verifier" / "dist"
    for name, path in {
        "verify.html": "verify/index.html",
        "verifier.js": "assets/js/verifier.js",
        "credential.js": "assets/js/credential.js",
    }.items():
        assert (site / path).read_bytes() == (dist / name).read_bytes()
    assert b"fenwick" not in (site / "verify/index.html").read_bytes().lower()


def test_the_sitemap_lists_who_wants_to_be_found(site):
    base = "https://badges.fenwick.example/program/"
    found = re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text())
    assert found == sorted(found)
    for page in ("", "about/", "earners/ada/", "badges/welding/", "verify/"):
        assert base + page in found
    assert not any(UNLISTED in each or HIDDEN.token in each for each in found)


def test_search_finds_badges_and_no_people(site):
    index = json.loads((site / "search/search_index.json").read_bytes())
    by_address = {each["location"]: each for each in index["docs"]}
    assert by_address["badges/welding/"] == {
        "location": "badges/welding/",
        "title": "Welding &lt;1&gt;",
        "text": "Joins steel &amp; knows why it holds.",
    }
    assert "about/" in by_address
    assert not [each for each in by_address if each.startswith(("earners/", "credentials/"))]


def _words(seed: int) -> Iterator[str]:
    """Text that does not compress."""
    for part in range(4):
        yield hashlib.sha256(f"{seed} {part}".encode()).hexdigest()


def test_a_large_catalog_leaves_the_box_to_the_hubs():
    many = [Page(f"badges/{n}/", "".join(_words(n)), "", "") for n in range(3000)]
    index = search_index({"docs": []}, [Page("badges/", "Badges", "All.", ""), *many])
    assert len(index.body) < MAX_INDEX_BYTES
    assert [each["location"] for each in json.loads(index.body)["docs"]] == ["badges/"]


def test_the_later_pages_of_a_list_are_not_in_the_box():
    pages = [
        Page(path, "Badges", "All.", "") for path in ("badges/", "badges/x/", "badges/page/2/")
    ]
    index = json.loads(search_index({"docs": []}, pages).body)
    assert [each["location"] for each in index["docs"]] == ["badges/", "badges/x/"]


def test_nothing_of_who_is_private_or_of_full_names_is_written(site):
    for path in site.rglob("*"):
        if path.is_file():
            body = path.read_bytes()
            for name in (b"Pru", b"Ada Public", b"Ula Unlisted", b"pru"):
                assert name not in body or path.suffix == ".js", f"{name!r} in {path}"


def test_the_unlisted_are_linked_from_nowhere_else(site):
    for path, html in pages_of(site).items():
        if path.split("/")[0] not in {"earners", "credentials"}:
            assert UNLISTED not in html, path
            assert HIDDEN.token not in html, path
    own = pages_of(site)[f"earners/{UNLISTED}/index.html"]
    assert '<meta name="robots" content="noindex">' in own


def test_a_team_is_told_on_its_members_pages_only(site):
    """In no feed, index, hub or sitemap; and who is public is a teammate, who is unlisted is not."""
    found = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and TEAM.encode() in path.read_bytes()
    }
    public, unlisted = (f"credentials/{each.token}/" for each in (GOOD, HIDDEN))
    assert found == {
        *(f"{page}index.html" for page in (public, unlisted, "earners/ada/")),
        *(f"{page}credential.json" for page in (public, unlisted)),
        f"earners/{UNLISTED}/index.html",
    }
    pages = pages_of(site)
    assert HIDDEN.token not in pages[f"{public}index.html"]
    assert f'<a href="../{GOOD.token}/">Ada P.</a>' in pages[f"{unlisted}index.html"]


def test_somebody_elses_badge_is_on_its_earners_page_only(site):
    assert "elsewhere.example" in pages_of(site)["earners/ada/index.html"].lower() or (
        "Elsewhere" in pages_of(site)["earners/ada/index.html"]
    )
    assert not (site / "credentials" / ADOPTED.token).exists()


def test_no_page_loads_anything_from_elsewhere(site):
    loading = re.compile(
        r"<(?:link|script|img|iframe|source)\b[^>]*?(?:href|src)=\"(https?:[^\"]*)"
    )
    own = "https://badges.fenwick.example/program/"
    for path, html in pages_of(site).items():
        foreign = [each for each in loading.findall(html) if not each.startswith(own)]
        assert foreign == [], path
        assert "Content-Security-Policy" in html, path
        assert list(links_of(html)) or path == "verify/index.html", path


def test_a_catalog_with_a_dead_link_is_not_published(tmp_path):
    config = small_catalog(tmp_path, pages={"about.md": "# A\n\n[x](../badges/nowhere/)\n"})
    with pytest.raises(CatalogError) as caught:
        build_small(load(config))
    assert str(caught.value) == (
        "about/index.html:1:1: error: the page's link '../badges/nowhere/' leads nowhere "
        "[broken-link]\n"
        "  hint: mend the link in the text of the record or page this was made from"
    )
    assert not (tmp_path / "site").exists()


def test_a_catalog_with_a_forgery_is_not_published(tmp_path):
    loaded = load(small_catalog(tmp_path))
    build_small(loaded)
    before = digests(tmp_path / "site")
    file = tmp_path / "catalog" / "assertions" / f"{GOOD.token}.json"
    file.write_bytes(file.read_bytes().replace(b"Joins steel", b"Bends steel"))
    with pytest.raises(CatalogError, match=f"{GOOD.token}.json:1:1: error: .*signature"):
        build_small(load(tmp_path / "site-config.yml"))
    assert digests(tmp_path / "site") == before


@pytest.mark.usefixtures("no_shelf")
def test_deleting_the_cache_changes_nothing(tmp_path):
    config = small_catalog(tmp_path, pages=PAGES)
    build_small(load(config))
    before = digests(tmp_path / "site")
    (tmp_path / ".badgepress").rename(tmp_path / "gone")
    build_small(load(config))
    assert digests(tmp_path / "site") == before


def test_a_folder_that_cannot_be_written_keeps_no_cache(tmp_path):
    config = small_catalog(tmp_path)
    (tmp_path / ".badgepress").write_text("in the way")
    assert build_small(load(config)).pages == 19
    assert (tmp_path / ".badgepress").read_text() == "in the way"


def test_the_cache_is_nothing_to_commit(small, site):
    assert site.is_dir()
    assert (small.root / ".badgepress" / ".gitignore").read_text() == "*\n"


def digests(site: Path) -> dict[str, tuple[int, str]]:
    return {
        path.relative_to(site).as_posix(): (
            stat.S_IMODE(path.stat().st_mode),
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in site.rglob("*")
    }


WORLDS = {
    "one": ({"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"}, 0o022, "a"),
    "other": (
        {
            "LC_ALL": "C.UTF-8",
            "LANG": "tr_TR.UTF-8",
            "LANGUAGE": "es",
            "TZ": "Pacific/Kiritimati",
            "PYTHONHASHSEED": "77",
            "SOURCE_DATE_EPOCH": "1",
        },
        0o077,
        "quite/another place",
    ),
}


@pytest.mark.usefixtures("no_shelf")
def test_two_builds_in_two_worlds_are_the_same_bytes(tmp_path):
    built = {}
    for world, (environment, umask, place) in WORLDS.items():
        (tmp_path / place).mkdir(parents=True)
        config = small_catalog(tmp_path / place, pages=PAGES)
        command = [sys.executable, "-m", "generator", "build", "-f", str(config)]
        subprocess.run(
            [*command, "--as-of", "2026-06-01T12:00:00Z", "--site-dir", str(tmp_path / world)],
            check=True,
            cwd=PROJECT,
            env={**os.environ, **environment},
            umask=umask,
            capture_output=True,
        )
        built[world] = digests(tmp_path / world)
    assert built["one"] == built["other"]
    assert len(built["one"]) > 50
