"""`badgepress seal`, and `verify` of a sealed site: older copies are noticed, verdicts stay."""

import json
import shutil
import stat
from datetime import timedelta

import pytest
from click.testing import CliRunner

from generator.build import build
from generator.cli import seal, verify
from generator.cli.exit_code import ExitCode
from generator.issue import revoke
from generator.openbadges.strict_json import dump_json
from generator.source import load
from tests.build.conftest import Silent
from tests.issue.world import BROOK, HILL, NOW, PASSPHRASE, counter, make_world

BASE = "https://badges.brook.example/b/"
DID = "did:web:badges.brook.example:b:issuers:brook"
AWARDS = "badge,earner,awarded\nlistening,ana-silva,2026-04-01\n"
KNOWN = {"issuers": [{"did": DID, "name": "Brook", "since": "2025-01-01", "keys": [BROOK]}]}
LIST = "issuers/brook/status/1.json"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Two sites of one program: in the second the badge was withdrawn."""
    world = make_world(tmp_path_factory.mktemp("seal"))
    world.issue(AWARDS)
    for name in ("old", "new"):
        loaded = load(world.config)
        build(loaded, site_dir=world.root / name, as_of=NOW, jobs=1, narrator=Silent())
        if name == "old":
            at = NOW + timedelta(hours=1)
            rows = world.issued()
            revoke(
                world.desk(), rows, [world.key()], reason="E", random_bytes=counter(), signed_at=at
            )
    return world


@pytest.fixture
def sites(built, tmp_path, monkeypatch):
    """Both, not sealed yet, in the current folder, with a list of known issuers."""
    for name in ("old", "new"):
        shutil.copytree(built.root / name, tmp_path / name)
    (tmp_path / "known.json").write_bytes(dump_json(KNOWN))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", PASSPHRASE)
    return tmp_path


@pytest.fixture
def sealing(built, monkeypatch):
    """Seals a folder at an instant."""

    def run(folder, *arguments, at=NOW, key="brook"):
        monkeypatch.setattr(seal, "now", lambda: at)
        given = ["--key", built.root / "keys" / f"{key}.key", "-f", built.config, *arguments]
        return CliRunner().invoke(seal.command, [str(folder), *map(str, given)])

    return run


def check(*arguments, at=NOW + timedelta(days=2)):
    """`verify` offline, with the issuer's keys known unless the arguments say otherwise."""
    known = () if "--trust" in arguments else ("--trust", "known.json")
    given = ["--offline", "--as-of", at.isoformat(), *known, *arguments]
    return CliRunner().invoke(verify.command, list(map(str, given)))


def warnings(result):
    return [
        line.partition(": ")[2] for line in result.stderr.splitlines() if line.startswith("warning")
    ]


def test_a_seal_is_told_with_its_version_and_its_end(sites, sealing):
    result = sealing("new", "--days", "30")
    assert result.exit_code == ExitCode.OK, result.output
    assert result.output == "Sealed new as version 1777809600, good until 2026-06-02.\n"
    assert stat.S_IMODE((sites / "new" / "seal.json").stat().st_mode) == 0o644
    told = check("new")
    assert warnings(told) == []
    count = len(json.loads((sites / "new" / "catalog.json").read_bytes())["files"])
    assert told.stderr.splitlines() == [
        f"new: version 1777809600, sealed on 3 May 2026 by {DID}, good until 2 June 2026",
        f"new: {count} files are as its digest list says",
    ]
    assert {each.name for each in sites.iterdir()} == {"old", "new", "known.json"}


def test_the_seal_is_a_credential_of_the_general_kind(sites, sealing):
    sealing("new")
    wire = json.loads((sites / "new" / "seal.json").read_bytes())
    assert wire["@context"] == ["https://www.w3.org/ns/credentials/v2"]
    assert (wire["type"], wire["issuer"]) == (["VerifiableCredential"], DID)
    assert wire["credentialSubject"]["id"] == f"{BASE}catalog.json#1777809600"
    assert wire["proof"][0]["cryptosuite"] == "eddsa-rdfc-2022"


def test_an_older_copy_is_noticed_and_no_verdict_changes(sites, sealing):
    sealing("old")
    sealing("new", at=NOW + timedelta(days=1))
    first = check("old", "--seen", "seen.json")
    assert (warnings(first), first.exit_code) == ([], ExitCode.OK)
    assert check("new", "--seen", "seen.json").exit_code == ExitCode.WRONG  # withdrawn
    assert json.loads((sites / "seen.json").read_bytes()) == {BASE: 1777896000}
    again = check("old", "--seen", "seen.json")
    assert warnings(again) == [
        "old: This copy is older than one you have seen: it was sealed on 3 May 2026."
    ]
    assert (again.stdout, again.exit_code) == (first.stdout, first.exit_code)
    shutil.copy("old/seal.json", "keep.json")
    (sites / "old" / "seal.json").unlink()
    assert warnings(check("old", "--seen", "seen.json")) == [
        "old: This site had a seal when you saw it last, and has none now."
    ]


@pytest.mark.usefixtures("sites")
def test_sealed_again_the_old_site_is_the_newest(sealing):
    sealing("new", at=NOW + timedelta(days=1))
    check("new", "--seen", "seen.json")
    sealing("old", at=NOW + timedelta(days=1, seconds=9))  # after `undo`
    assert warnings(check("old", "--seen", "seen.json")) == []


@pytest.mark.usefixtures("sites")
def test_a_mirror_with_an_older_list_under_a_new_seal_is_caught(sealing):
    sealing("new")
    shutil.copy(f"old/{LIST}", f"new/{LIST}")
    assert warnings(check("new")) == [f"new: This is not what the issuer sealed: {LIST}"]
    shutil.copy("old/catalog.json", "new/catalog.json")
    assert warnings(check("new")) == ["new: This is not what the issuer sealed: catalog.json"]


def test_a_site_on_the_web_is_named_by_its_seal(sites, sealing):
    sealing("old")
    mirror = ("--map", f"{BASE}=old")
    told = check(f"{BASE}seal.json", *mirror)
    assert (warnings(told), told.exit_code, told.stdout) == ([], ExitCode.OK, "")
    (sites / "old" / LIST).unlink()
    told = check(f"{BASE}seal.json", *mirror)
    assert told.exit_code == ExitCode.UNSURE
    assert warnings(told) == [f"{BASE}seal.json: This is not what the issuer sealed: {LIST}"]
    assert check(f"{BASE}catalog.json").exit_code == ExitCode.UNSURE


def test_a_site_never_vouches_for_its_own_seal(sites, sealing):
    sealing("new")
    (sites / "nobody.json").write_bytes(dump_json({"issuers": []}))
    (said,) = warnings(check("new", "--trust", "nobody.json", "--seen", "seen.json"))
    assert said.startswith("new: Its key is none that you know")
    assert not (sites / "seen.json").exists()


@pytest.mark.usefixtures("sites")
def test_a_seal_ends(sealing):
    sealing("new", "--days", "30")
    assert warnings(check("new", at=NOW + timedelta(days=31))) == [
        "new: The seal of this site ended on 2 June 2026: what is here may be out of date."
    ]


FORGED = {  # case: what becomes of the seal's text, and what is told
    "changed": (("1777809600", "1999999999"), "Changed since it was signed."),
    "by nobody": (('"proof"', '"evidence"'), "Nobody has signed it."),
    "of another site": ((f"{DID}", "did:web:evil.example"), "Its issuer is none of this site."),
    "by an unknown key": ((f"#{BROOK}", f"#{HILL}"), "does not have the key that signed."),
    "no JSON": (("{", "["), "Not JSON"),
}


@pytest.mark.parametrize("case", FORGED)
def test_what_is_no_seal_of_the_site_is_not_relied_on(sites, sealing, case):
    (old, new), told = FORGED[case]
    sealing("new")
    path = sites / "new" / "seal.json"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    (said,) = warnings(check("new", "--seen", "seen.json"))
    assert said.startswith("new: The seal of this site cannot be relied on: ")
    assert told in said
    assert not (sites / "seen.json").exists()


@pytest.mark.usefixtures("sites")
def test_versions_only_grow(sealing):
    sealing("new", at=NOW + timedelta(days=9000))
    assert "version 2555409601," in sealing("new", "--days", "9").output
    assert "version 3000000001," in sealing("new", "--newer-than", "3000000000").output


def test_only_a_site_as_it_was_built_is_sealed(sites, sealing):
    (sites / "new" / LIST).write_bytes(b"{}")
    result = sealing("new")
    assert result.exit_code == ExitCode.WRONG
    assert "is not as it was built; build again" in result.output
    (sites / "no").mkdir()
    assert sealing("no").exit_code == ExitCode.CANNOT_WRITE
    assert not (sites / "new" / "seal.json").exists()


def test_keys_of_issuers_seal_and_no_others(sites, sealing, built):
    assert sealing("new", key="hill").exit_code == ExitCode.OK
    assert DID.replace("brook", "hill", 2)[-4:] in (sites / "new" / "seal.json").read_text()
    both = sealing("new", "--key", built.root / "keys" / "hill.key")
    assert both.exit_code == ExitCode.USAGE
    assert "one key is needed" in both.output
