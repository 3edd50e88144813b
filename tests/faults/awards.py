"""A catalog to issue in, and whether its ledger, badges and lists agree."""

import shutil
from collections import Counter
from pathlib import Path

from generator.issue.book import open_book
from generator.model.ledger import Issued
from generator.openbadges.status_list import decode_bits
from generator.openbadges.strict_json import parse_json
from tests.faults.children import Ended, run
from tests.faults.figures import Figures
from tests.issue.world import World, make_world

ROWS = (
    "badge,earner,name,awarded\nlistening,ben-k,,2026-04-01\nlistening,,Ny Person,2026-04-02\n"
    "yearly,ana-silva,,2026-04-03\nlistening,cai,,2026-04-03\n"
)
CREDENTIALS = 2 + 1 + 1 + 2
"""Page copies and own copies that `ROWS` make."""
ISSUE = ["issue", "awards.csv", "--key", "keys/brook.key", "--yes"]


class Office:
    """Whoever issues: always from the same beginning."""

    def __init__(self, root: Path) -> None:
        self.root = root / "world"
        self.log = root / "log.txt"
        self._template = root / "template"
        make_world(self._template)
        (self._template / "awards.csv").write_text(ROWS)

    def begin(self) -> World:
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self._template, self.root)
        return World(self.root)

    def issue(self, before=None) -> Ended:
        return run(ISSUE, self.root, self.log, before)


def ledger_lines(world: World) -> list[bytes]:
    """The whole rows of the ledger."""
    path = world.people / "ledger.jsonl"
    return path.read_bytes().split(b"\n")[:-1] if path.exists() else []


def check_finished(world: World, kept: list[bytes], figures: Figures, told: str) -> None:
    """After the run that finished: nothing lost, nothing twice, everything signed."""
    if ledger_lines(world)[: len(kept)] != kept:
        figures.note("status_indexes", f"{told}: a row that was written is gone")
    rows = [row for row in world.ledger() if isinstance(row, Issued)]
    entries = Counter((row.issuer, row.status_list, row.status_index) for row in rows)
    if max(entries.values()) > 1 or len({row.credential for row in rows}) != len(rows):
        figures.note("status_indexes", f"{told}: an index or id is used twice")
    if len(rows) != CREDENTIALS:
        figures.note("status_indexes", f"{told}: {len(rows)} rows instead of {CREDENTIALS}")
    book, desk = open_book(world.ledger()), world.desk()
    unsigned = [row for row in rows if book.standing(row) and not desk.credential(row).is_file()]
    if unsigned:
        figures.note("status_indexes", f"{told}: {len(unsigned)} rows have no badge")
    subject = parse_json(world.status_list())["credentialSubject"]
    if any(decode_bits(subject["encodedList"])):
        figures.note("status_indexes", f"{told}: the list says that something was withdrawn")
    left = [each.name for each in world.people.rglob("*") if each.name.endswith(".tmp")]
    if left:
        figures.note("left_behind", f"{told}: {left}")
