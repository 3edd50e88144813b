"""`badgepress verify`: arguments in, exit code out."""

import csv
import hashlib
import io
import json
import os
import shutil
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from generator.cli.exit_code import ExitCode
from generator.cli.verify import command
from generator.verify import Document
from tests.test_conformance import ROOT
from tests.verify.cases.world import (
    AS_OF,
    DID_URL,
    EVIL_KEY,
    ID,
    INDEX,
    KEY,
    LIST_URL,
    SITE,
    badge,
    change,
    did_document,
    dump_json,
    signed,
    status_list,
    trusting,
)

TOKEN = ID.split("/")[-2]


def run(*arguments):
    return CliRunner().invoke(command, ["--as-of", AS_OF, *map(str, arguments)])


@pytest.fixture
def site(tmp_path):
    """A built site, which brings a list of known issuers of its own."""
    folder = tmp_path / "site"
    lay(folder, signed(badge()))
    return folder


def lay(folder, credential, *, keys=(KEY,), withdrawn=()):
    files = {
        f"credentials/{TOKEN}/credential.json": dump_json(credential),
        "issuers/acme/did.json": did_document(*keys),
        "issuers/acme/status/1.json": status_list(withdrawn=withdrawn, key=keys[0]),
        "badges/welding/achievement.json": dump_json(
            credential["credentialSubject"]["achievement"]
        ),
        "verify/trust.json": dump_json(trusting(*keys)),
        "search/index.json": b"[]",
        "index.html": b"<!doctype html>",
        "images/plain.svg": b"<svg/>",
    }
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@pytest.fixture
def trust(tmp_path):
    """The reader's own list, which pins the issuer's key."""
    path = tmp_path / "known.yml"
    path.write_text(
        "issuers:\n"
        "  - did: did:web:badges.example.org:issuers:acme\n"
        "    name: Acme Training\n"
        "    since: 2026-01-01\n"
        f"    keys: [{KEY.multibase}]\n"
    )
    return path


def rows(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_built_site_never_vouches_for_itself(site):
    result = run("--offline", "--json", site)
    assert result.exit_code == ExitCode.UNSURE
    (row,) = rows(result)
    assert row["file"] == str(site / "credentials" / TOKEN / "credential.json")
    assert row["verdict"] == "unconfirmed"
    assert row["checks"][1] == {
        "id": "issuer-key",
        "outcome": "unknown",
        "detail": "The issuer's keys came together with the badge, which proves nothing unless "
        "you know them already.",
    }


def test_a_built_site_verifies_where_the_reader_pins_its_keys(site, trust):
    result = run("--offline", "--trust", trust, "--json", site)
    assert result.exit_code == ExitCode.OK
    assert [row["verdict"] for row in rows(result)] == ["verified"]


def test_a_forged_site_is_never_verified(site, trust):
    lay(site, signed(badge(), key=EVIL_KEY), keys=(EVIL_KEY,))
    assert run("--offline", "--trust", trust, site).exit_code == ExitCode.UNSURE
    assert run("--offline", site).exit_code == ExitCode.UNSURE


def test_a_changed_badge_in_a_site_is_invalid(site, trust):
    lay(site, change(signed(badge()), ["name"], "Rocket science"))
    assert run("--offline", "--trust", trust, site).exit_code == ExitCode.WRONG


def test_a_site_may_lie_deeper_and_have_neighbours(tmp_path, trust):
    lay(tmp_path / "a" / "site", signed(badge()))
    lay(tmp_path / "b" / "demo", signed(badge()), withdrawn=[INDEX])
    (tmp_path / "b" / "broken").mkdir()
    (tmp_path / "b" / "broken" / "credential.json").write_bytes(b"{")
    result = run("--offline", "--trust", trust, "--json", tmp_path)
    assert result.exit_code == ExitCode.WRONG
    assert [row["verdict"] for row in rows(result)] == ["verified", "invalid", "invalid"]


def test_documents_of_a_site_are_only_used_inside_it(tmp_path, trust):
    site = tmp_path / "site"
    lay(site, signed(badge()))
    outside = tmp_path / "did.json"
    (site / "issuers" / "acme" / "did.json").rename(outside)
    (site / "issuers" / "acme" / "did.json").symlink_to(outside)
    (row,) = rows(run("--offline", "--trust", trust, "--json", site))
    assert row["checks"][1]["detail"] == (
        f"The issuer's keys could not be had: The folder given for {SITE} has nothing at "
        "'issuers/acme/did.json'."
    )


def test_a_map_answers_a_prefix(tmp_path, site, trust):
    alone = tmp_path / "badge.json"
    shutil.copy(site / "credentials" / TOKEN / "credential.json", alone)
    arguments = ["--offline", "--trust", trust, "--json"]
    assert run(*arguments, alone).exit_code == ExitCode.UNSURE
    for url in (SITE, SITE.rstrip("/")):
        assert run(*arguments, "--map", f"{url}={site}", alone).exit_code == ExitCode.OK


PLACES = {
    "the JSON": ID,
    "the page people share": ID.removesuffix("credential.json"),
    "with a fragment": f"{ID}#top",
}


@pytest.mark.parametrize("url", PLACES.values(), ids=PLACES.keys())
def test_a_link_is_followed(site, trust, url):
    result = run("--offline", "--trust", trust, "--map", f"{SITE}={site}", "--json", url)
    assert result.exit_code == ExitCode.OK
    assert rows(result)[0]["file"] == url


def test_a_link_that_leads_nowhere_is_unconfirmed():
    result = run("--offline", "--json", "https://badges.example.org/credentials/x/")
    assert result.exit_code == ExitCode.UNSURE
    (row,) = rows(result)
    assert row["checks"][0]["detail"] == "It could not be had: This check was made offline."
    assert row["badge"] is None


class Internet:
    """The issuer's host, whose clock stopped in 2020; in place of the one that asks it."""

    def __init__(self, *, tells_time=False, **_):
        self.date = datetime(2020, 1, 1, tzinfo=UTC) if tells_time else None
        self.documents = {DID_URL: did_document(), LIST_URL: status_list()}

    def get(self, url):
        return Document(self.documents[url], date=self.date)


@pytest.mark.parametrize(
    ("arguments", "outcome"), [([], "unknown"), (["--as-of", AS_OF], "passed")], ids=["now", "then"]
)
def test_the_clock_is_compared_only_where_it_is_used(tmp_path, monkeypatch, arguments, outcome):
    monkeypatch.setattr("generator.cli.verify.HttpsResolver", Internet)
    path = tmp_path / "badge.json"
    path.write_bytes(dump_json(signed(badge())))
    result = CliRunner().invoke(command, [*arguments, "--json", str(path)])
    assert rows(result)[0]["checks"][3]["outcome"] == outcome


def test_pictures_in_a_folder_are_found(tmp_path, site, trust):
    folder = tmp_path / "pictures"
    folder.mkdir()
    for kind in ("png", "svg"):
        shutil.copy(ROOT / kind / f"credential.{kind}", folder / f"mine.{kind.upper()}")
    shutil.copy(ROOT / "png_without_invalid" / "credential.png", folder / "plain.png")
    arguments = ["--offline", "--trust", trust, "--json", "--map", f"{SITE}={site}"]
    found = rows(run(*arguments, folder))
    assert [(row["file"].rpartition("/")[2], row["verdict"]) for row in found] == [
        ("mine.PNG", "verified"),
        ("mine.SVG", "verified"),
    ]


CODES = {  # the cases handed in: exit code
    ("verified",): ExitCode.OK,
    ("empty_list_untrusted",): ExitCode.UNSURE,
    ("offline_unconfirmed",): ExitCode.UNSURE,
    ("expired_invalid",): ExitCode.WRONG,
    ("verified", "offline_unconfirmed"): ExitCode.UNSURE,
    ("verified", "offline_unconfirmed", "changed_name_invalid"): ExitCode.WRONG,
}


@pytest.mark.parametrize(("names", "code"), CODES.items(), ids=map(" and ".join, CODES))
def test_the_exit_code_says_the_worst(tmp_path, names, code, trust):
    """Each case as a site of its own: its issuer's documents and the badge."""
    folders = []
    for name in names:
        folder = tmp_path / name
        credential = json.loads((ROOT / name / "credential.json").read_bytes())
        lay(folder, credential)
        if name == "offline_unconfirmed":
            (folder / "issuers" / "acme" / "did.json").unlink()
        folders.append(folder)
    known = [] if "empty_list_untrusted" in names else ["--trust", trust]
    assert run("--offline", *known, *folders).exit_code == code


def test_one_badge_is_told_in_three_answers(site, trust):
    result = run("--offline", "--trust", trust, site)
    assert result.stdout == (
        "Checked: genuine and current\n"
        f"  {site}/credentials/{TOKEN}/credential.json\n"
        "  It says: Welding basics, earned by Zoë Ångström, awarded by Acme Training\n"
        "  Authentic:     Yes. Unchanged since it was signed on 15 January 2026.\n"
        "  Current:       Yes. No withdrawal known as of 1 April 2026.\n"
        "  Known issuer:  Yes. You know this issuer: Acme Training.\n"
        "\n"
    )


def test_a_badge_that_is_not_verified_shows_its_checks(site, trust):
    lay(site, signed(badge()), withdrawn=[INDEX])
    result = run("--offline", "--trust", trust, site)
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert lines[0] == "Withdrawn by the issuer."
    assert lines[3:7] == [
        "  Authentic:     Yes. Unchanged since it was signed on 15 January 2026.",
        "  Current:       No. Withdrawn by the issuer.",
        "  Known issuer:  Yes. You know this issuer: Acme Training.",
        "  Ask the issuer, Acme Training.",
    ]
    assert [line.split()[:2] for line in lines[7:] if line] == [
        ["document", "passed"],
        ["issuer-key", "passed"],
        ["signature", "passed"],
        ["validity-period", "passed"],
        ["status", "failed"],
        ["issuer-trust", "passed"],
    ]


def test_many_badges_are_told_in_a_line_each(tmp_path, trust):
    lay(tmp_path / "a", signed(badge()))
    lay(tmp_path / "b", signed(badge()), withdrawn=[INDEX])
    result = run("--offline", "--trust", trust, tmp_path / "a", tmp_path / "b")
    first, second, count = result.stdout.splitlines()
    assert first == (
        f"verified     {tmp_path}/a/credentials/{TOKEN}/credential.json"
        "  Welding basics, awarded by Acme Training"
    )
    assert second.endswith("Welding basics, awarded by Acme Training  Withdrawn by the issuer.")
    assert count == "2 badges: 1 verified, 1 invalid"


def test_foreign_text_cannot_command_a_terminal(tmp_path, trust):
    site = tmp_path / "site"
    name = "Welding\u202e [bold]x[/bold] \u0085"
    lay(site, signed(change(badge(), ["credentialSubject", "achievement", "name"], name)))
    result = run("--offline", "--trust", trust, site)
    assert "  It says: Welding\ufffd [bold]x[/bold] \ufffd, earned by" in result.stdout


def test_a_table_for_spreadsheets(site, trust):
    result = run("--offline", "--trust", trust, "--csv", site)
    assert result.exit_code == ExitCode.OK
    table = result.stdout_bytes
    assert table.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    assert (row["verdict"], row["person"], row["status"]) == ("verified", "Zoë Ångström", "passed")
    data = (site / "credentials" / TOKEN / "credential.json").read_bytes()
    assert row["digest"] == hashlib.sha256(data).hexdigest()


def test_what_an_earlier_table_counted_is_marked(tmp_path, site, trust):
    arguments = ["--offline", "--trust", trust, "--csv"]
    last = tmp_path / "last.csv"
    last.write_bytes(run(*arguments, site).stdout_bytes)
    lay(site.parent / "other", signed(badge(id=f"{SITE}credentials/new/credential.json")))
    result = run(*arguments, "--counted", last, site, site.parent / "other")
    table = io.StringIO(result.stdout_bytes.decode("utf-8-sig"), newline="")
    found = [(row["verdict"], row["already_counted"]) for row in csv.DictReader(table)]
    assert found == [("verified", "yes"), ("unconfirmed", "")]


def test_a_published_list_can_be_named(tmp_path, site):
    path = tmp_path / "trust.json"
    path.write_bytes(dump_json(trusting(KEY)))
    assert run("--offline", "--trust", path, site).exit_code == ExitCode.OK


USAGE = {  # arguments: the last line of what is said
    ("--json", "--csv", "."): "Error: --json and --csv exclude each other.",
    ("http://badges.example.org/",): "Error: 'http://badges.example.org/' is not an https address.",
    ("file:///etc/passwd",): "Error: 'file:///etc/passwd' is not an https address.",
    ("no-such-file",): "Error: There is no file or folder 'no-such-file'.",
    ("--map", "https://a.example/", "."): (
        "Error: Invalid value for '--map': 'https://a.example/' is not like "
        "https://badges.example.org/=folder"
    ),
    ("--map", "https://a.example/=nowhere", "."): (
        "Error: Invalid value for '--map': there is no folder 'nowhere'"
    ),
    ("--map", "http://a.example/=.", "."): (
        "Error: Invalid value for '--map': 'http://a.example/=.' is not like "
        "https://badges.example.org/=folder"
    ),
    (".",): "Error: There is no badge to check in there.",
    ("--counted", "bad.json", "."): "Error: --counted is for --csv.",
    ("--csv", "--counted", "bad.json", "."): (
        "Error: 'bad.json' cannot be used: It is no table of this verifier: it lacks the column "
        "'verdict'."
    ),
    ("--trust", "bad.json", "."): (
        "Error: 'bad.json' is no list of known issuers: Not JSON (line 1, column 1)."
    ),
}


@pytest.mark.parametrize(("arguments", "told"), USAGE.items(), ids=map(" ".join, USAGE))
def test_wrong_usage_is_told(tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.json").write_bytes(b"issuers: []")
    result = run(*arguments)
    assert result.exit_code == ExitCode.USAGE
    assert result.stderr.splitlines()[-1] == told


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("name", ["credential.json", "other.json", "badge.png"])
def test_what_cannot_be_read_in_a_folder_is_told(tmp_path, name):
    os.mkfifo(tmp_path / name)  # whoever opens it waits for ever
    result = run("--offline", "--json", tmp_path)
    assert result.exit_code == ExitCode.UNSURE
    (row,) = rows(result)
    assert row["file"] == str(tmp_path / name)
    assert row["checks"][0]["detail"] == "It could not be had: It is no ordinary file."


@pytest.mark.parametrize("target", ["", "x" * 5_000, "nowhere"])
def test_a_target_that_is_not_there_is_a_wrong_argument(target):
    result = run("--offline", target)
    assert result.exit_code == ExitCode.USAGE
    assert f"There is no file or folder '{target}'." in result.stderr


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_an_instant_before_or_after_all_years_is_a_wrong_argument(site, text):
    result = run("--offline", "--as-of", text, site)
    assert result.exit_code == ExitCode.USAGE
    assert f"'{text}' is no instant like 2026-05-03T12:00:00Z" in result.stderr
