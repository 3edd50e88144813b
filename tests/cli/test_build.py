"""`badgepress build`: what it says, and its exit codes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.publish.staging import SITE
from tests.build.small import GOOD, small_catalog

PROJECT = Path(__file__).resolve().parents[2]


def badgepress(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def catalog(tmp_path):
    small_catalog(tmp_path)
    return tmp_path


AS_OF = ("--as-of", "2026-06-01")


def test_a_site_is_written_where_the_configuration_says(catalog):
    done = badgepress("build", *AS_OF, cwd=catalog)
    assert (done.returncode, done.stderr.splitlines()) == (
        0,
        [
            *("Making the chrome", "Verifying and writing earned badges (7)"),
            *("Writing the catalog's pages", "Checking links"),
            "Looking for what must not be published",
        ],
    )
    assert done.stdout.startswith("Wrote 19 pages (")
    assert done.stdout.endswith(
        " files) to site. 7 earned badges verified: 1 expired, 2 withdrawn.\n"
    )
    assert (catalog / "site" / "index.html").is_file()


def test_it_works_from_another_folder_into_another_folder(catalog, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    config = str(catalog / "site-config.yml")
    done = badgepress("build", *AS_OF, "-f", config, "--site-dir", "out", cwd=elsewhere)
    assert done.returncode == 0, done.stderr
    assert (elsewhere / "out" / "index.html").is_file()
    assert {path.name for path in elsewhere.iterdir()} == {"out", ".out.badgepress"}
    assert not (catalog / "site").exists()


def test_a_mistake_is_exit_code_1_and_writes_nothing(catalog):
    badge = catalog / "catalog/badges/fenwick/welding.yml"
    badge.write_text(badge.read_text().replace("hours: 3", "hours: none"))
    done = badgepress("build", *AS_OF, cwd=catalog)
    assert done.returncode == 1
    assert "catalog/badges/fenwick/welding.yml:9:8: error: " in done.stderr
    assert done.stderr.endswith("nothing was written.\n")
    assert not (catalog / "site").exists()


def test_the_programs_policy_is_held_to_and_told(catalog):
    config = catalog / "site-config.yml"
    plain = config.read_text()
    config.write_text(f"{plain}rigor: {{required: [review-date]}}\n")
    late = badgepress("build", "--as-of", "2099-01-01", cwd=catalog)
    assert late.returncode == 1
    assert "is past its review [past-review]" in late.stderr
    config.write_text(f"{plain}rigor: {{required: [research]}}\n")
    bare = badgepress("build", *AS_OF, cwd=catalog)
    assert bare.returncode == 1
    assert "cites no research [no-research]" in bare.stderr
    config.write_text(f"{plain}rigor: {{assessors_hold_badge: always}}\n")
    strict = badgepress("build", *AS_OF, "--strict", cwd=catalog)
    assert strict.returncode == 1
    assert "notice: catalog/ledger.jsonl:1: " in strict.stderr
    assert "without an 'assessor_id', though assessors must hold the badge (line" in strict.stderr
    assert not (catalog / "site").exists()


def test_a_forgery_is_exit_code_1_with_file_and_reason(catalog):
    file = catalog / "catalog" / "assertions" / f"{GOOD.token}.json"
    file.write_bytes(file.read_bytes().replace(b"Joins steel", b"Bends steel"))
    done = badgepress("build", *AS_OF, cwd=catalog)
    assert done.returncode == 1
    assert (
        f"catalog/assertions/{GOOD.token}.json:1:1: error: the credential does not verify "
        "(signature): " in done.stderr
    )
    assert "Traceback" not in done.stderr
    assert not (catalog / "site").exists()


CANNOT = {
    "somebody else's folder": ("precious", "holds files that `badgepress build` did not write"),
    "the catalog": ("catalog", "overlap"),
    "around everything": (".", "overlap"),
    "a file": ("site-config.yml/x", "cannot write"),
}


@pytest.mark.parametrize(("target", "reason"), CANNOT.values(), ids=CANNOT.keys())
def test_a_target_that_cannot_be_written_is_exit_code_4_in_one_line(catalog, target, reason):
    (catalog / "precious").mkdir()
    (catalog / "precious" / "letter.txt").touch()
    done = badgepress("build", *AS_OF, "--site-dir", target, cwd=catalog)
    assert done.returncode == 4
    *stages, last = done.stderr.splitlines()
    assert last.startswith("error: ")
    assert reason in last
    assert not [line for line in stages if "rror" in line]
    assert not (catalog / "precious" / SITE.marker).exists()


def test_strict_makes_a_notice_a_mistake(catalog):
    ledger = catalog / "catalog" / "ledger.jsonl"
    ledger.write_text(ledger.read_text() + '{"kind": "iss')  # a kill tore the last row
    done = badgepress("build", *AS_OF, cwd=catalog)
    assert (done.returncode, done.stderr.splitlines()[0][:8]) == (0, "notice: ")
    again = badgepress("build", *AS_OF, "--strict", cwd=catalog)
    assert again.returncode == 1
    assert again.stderr.endswith("nothing was written, because of --strict.\n")
