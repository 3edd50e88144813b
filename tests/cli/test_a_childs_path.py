"""A child's way from award to erasure: at each step the site holds what it should, and no more.

The site is searched for canaries in every byte of every file, after every step.
"""

import base64
import csv
import zlib
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import badgepress
from tests.issue.world import BROOK, PASSPHRASE, World, make_world

SLUG, NAME, EMAIL = "pia-quillon", "Pia Quillon", "quillon@home.example"
CANARIES = ("quillon", EMAIL)
ADDRESS = "5e" * 16
PRIVATE = f"name: {NAME}  # third grade\nemail: {EMAIL}\nminor_until: 2039-02\n"
UNLISTED = (
    PRIVATE
    + f"visibility: unlisted\naddress: {ADDRESS}\nconsent:\n"
    + "  {by: guardian, on: 2026-04-20, visibility: unlisted, name: Piaxia}\n"
)
AWARDS = (
    "badge,earner,awarded,evidence kind,evidence\n"
    f"listening,{SLUG},2026-04-02,student work,Canary drawing\n"
)
KEY = ("--key", "keys/brook.key", "--yes")
TRUST = (
    "issuers:\n  - did: did:web:badges.brook.example:b:issuers:brook\n    name: Brook Agency\n"
    f"    since: 2025-01-01\n    keys: [{BROOK}]\n"
)
BASE = "https://badges.brook.example/b/"


@pytest.fixture
def world(tmp_path, monkeypatch) -> World:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("BADGEPRESS_KEY", raising=False)
    (tmp_path / "awards.csv").write_text(AWARDS)
    return make_world(
        tmp_path, more={f"catalog/earners/{SLUG}.yml": PRIVATE, "catalog/trust.yml": TRUST}
    )


def run(*arguments: str) -> str:
    result = CliRunner().invoke(badgepress, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def published(world: World, *texts: str) -> set[str]:
    """Build, and answer the folders of the site in which one of `texts` stands."""
    run("build")
    site = world.root / "site"
    return {
        "/".join(path.relative_to(site).parts[:2])
        for path in site.rglob("*")
        if path.is_file()
        for text in texts
        if text.lower().encode() in path.read_bytes().lower() or text in path.as_posix()
    }


def tokens(world: World) -> list[str]:
    return [row.credential for row in world.issued() if row.earner == SLUG]


def handed() -> bytes:
    """The badge in the private link, which is all that a stranger is sent."""
    run("handout", SLUG)
    table = Path("handouts/mailmerge.csv").read_text("utf-8-sig")
    (row,) = csv.DictReader(StringIO(table))
    carried = row["private_link"].removeprefix(f"{BASE}verify/#b=")
    packed = base64.urlsafe_b64decode(carried + "=" * (-len(carried) % 4))
    return zlib.decompress(packed, wbits=-zlib.MAX_WBITS)


def stranger_is_told(badge: bytes) -> str:
    """What somebody is told who has the badge and the site, and no catalog."""
    Path("received.json").write_bytes(badge)
    arguments = ("verify", "received.json", "--map", f"{BASE}=site")
    trust = ("--trust", "site/verify/trust.json")
    return CliRunner().invoke(badgepress, [*arguments, *trust]).output


def test_from_award_to_erasure(world):
    secret = (*CANARIES, "Canary drawing", ADDRESS)
    # Awarded: private, so nothing of it is on the site.
    run("issue", "awards.csv", *KEY)
    (own,) = tokens(world)
    assert published(world, *secret, "Piaxia", own) == set()
    # Handed out, and verified by a stranger through the private link.
    badge = handed()
    assert NAME.encode() in badge
    assert stranger_is_told(badge).startswith("Checked: genuine and current\n")
    # Asked, on paper; then the guardian's yes: unlisted, and with another name.
    run("consent", SLUG)
    assert published(world, *secret, own) == set()
    (world.people / "earners" / f"{SLUG}.yml").write_text(UNLISTED)
    run("reissue", SLUG, *KEY)
    page, other = tokens(world)[1:]
    places = {f"earners/{ADDRESS}", f"credentials/{page}"}
    assert published(world, "Piaxia", ADDRESS, "Canary drawing") == places
    old = {f"credentials/{own}"}
    assert published(world, *CANARIES, other, own) <= places | old
    assert published(world, *CANARIES, other) == set()
    run("clr", SLUG, *KEY)
    assert published(world, "Piaxia", ADDRESS, "Canary drawing") == places
    # Withdrawn: gone from the site; what the child holds is good.
    told = run("withdraw", SLUG, *KEY)
    assert f"{BASE}earners/{ADDRESS}/clr.json" in told
    assert (world.people / "earners" / f"{SLUG}.yml").read_text().startswith(PRIVATE)
    assert published(world, *secret, "Piaxia", *tokens(world)) == set()
    badge = handed()
    assert stranger_is_told(badge).startswith("Checked: genuine and current\n")
    # Erased, and the badge withdrawn: nothing anywhere but what others hold, which is told so.
    gone = (*secret, "Piaxia", *tokens(world))
    run("erase", SLUG, "--revoke", *KEY)
    assert published(world, *gone) == set()
    assert "withdrawn" in stranger_is_told(badge).lower()
    left = {"awards.csv", "received.json", f"{SLUG}-consent.pdf"}
    assert {
        path.relative_to(world.root).as_posix()
        for path in world.root.rglob("*")
        if path.is_file()
        and any(
            text.lower().encode() in path.read_bytes().lower() or text in path.name for text in gone
        )
    } == left, "files of the keeper's own"
