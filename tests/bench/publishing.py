"""`python -m tests.bench.publishing`: what it costs to publish a site of many files.

All of it, a few changed pages, none; beside a copy of all by hard links (`cp -al`) or, where
there is none, file by file, and beside `rsync -a --delete` where that is there.
"""

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generator.publish import broken_links, staging

BASE = "https://badges.example.org/"
IN_A_UNIT = 50


def page(number: int, edition: int, files: int) -> bytes:
    """A page of some 4 kB with thirty links."""
    links = "".join(
        f'<li><a href="../../pages/{(number + each * 7) % files // 10 * 10:06d}/">{each}</a></li>'
        for each in range(30)
    )
    text = f"<p>Page {number}, edition {edition}. " + "Words that fill the page. " * 90
    return f'<!doctype html><link href="../../main.css"><ul>{links}</ul>{text}'.encode()


def publish(site: Path, files: int, changed: int, edition: int) -> None:
    """Show a site whose first `changed` pages are of an edition, the others of the first one."""
    with staging(site, base_url=BASE) as tree:
        tree.write("main.css", b"body {}")
        for start in range(0, files, IN_A_UNIT):
            newest = edition if start < changed else 0
            name = f"pages/{start // IN_A_UNIT}"
            if tree.keep(name, of=str(newest).encode()):
                continue
            with tree.unit(name, of=str(newest).encode()) as unit:
                for number in range(start, min(start + IN_A_UNIT, files)):
                    body = page(number, edition if number < changed else 0, files)
                    unit.write(f"pages/{number // 10 * 10:06d}/{_name(number)}", body)
        assert not list(broken_links(tree, BASE))


def _name(number: int) -> str:
    return "index.html" if number % 10 == 0 else f"{number % 10}.html"


def timed(what: str, run: Callable[[], object]) -> float:
    """Run, and print what it took."""
    begun, spent = time.perf_counter(), os.times()
    run()
    wall, now = time.perf_counter() - begun, os.times()
    user = now.user - spent.user + now.children_user - spent.children_user
    system = now.system - spent.system + now.children_system - spent.children_system
    print(f"{what:<44}{wall:>9.3f} s   processor {user + system:>8.3f} s", flush=True)
    return user + system


def main() -> None:
    """Print seconds and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--changed", type=int, default=300)
    parser.add_argument("--folder", help="where to work; a temporary folder inside it")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="badgepress-bench-", dir=said.folder) as name:
        site = Path(name) / "site"
        print(f"{said.files:,} files, {said.changed:,} changed")
        timed("publish all", lambda: publish(site, said.files, said.changed, 1))
        timed(
            "  changed, and the second tree made",
            lambda: publish(site, said.files, said.changed, 2),
        )
        some = timed("  changed", lambda: publish(site, said.files, said.changed, 3))
        some = min(some, timed("  again", lambda: publish(site, said.files, said.changed, 4)))
        none = timed("  nothing changed", lambda: publish(site, said.files, said.changed, 4))
        copy = Path(name) / "copy"
        if shutil.which("cp") is not None:
            link = timed("cp -al", lambda: _run("cp", "-al", str(site), str(copy)))
        else:
            link = timed("copy", lambda: shutil.copytree(site, copy))
        if shutil.which("rsync") is not None:
            sync = ("rsync", "-a", "--delete", f"{site}/", f"{copy}/")
            timed("rsync -a --delete, nothing changed", lambda: _run(*sync))
        print(
            f"of the processor time of that copy: changed {some / link:.2f}, none {none / link:.2f}"
        )


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
