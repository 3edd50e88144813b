"""People are brought into shards and back, and nothing of them is lost at any moment."""

import shutil
from contextlib import suppress

import pytest
from click.testing import CliRunner

from generator.cli.main import badgepress
from generator.issue.disk import Disk, only_one
from generator.issue.shard_move import best_digits, finish_move, move
from generator.source import CatalogError, load, shards_of
from tests.faults.shards import everything
from tests.issue.test_kill import TWO, KilledError, Killer
from tests.issue.world import World, make_world

TABLE = (
    "earner;name;email;visibility\n\n"
    'eve-t;"Eve\r\nTarn; the second";;private\nfay-u;Fay Über;;private\n'
)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    world = make_world(tmp_path_factory.mktemp("shards") / "world")
    world.issue(TWO)
    world.edit("catalog/earners/ben-k.yml", "name: Ben Kole", "# of grade 4\nname: Ben Kole")
    (world.people / "earners.csv").write_bytes(TABLE.encode("cp1252"))
    adopted = world.people / "records"
    adopted.mkdir()
    (adopted / "README.md").write_text("why these are here")
    return world


@pytest.fixture
def world(template, tmp_path):
    shutil.copytree(template.root, tmp_path / "world")
    return World(tmp_path / "world")


def notes(world: World) -> list[str]:
    """Files whose comments and texts no record holds."""
    return [
        path.read_text()
        for path in sorted(world.people.rglob("*"))
        if path.name in {"README.md", "ben-k.yml"} and ".shards" not in str(path)
    ]


def test_into_shards_into_others_and_back(world):
    before, said = everything(world), sorted(notes(world))
    assert len(before["signed"]) == 3
    for digits, shards in ((1, range(2, 17)), (3, range(2, 17)), (2, range(2, 17)), (0, [0])):
        moved = move(world.people, digits, Disk())
        assert everything(world) == before
        assert sorted(notes(world)) == said
        assert moved.shards in shards
        assert all(len(shard.name) == digits for shard in shards_of(world.people))
        assert not list(world.people.glob(".shards*"))
    assert (world.people / "earners.csv").read_bytes().startswith(b"earner;name;email;visibility\n")


def test_no_byte_of_what_was_signed_changes(world):
    files = {path.name: path.read_bytes() for path in world.people.glob("*s/*.json")}
    move(world.people, 2, Disk())
    lines = list(world.people.glob("shards/*/assertions.jsonl"))
    assert lines
    assert not list(world.people.glob("shards/*/assertions/*"))
    move(world.people, 0, Disk())
    assert {path.name: path.read_bytes() for path in world.people.glob("*s/*.json")} == files


def test_what_lies_in_the_wrong_place_is_put_right(world):
    before = everything(world)
    move(world.people, 1, Disk())
    wrong = world.people / "shards" / "ff"
    shutil.move(shards_of(world.people)[0].folder, wrong)
    with pytest.raises(CatalogError, match=r"\[mixed-shards\]"):
        load(world.config, join=True)
    move(world.people, 1, Disk())
    assert everything(world) == before


def test_a_kill_anywhere_leaves_the_old_layout_or_the_new(template, tmp_path):
    before = everything(template)
    kills = {}
    for begin, digits in ((0, 1), (1, 2), (2, 0)):
        start = tmp_path / f"from{begin}"
        shutil.copytree(template.root, start)
        if begin:
            move(World(start).people, begin, Disk())
        count = 0
        while True:
            world = World(tmp_path / "world")
            shutil.copytree(start, world.root)
            killer = Killer(count)
            with suppress(KilledError):
                move(world.people, digits, killer.disk)
            assert everything(world) == before
            finish_move(world.people, Disk())
            assert everything(world) == before
            shutil.rmtree(world.root)
            if not killer.killed:
                break
            count += 1
        kills[begin] = count
    assert min(kills.values()) > 5


BAD = {
    "a credential of no row": (
        {f"catalog/assertions/{'d' * 32}.json": b"{}\n"},
        f"no row of the ledger issued the credential '{'d' * 32}'",
    ),
    "a row that is none": (
        {"catalog/ledger.jsonl": b"[]\n"},
        "this line is no JSON object",
    ),
    "a row of nobody": (
        {"catalog/attempts.jsonl": b"{}\n"},
        "this row does not say whose it is",
    ),
    "an earner without a slug": (
        {"catalog/earners.csv": b"earner,name\n,Gus\n"},
        "this row names no earner",
    ),
    "what is no shard": (
        {"catalog/shards/xy/ledger.jsonl": b""},
        "unexpected 'xy'",
    ),
    "what no shard holds": (
        {"catalog/shards/a/own/x.txt": b""},
        "unexpected 'own'",
    ),
}


@pytest.mark.parametrize(("files", "message"), BAD.values(), ids=BAD.keys())
def test_what_belongs_to_nobody_is_told_and_nothing_changes(world, files, message):
    for name, body in files.items():
        (world.root / name).parent.mkdir(parents=True, exist_ok=True)
        (world.root / name).write_bytes(body)
    before = world.tree()
    with pytest.raises(CatalogError) as caught:
        move(world.people, 1, Disk())
    assert message in str(caught.value)
    assert world.tree() == before


def test_the_command_tells_what_it_did_and_waits_for_nobody(world):
    arguments = ["shard", "--config", str(world.config)]
    assert best_digits(world.people) == 1
    done = CliRunner().invoke(badgepress, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    assert "ledger rows: 3\n" in done.output
    assert "page copies: 1\n" in done.output
    with only_one(world.people):
        busy = CliRunner().invoke(badgepress, arguments, catch_exceptions=False)
    assert busy.exit_code == 4
    assert "another command is writing" in busy.output
