"""`badgepress archive`: one file that can be checked without our host, as of its date."""

import hashlib
import io
import json
import stat
import zipfile
from datetime import timedelta

import pytest
from click.testing import CliRunner

from generator.cli import archive, verify
from generator.cli.exit_code import ExitCode
from generator.issue import revoke
from generator.openbadges.png import unbake_png
from generator.openbadges.strict_json import dump_json
from tests.browser.verifying import zipped
from tests.issue.world import BROOK, NOW, counter, make_world

AWARDS = """\
badge,earner,awarded
listening,ana-silva,2026-04-01
listening,dora-lind,2026-04-02
"""
HOST = "documents/badges.brook.example/b"
DID = "did:web:badges.brook.example:b:issuers:brook"
AS_OF = ("--as-of", NOW.isoformat())
KNOWN = dump_json(
    {"issuers": [{"did": DID, "name": "Brook", "since": "2025-01-01", "keys": [BROOK]}]}
)


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = make_world(tmp_path)
    made.issue(AWARDS)
    (tmp_path / "known.json").write_bytes(KNOWN)
    return made


def run(command, *arguments):
    result = CliRunner().invoke(command, [str(each) for each in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def keep(*arguments, to="kept.zip"):
    result = run(archive.command, *arguments, *AS_OF, "-o", to)
    assert result.exit_code == ExitCode.OK, result.output
    return result


def judged(*arguments):
    """Each row of `verify --json` offline, as of the archive's date where no other is given."""
    when = () if "--as-of" in arguments else AS_OF
    result = run(verify.command, "--offline", "--json", *arguments, *when)
    return [json.loads(line) for line in result.stdout.splitlines()]


def inside(path="kept.zip"):
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def row_of(world, earner):
    return next(row for row in world.issued() if row.earner == earner)


def test_a_private_badge_is_kept_with_all_that_a_check_needs(world):
    row = row_of(world, "dora-lind")
    said = keep(row.credential[:8])
    assert said.output == "Kept 1 badge as of 2026-05-03 in kept.zip. Keep it to yourself.\n"
    files = inside()
    assert sorted(files) == [
        "README.txt",
        "badgepress-archive.json",
        "badges/listening.json",
        "badges/listening.png",
        f"{HOST}/issuers/brook/did.json",
        f"{HOST}/issuers/brook/status/1.json",
        "verify.html",
    ]
    signed = world.desk().credential(row).read_bytes()
    assert files["badges/listening.json"] == signed == unbake_png(files["badges/listening.png"])
    assert files[f"{HOST}/issuers/brook/status/1.json"] == world.status_list()
    assert stat.S_IMODE((world.root / "kept.zip").stat().st_mode) == 0o600


@pytest.mark.usefixtures("world")
def test_it_says_when_each_document_was_had():
    keep("--earner", "dora-lind")
    files = inside()
    told = json.loads(files["badgepress-archive.json"])
    assert (told["version"], told["as_of"]) == (1, "2026-05-03T12:00:00Z")
    for each in (*told["badges"], *told["documents"]):
        assert each["digest"] == f"sha256:{hashlib.sha256(files[each['file']]).hexdigest()}"
    assert [(each["url"], each["had"], each["at"]) for each in told["documents"]] == [
        (f"https://badges.brook.example/b/issuers/brook/{name}", "copied", "2026-05-03T12:00:00Z")
        for name in ("did.json", "status/1.json")
    ]
    readme = files["README.txt"].decode("utf-8-sig")
    for line in ("How to check", "Cómo comprobar", "Listening, Dora Lind, Brook Agency"):
        assert line in readme
    assert f"{HOST}/issuers/brook/status/1.json\r\n    2026-05-03T12:00:00Z (copied)" in readme


def test_the_same_badges_give_the_same_bytes(world):
    keep("--all", to="one.zip")
    keep("--all", to="two.zip")
    assert (world.root / "one.zip").read_bytes() == (world.root / "two.zip").read_bytes()


@pytest.mark.usefixtures("world")
def test_it_is_verified_where_the_reader_pins_the_keys_and_else_unconfirmed():
    keep("--all")
    rows = judged("--trust", "known.json", "kept.zip")
    assert [(row["file"], row["verdict"]) for row in rows] == [
        ("kept.zip/badges/listening-2.json", "verified"),
        ("kept.zip/badges/listening.json", "verified"),
    ]
    details = {row["checks"][4]["detail"] for row in rows}
    assert details == {"No withdrawal known as of 3 May 2026."}
    assert {row["verdict"] for row in judged("kept.zip")} == {"unconfirmed"}


def test_unpacked_it_is_judged_alike(world):
    keep("--all")
    for name, body in inside().items():
        path = world.root / "out" / "kept" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    for known in ((), ("--trust", "known.json")):
        packed, unpacked = judged(*known, "kept.zip"), judged(*known, "out")
        assert [row["checks"] for row in packed] == [row["checks"] for row in unpacked]


def test_a_list_of_known_issuers_inside_counts_for_nothing(world):
    keep("--all")
    files = inside() | {"trust.json": KNOWN, f"{HOST}/verify/trust.json": KNOWN}
    (world.root / "kept.zip").write_bytes(zipped(files))
    assert {row["verdict"] for row in judged("kept.zip")} == {"unconfirmed"}


CHANGED = {  # case: (file, what stands in it, what instead, verdict, which badges are judged)
    "the badge": ("badges/listening.json", b"Listening", b"Lecturing", "invalid", 2),
    "the badge in the picture": ("badges/listening.png", b"Listening", b"Lecturing", "invalid", 2),
    "the keys": (f"{HOST}/issuers/brook/did.json", BROOK.encode(), BROOK[:-1].encode() + b"X",
                 "unconfirmed", 1),
    "the list": (f"{HOST}/issuers/brook/status/1.json", b'"encodedList": "u', b'"encodedList": "uX',
                 "unconfirmed", 1),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGED)
def test_what_was_changed_is_seen(world, case):
    file, old, new, verdict, count = CHANGED[case]
    keep("--earner", "dora-lind")
    files = inside()
    assert old in files[file]
    (world.root / "kept.zip").write_bytes(zipped(files | {file: files[file].replace(old, new)}))
    rows = judged("--trust", "known.json", "kept.zip")
    assert verdict in {row["verdict"] for row in rows}
    assert len(rows) == count
    assert any(row["verdict"] != "verified" for row in rows)


def test_a_withdrawal_after_it_is_not_known_and_its_day_is_said(world):
    keep("--earner", "dora-lind")
    row = row_of(world, "dora-lind")
    revoke(
        world.desk(),
        [row],
        [world.key()],
        reason="Error",
        random_bytes=counter(),
        signed_at=NOW + timedelta(days=1),
    )
    (later,) = judged("--trust", "known.json", "kept.zip", "--as-of", "2026-09-01")
    assert later["verdict"] == "verified"
    assert later["checks"][4]["detail"] == "No withdrawal known as of 3 May 2026."
    (past,) = judged("--trust", "known.json", "kept.zip", "--as-of", "2036-09-01")
    assert past["verdict"] == "unconfirmed"
    assert past["checks"][4]["detail"] == "No withdrawal known as of 3 May 2026."
    keep(row.credential, to="withdrawn.zip")
    (told,) = judged("--trust", "known.json", "withdrawn.zip")
    assert (told["verdict"], told["checks"][4]["detail"]) == ("invalid", "Withdrawn by the issuer.")


def test_all_leaves_out_what_was_withdrawn_and_second_copies(world):
    world.issue("badge,earner,awarded\nlistening,ben-k,2026-04-03\n", seed="more")
    row = row_of(world, "ana-silva")
    revoke(world.desk(), [row], [world.key()], reason="E", random_bytes=counter(), signed_at=NOW)
    keep("--all")
    rows = judged("--trust", "known.json", "kept.zip")
    names = [inside()[row["file"].removeprefix("kept.zip/")] for row in rows]
    assert [b"Ben Kole" in each for each in names] == [True, False]  # not "Ben K."
    assert [b"Dora Lind" in each for each in names] == [False, True]


def test_a_folder_gets_one_file_a_badge(world):
    said = keep("--all", to="kept/")
    assert said.output == (
        "Kept 2 badges as of 2026-05-03 in 2 files in kept/. Keep it to yourself.\n"
    )
    made = sorted(path.name for path in (world.root / "kept").iterdir())
    assert made == ["ana-silva-listening-2026-04-01.zip", "dora-lind-listening-2026-04-02.zip"]
    assert [len(judged(f"kept/{name}")) for name in made] == [1, 1]


def test_files_are_kept_with_the_documents_that_lie_with_them(world):
    keep("--earner", "dora-lind")
    files = inside()
    for name in ("did.json", "status/1.json"):
        path = world.root / "mirror" / "issuers" / "brook" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[f"{HOST}/issuers/brook/{name}"])
    (world.root / "own.png").write_bytes(files["badges/listening.png"])
    keep("own.png", "--offline", "--map", "https://badges.brook.example/b/=mirror", to="a.zip")
    assert inside("a.zip")["badges/listening.png"] == files["badges/listening.png"]
    (row,) = judged("--trust", "known.json", "a.zip")
    assert row["verdict"] == "verified"
    told = json.loads(inside("a.zip")["badgepress-archive.json"])
    assert {each["had"] for each in told["documents"]} == {"handed"}


@pytest.mark.usefixtures("world")
def test_an_archive_can_be_kept_again():
    keep("--all")
    keep("kept.zip", "--offline", to="again.zip")
    assert len(judged("--trust", "known.json", "again.zip")) == 2


REFUSED = {
    "nothing named": ((), "kept.zip", "name a CREDENTIAL, --earner or --all"),
    "no such": (("abcdef01",), "kept.zip", "the ledger has no credential 'abcdef01'"),
    "nobody": (("--earner", "nobody"), "kept.zip", "there is no earner 'nobody'"),
    "no zip": (("--all",), "kept.html", "-o needs a name that ends in .zip"),
    "http": (("http://a.example/",), "kept.zip", "is not an https address"),
    "a site": (("--all",), "site/kept.zip", "lies in the site"),
}


@pytest.mark.parametrize(("arguments", "to", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_asked_for_is_told(world, arguments, to, said):
    (world.root / "site").mkdir()
    (world.root / "site" / ".badgepress-site").write_text("ours\n")
    result = run(archive.command, *arguments, "-o", to)
    assert result.exit_code == ExitCode.USAGE
    assert said in result.output
    assert not (world.root / to).exists()


def test_a_forged_badge_and_one_without_its_list_are_not_kept(world):
    keep("--earner", "dora-lind")
    forged = inside()["badges/listening.json"].replace(b"Listening", b"Lecturing")
    (world.root / "forged.json").write_bytes(forged)
    (world.root / "good.json").write_bytes(inside()["badges/listening.json"])
    for name, said in (("forged", "issuer-key: "), ("good", "issuer-key: ")):
        result = run(archive.command, f"{name}.json", "--offline", "-o", "no.zip")
        assert result.exit_code == ExitCode.WRONG
        assert result.output.startswith(f"error: {name}.json: {said}")
    assert not (world.root / "no.zip").exists()


@pytest.mark.usefixtures("world")
def test_nothing_is_replaced_unasked():
    keep("--all")
    result = run(archive.command, "--all", *AS_OF, "-o", "kept.zip")
    assert result.exit_code == ExitCode.CANNOT_WRITE
    keep("--all", "--force")


def test_a_bomb_in_an_archive_opens_nothing(world):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(6):
            made.writestr(f"{number}.json", b"0" * 20_000_000)
    (world.root / "bomb.zip").write_bytes(held.getvalue())
    (row,) = judged("bomb.zip")
    assert row["verdict"] == "unconfirmed"
    assert "The zip holds more than 100 MB." in row["checks"][0]["detail"]
