"""A kill at any moment: no index is lost, none is used twice, and the next run finishes."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from generator.issue import reissue, revoke
from generator.issue.book import open_book
from generator.issue.correct import corrections_for_earner, standing_copies
from generator.issue.disk import BusyError, Calls, Disk, only_one
from generator.model.ledger import Issued, Revoked
from generator.source.credential_lines import OWN_COPIES, PAGES
from tests.issue.world import NOW, World, counter, later, make_world

TWO = "badge,earner,name,awarded\nlistening,ben-k,,2026-04-01\nlistening,,Ny Person,2026-04-02\n"


class KilledError(BaseException):
    """What a kill looks like from inside: nothing after it runs."""


class Killer:
    """Real calls of the operating system, until the one that is cut short."""

    def __init__(self, at: int | None) -> None:
        self.left = at
        self.killed = False

    def _counts(self) -> bool:
        if self.left is None:
            return False
        self.left -= 1
        self.killed = self.left < 0
        return self.killed

    def write(self, descriptor: int, data: bytes) -> int:
        if self._counts():
            os.write(descriptor, data[: len(data) * 2 // 3])
            raise KilledError
        return os.write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        if self._counts():
            raise KilledError
        os.fsync(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        if self._counts():
            raise KilledError
        source.replace(target)

    def truncate(self, descriptor: int, size: int) -> None:
        if self._counts():
            raise KilledError
        os.ftruncate(descriptor, size)

    def unlink(self, path: Path) -> None:
        if self._counts():
            raise KilledError
        path.unlink()

    @property
    def disk(self) -> Disk:
        return Disk(Calls(self.write, self.fsync, self.replace, self.truncate, self.unlink))


Step = Callable[[World, Disk, str], object]


def do_issue(world: World, disk: Disk, seed: str) -> object:
    return world.issue(TWO, disk=disk, seed=seed)


def do_revoke(world: World, disk: Disk, seed: str) -> object:
    desk = world.recovered(disk, seed)
    book = open_book(desk.catalog.ledger)
    rows = [row for row in book.of_earner["ben-k"] if book.standing(row)]
    copies = standing_copies(rows[0], book) if rows else ()
    return revoke(
        desk, copies, [world.key()], reason="In error", random_bytes=counter(seed), signed_at=NOW
    )


def do_reissue(world: World, disk: Disk, seed: str) -> object:
    desk = world.recovered(disk, seed)
    found = corrections_for_earner("ben-k", desk.catalog, desk.config)
    return reissue(
        desk, found, [world.key()], reason="Name", random_bytes=counter(seed), signed_at=NOW
    )


def nothing_before(world: World) -> None:
    """The first issue of all."""


def issued_before(world: World) -> None:
    world.issue(TWO)


def in_lines(prepare: Callable[[World], None]) -> Callable[[World], None]:
    """The same where signed badges lie together, a line each."""

    def prepare_lines(world: World) -> None:
        for name in (PAGES, OWN_COPIES):
            (world.people / name).touch()
        prepare(world)
        assert not (world.people / "assertions").exists()

    return prepare_lines


def renamed_before(world: World) -> None:
    world.issue(TWO)
    world.edit("catalog/earners/ben-k.yml", "Ben Kole", "Ben Cole")


# What is done, and the state it begins with: then where each kill leaves it is tried.
STEPS: dict[str, tuple[Callable[[World], None], Step, int]] = {
    # the last number: how many rows the ledger has when all is done
    "issue": (nothing_before, do_issue, 3),
    "revoke": (issued_before, do_revoke, 3 + 2),
    "reissue": (renamed_before, do_reissue, 3 + 2 + 2),
    "issue in lines": (in_lines(nothing_before), do_issue, 3),
    "reissue in lines": (in_lines(renamed_before), do_reissue, 3 + 2 + 2),
}


@pytest.mark.parametrize(("prepare", "step", "rows"), STEPS.values(), ids=STEPS.keys())
def test_a_kill_anywhere_is_finished_by_the_next_run(tmp_path, prepare, step, rows):
    kills = 0
    while True:
        world = make_world(tmp_path / str(kills))
        prepare(world)
        killer = Killer(kills)
        with suppress(KilledError):
            step(world, killer.disk, "first")
        if not killer.killed:
            break
        kills += 1
        check_what_a_kill_left(world, step, rows)
    assert kills >= 6


def check_what_a_kill_left(world: World, step: Step, rows: int) -> None:
    kept = world.ledger()
    files = {path: body for path, body in world.tree().items() if "assertions/" in path}
    step(world, Disk(), "second")
    after = world.ledger()
    assert after[: len(kept)] == kept, "a row that was written is never taken back"
    assert len(after) == rows
    assert [
        path
        for path, body in files.items()
        if world.tree().get(path) != body and ".tmp" not in path
    ] == []
    issued = [row for row in after if isinstance(row, Issued)]
    assert len({(row.status_list, row.status_index) for row in issued}) == len(issued)
    revoked = [row.credential for row in after if isinstance(row, Revoked)]
    assert len(set(revoked)) == len(revoked)
    for row in issued:
        assert row.credential in revoked or world.desk().signed.has(row)
    before = world.tree()
    world.issue(TWO, seed="third")
    assert world.tree() == before
    # The row alone makes the same bytes again.
    for row in issued:
        if row.credential not in revoked:
            world.desk().signed.remove([row], Disk())
    world.issue(TWO, seed="fourth", at=later(2))
    assert world.tree() == before


def test_a_ledger_torn_at_any_byte_is_mended(tmp_path):
    """Also in the middle of the two rows of one award: the second is drawn again."""
    whole = make_world(tmp_path / "whole")
    whole.issue(TWO)
    ledger = (whole.people / "ledger.jsonl").read_bytes()
    ends = [index + 1 for index, byte in enumerate(ledger) if byte == ord("\n")]
    near = {end + shift for end in [0, *ends] for shift in (-1, 0, 40)}
    for cut in sorted(each for each in near if 0 <= each <= len(ledger)):
        world = make_world(tmp_path / str(cut))
        (world.people / "earners" / "ny-person.yml").write_text("name: Ny Person\n")
        (world.people / "ledger.jsonl").write_bytes(ledger[:cut])
        kept = len([row for row in world.ledger() if isinstance(row, Issued)])
        world.issue(TWO, seed="again", at=later(1))
        rows = world.issued()
        assert rows[:kept] == whole.issued()[:kept]
        assert sorted((row.earner, row.copy_, row.name) for row in rows) == [
            ("ben-k", "own", "Ben Kole"),
            ("ben-k", "page", "Ben K."),
            ("ny-person", "own", "Ny Person"),
        ]
        assert all(world.desk().credential(row).is_file() for row in rows)


def test_a_row_of_a_badge_that_changed_since_is_left_and_told(world):
    world.issue(TWO)
    row = world.issued()[0]
    world.desk().credential(row).unlink()
    world.edit("catalog/badges/brook/listening.yml", "did it in class", "did it twice")
    finished = world.issue(TWO, seed="again")
    (said,) = finished.left
    assert said == (
        "the badge 'listening', its issuer or the site's configuration was changed after the "
        f"ledger row of {row.credential} was written"
    )
    assert not world.desk().credential(row).exists()


def test_a_row_of_another_key_is_left_and_told(world):
    awards = TWO + "welcome,ana-silva,,2026-04-03\n"
    world.issue(awards, keys=("brook", "hill"))
    row = world.issued()[-1]
    world.desk().credential(row).unlink()
    finished = world.issue(awards, seed="again")
    assert finished.left == (
        f"{row.credential} of 'welcome' still has to be signed with {row.key}",
    )


def test_two_at_once_are_refused(tmp_path):
    with only_one(tmp_path):
        second = only_one(tmp_path)
        with pytest.raises(BusyError, match="another command is writing in"):
            second.__enter__()
    with only_one(tmp_path):
        pass
