"""``catalog.json``: every digest right, no date, nobody named."""

import hashlib
import json
from datetime import timedelta

import pytest

from generator.build import build
from generator.openbadges.strict_json import dump_json
from generator.site.digest_list import digest_list, is_listed, read_digest_list
from generator.source import load
from tests.build.conftest import PAGES, Silent
from tests.build.small import (
    AS_OF,
    BASE,
    CORRECTED,
    EXPIRED,
    GOOD,
    HIDDEN,
    REPLACED,
    REVOKED,
    UNLISTED,
    small_catalog,
)

CANARIES = (
    *("ada", "ula", "pru", "Ada", "Ula", "Pru", UNLISTED, "credentials", "earners", "2026"),
    *(each.token for each in (GOOD, EXPIRED, REVOKED, HIDDEN, REPLACED, CORRECTED)),
)


def test_every_digest_is_right_and_nothing_is_missing(site):
    told = json.loads((site / "catalog.json").read_bytes())
    assert list(told) == ["version", "site", "files"]
    assert (told["version"], told["site"]) == (1, BASE)
    assert list(told["files"]) == sorted(told["files"])
    for path, digest in told["files"].items():
        assert digest == f"sha256:{hashlib.sha256((site / path).read_bytes()).hexdigest()}"
    wanted = {
        path.relative_to(site).as_posix()
        for pattern in (
            *("**/did.json", "issuers/*/status/*.json", "badges/*/achievement*.json"),
            *("pathways/*/pathway.json", "verify/trust.json"),
        )
        for path in site.glob(pattern)
    }
    assert set(told["files"]) == wanted
    kinds = ("did.json", "status/1.json", "achievement.json", "pathway.json", "trust.json")
    assert all(any(path.endswith(kind) for path in wanted) for kind in kinds)


def test_nobody_is_named(site):
    text = (site / "catalog.json").read_text()
    words = {word for path in json.loads(text)["files"] for word in path.split("/")}
    assert words.isdisjoint(CANARIES)
    assert [each for each in CANARIES if len(each) > 4 and each in text] == []


def test_another_day_gives_the_same_bytes(site, tmp_path):
    loaded = load(small_catalog(tmp_path, pages=PAGES))
    later = AS_OF + timedelta(days=30)
    made = build(loaded, site_dir=tmp_path / "site", as_of=later, jobs=1, narrator=Silent()).folder
    assert (made / "catalog.json").read_bytes() == (site / "catalog.json").read_bytes()


PATHS = {
    "did.json": True,
    ".well-known/did.json": True,
    "issuers/x/did.json": True,
    "recognizers/x/did.json": True,
    "issuers/x/status/1.json": True,
    "issuers/x/attested/z6Mk.json": True,
    "issuers/x/issuer.json": False,
    "badges/x/achievement.json": True,
    "badges/x/achievement-1.0.json": True,
    "badges/x/index.html": False,
    "pathways/x/pathway.json": True,
    "verify/trust.json": True,
    "credentials/0123/credential.json": False,
    "credentials/did.json": False,
    "earners/0123/did.json": False,
    "earners/0123/clr.json": False,
    "catalog.json": False,
    "seal.json": False,
}


def test_what_is_listed():
    assert {path: is_listed(path) for path in PATHS} == PATHS


GOOD_LIST = {"version": 1, "site": BASE, "files": {"did.json": "sha256:00"}}
ODD = {
    "another version": {**GOOD_LIST, "version": 2},
    "no site": {**GOOD_LIST, "site": None},
    "no files": {"version": 1, "site": BASE},
    "a digest that is none": {**GOOD_LIST, "files": {"did.json": 1}},
}


def test_a_list_is_read_back():
    made = digest_list(BASE, {"did.json": b"\0", "index.html": b"\1"})
    assert read_digest_list(made.body) == (BASE, GOOD_LIST["files"])
    more = {**GOOD_LIST, "added": "later"}
    assert read_digest_list(dump_json(more)) == (BASE, GOOD_LIST["files"])


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_an_odd_list_is_refused(odd):
    with pytest.raises(ValueError, match="digest"):
        read_digest_list(dump_json(odd))
