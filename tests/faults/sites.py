"""Two editions of one site, and whether a folder holds one of them, whole."""

import hashlib
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.build.small import AS_OF, CONFIG, small_catalog
from tests.faults.children import Ended, run

Edition = dict[str, tuple[int, str]]
"""Mode and digest of everything in a folder, by path."""
NAMES = ("Odd", "Even")
STANDS = {"lock", ".gitignore", "record.sqlite", "previous"}
"""All that may be left beside a site."""
BUILD = ["build", "--as-of", f"{AS_OF:%Y-%m-%d}", "--jobs", "1"]


class Pair:
    """A catalog whose name changes from build to build, and what each build should make."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = root / "log.txt"
        root.mkdir(parents=True, exist_ok=True)
        small_catalog(root)
        self.editions: list[Edition] = []
        for number in range(2):
            ended = self.build(number)
            assert ended.code == 0, ended.said
            self.editions.append(edition(self.target))

    @property
    def target(self) -> Path:
        return self.root / "site"

    @property
    def beside(self) -> Path:
        return self.root / ".site.badgepress"

    def config(self, number: int) -> str:
        """The configuration of that edition, a file of its own."""
        text = CONFIG.replace('site_name: Fenwick "B&B" Badges', f"site_name: {NAMES[number]}")
        path = self.root / f"config-{number}.yml"
        if not path.exists():
            path.write_text(text)
        return path.name

    def arguments(self, number: int, target: Path | None = None) -> list[str]:
        return [*BUILD, "-f", self.config(number), "--site-dir", str(target or self.target)]

    def build(self, number: int, before=None, target: Path | None = None) -> Ended:
        return run(self.arguments(number, target), self.root, self.log, before)

    def shown(self, folder: Path | None = None) -> int | None:
        """Which edition a folder holds, whole; None: neither."""
        found = edition(folder or self.target)
        return self.editions.index(found) if found in self.editions else None


def edition(folder: Path) -> Edition:
    """What a folder holds."""
    return {
        path.relative_to(folder).as_posix(): (
            stat.S_IMODE(path.lstat().st_mode),
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in folder.rglob("*")
    }


@contextmanager
def unchanged(folder: Path) -> Iterator[list[str]]:
    """Names in `folder` that the block added."""
    before = {each.name for each in folder.iterdir()}
    added: list[str] = []
    yield added
    added += sorted({each.name for each in folder.iterdir()} - before)
