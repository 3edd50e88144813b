"""A kill at any write of a change of keys: nothing is torn, and one command finishes."""

import pytest

from generator.issue.draft import current_key
from generator.issue.key_sets import (
    Holder,
    holders,
    is_signed_for,
    rotation,
    signed_for,
    write_change,
)
from generator.source import load
from generator.verify.key_sets import key_set_problems
from tests.issue.test_kill import KilledError, Killer
from tests.issue.world import BROOK, HILL, NOW, World, later, make_world


def brook(world: World) -> Holder:
    return next(each for each in holders(world.desk()) if each.of == "issuers/brook")


def codes(world: World) -> list[str]:
    return [problem.code for problem in key_set_problems(load(world.config))]


def rotate(world: World, killer: Killer, new: str, at=NOW) -> None:
    write_change(rotation(brook(world), new, world.key(), at), world.desk(killer.disk))


def writes(tmp_path) -> int:
    """How many there are in a rotation."""
    killer = Killer(10_000)
    rotate(make_world(tmp_path / "whole"), killer, HILL)
    assert killer.left is not None
    return 10_000 - killer.left


def test_a_kill_at_every_write(tmp_path):
    told = []
    for at in range(writes(tmp_path)):
        world = make_world(tmp_path / str(at))
        before = world.tree()
        with pytest.raises(KilledError):
            rotate(world, Killer(at), HILL)
        told.append(codes(world))
        issuer = world.catalog().issuers["brook"]
        if len(issuer.keys) == 1:  # the record is as it was, and so is what a build sees
            assert {name: world.tree()[name] for name in before} == before
            assert told[-1] == []
            rotate(world, Killer(None), HILL)
        elif not is_signed_for(brook(world)):
            assert told[-1] == ["no-key-log"]
            write_change(signed_for(brook(world), world.key(), NOW), world.desk())
        assert codes(world) == []
        assert [key.public_key for key in world.catalog().issuers["brook"].keys] == [BROOK, HILL]
        now = current_key(world.catalog().issuers["brook"], later(1))
        assert now is not None
        assert now.public_key == HILL
    assert [] in told
    assert ["no-key-log"] in told


def test_the_old_key_counts_in_the_second_it_is_retired(tmp_path):
    world = make_world(tmp_path)
    rotate(world, Killer(None), HILL)
    old, new = world.catalog().issuers["brook"].keys
    assert old.signs_badges(NOW)
    assert new.signs_badges(NOW)
    assert current_key(world.catalog().issuers["brook"], NOW) == new
    assert not old.signs_badges(later(1))
