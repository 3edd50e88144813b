"""A made-up registry is right, the same at every run, and rich enough to be measured."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import build, issue
from generator.openbadges import canonicalize, parse_json
from tests.bench.registry import PASSPHRASE, make_registry

SIZE = {"badges": 12, "people": 9, "assertions": 40}


def _tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_it_is_issued_built_and_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = make_registry(tmp_path / "r", **SIZE)
    monkeypatch.chdir(tmp_path / "r")
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", PASSPHRASE)
    given = [part for key in keys for part in ("--key", str(key))]

    issued = CliRunner().invoke(issue.command, ["awards.csv", "--yes", *given])
    assert issued.exit_code == 0, issued.output
    assert "note:" not in issued.output
    built = CliRunner().invoke(build.command, ["--strict"])
    assert built.exit_code == 0, built.output
    pages = sorted(Path("people/assertions").iterdir())
    assert f"{len(pages)} earned badges verified: 0 expired, 0 withdrawn." in built.output
    for page in pages:
        body = page.read_bytes()
        document = parse_json(body)
        del document["proof"]
        statements = canonicalize(document).count(b"\n")
        assert len(body) >= 6_000, page
        assert statements >= 150, page


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("two", 5), ("three", 6)):
        make_registry(tmp_path / name, **SIZE, seed=seed, shards=1)
    assert _tree(tmp_path / "one") == _tree(tmp_path / "two")
    assert _tree(tmp_path / "one") != _tree(tmp_path / "three")
    assert all(path.startswith(("shards/",)) for path in _tree(tmp_path / "one" / "people"))


def test_nobody_earns_a_badge_twice(tmp_path: Path) -> None:
    make_registry(tmp_path / "r", badges=40, people=1000, assertions=5000)
    text = (tmp_path / "r" / "awards.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len({(row["earner"], row["badge"]) for row in rows}) == len(rows) == 5000
    assert {row["badge"] for row in rows} > {"stack-0"}
