"""A program's folder becomes a site, as its owner would do it: keys, awards, endorsements, build."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli.main import badgepress
from generator.issue import Finished, Plan, desk_for, issue_awards, new_key, open_key, plan_awards
from generator.issue.endorse import carry_out, plan_endorsements
from generator.issue.key_file import SigningKey, read_key_file, write_key
from generator.model.ledger import Issued
from generator.model.recognizer import Recognizer
from generator.source import CatalogError, Loaded, load
from generator.source.awards import read_awards
from tests.programs.reading import Paper, read_paper

HERE = Path(__file__).parent
SIGNED = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
AS_OF = datetime(2026, 12, 1, tzinfo=UTC)
_PASSPHRASE = "of a test"


@dataclass(frozen=True)
class Program:
    """A copy of a program's folder, and its site."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / "site-config.yml"

    @property
    def site(self) -> Path:
        return self.root / "site"

    def load(self) -> Loaded:
        return load(self.config)

    def page(self, address: str) -> Paper:
        """What a reader of the page at `address` sees."""
        return read_paper((self.site / address / "index.html").read_text("utf-8"))

    def credential(self, earner: str, badge: str) -> str:
        """The address of the page of what `earner` earned."""
        (row,) = (
            row
            for row in self.load().catalog.ledger
            if isinstance(row, Issued)
            and (row.earner, row.badge, row.copy_) == (earner, badge, "page")
        )
        return f"credentials/{row.credential}"

    def plan(self, awards: str, *, name: str = "next.csv") -> Plan:
        """What `issue` would sign of these awards.

        Raises:
            CatalogError: with every mistake of every row.

        """
        loaded = self.load()
        rows = read_awards(name, awards.encode(), dates=loaded.config.issuing.dates).rows
        return plan_awards(rows, loaded.catalog, loaded.config, as_of=SIGNED)

    def refused(self, awards: str) -> list[str]:
        """The codes of what `issue` has against these awards; none: it would sign them."""
        try:
            self.plan(awards)
        except CatalogError as error:
            return [str(problem.code) for problem in error.problems]
        return []

    def run(self, command: str, *arguments: str) -> Result:
        """One of the public commands."""
        return CliRunner().invoke(badgepress, [command, *arguments, "-f", str(self.config)])


def copied(name: str, folder: Path) -> Program:
    """The program `name` in `folder`, as somebody copies it: complete but for keys."""
    shutil.copytree(
        HERE / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.py")
    )
    return Program(folder / name)


def built(name: str, folder: Path) -> Program:
    """The program `name`, with keys made, awards and endorsements signed, and its site."""
    program = copied(name, folder)
    keys = dict(_with_keys(program))
    for awards in sorted(program.root.glob("awards*.*")):
        left = _issue(program, awards, keys.values()).left
        assert not left, left
    _endorse(program, keys)
    arguments = ("--strict", "--jobs", "1", "--as-of", AS_OF.date().isoformat())
    done = program.run("build", *arguments)
    assert done.exit_code == 0, done.output + str(done.exception or "")
    return program


def _with_keys(program: Program) -> Iterator[tuple[str, SigningKey]]:
    """Give each issuer a key, and each recognizer who signs: `badgepress keys new`."""
    for file in sorted(program.root.glob("catalog/issuers/*.yml")):
        yield _with_key(program, file)
    for file in sorted(program.root.glob("catalog/recognizers/*.yml")):
        if "kind: signed" in file.read_text("utf-8"):
            yield _with_key(program, file)


def _with_key(program: Program, file: Path) -> tuple[str, SigningKey]:
    name = f"{file.parent.name}-{file.stem}"
    place = program.root / "keys" / f"{name}.key"
    place.parent.mkdir(exist_ok=True)
    public_key, body = new_key(hashlib.sha256(name.encode()).digest(), _PASSPHRASE, rounds=1)
    write_key(place, body, keep_out=())
    with file.open("a", encoding="utf-8") as record:
        record.write(f"keys:\n  - public_key: {public_key}\n    created: 2026-01-01T00:00:00Z\n")
    return name, open_key(read_key_file(place, keep_out=()), _PASSPHRASE)


def _issue(program: Program, awards: Path, keys: object) -> Finished:
    desk = desk_for(load(program.config, to_sign=True))
    plan = program.plan(awards.read_text("utf-8"), name=awards.name)
    return issue_awards(
        desk, plan, tuple(keys), random_bytes=_counter(awards.name), signed_at=SIGNED
    )


def _endorse(program: Program, keys: dict[str, SigningKey]) -> None:
    loaded = program.load()
    desk = desk_for(loaded)
    signing = [each for each in loaded.catalog.recognizers.values() if _signs(each)]
    carry_out(
        [plan_endorsements(each, loaded.catalog, loaded.config) for each in signing],
        {each.slug: keys[f"recognizers-{each.slug}"] for each in signing},
        desk.catalog_dir / "endorsements",
        loaded.config,
        disk=desk.disk,
        random_bytes=_counter("endorse"),
        signed_at=SIGNED,
    )


def _signs(recognizer: Recognizer) -> bool:
    return any(each.basis.is_held for each in recognizer.honors)


def _counter(seed: str) -> Callable[[int], bytes]:
    """Bytes that look random and are the same every time."""
    count = 0

    def draw(size: int) -> bytes:
        nonlocal count
        count += 1
        return hashlib.sha256(f"{seed} {count}".encode()).digest()[:size]

    return draw
