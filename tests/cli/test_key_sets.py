"""A key set that nobody who may has signed for stops `check` and `build`, and what mends it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.build import build
from generator.cli.exit_code import ExitCode
from generator.cli.main import badgepress
from generator.issue import DEMO_KEYS
from generator.issue.key_edits import with_keys
from generator.issue.key_file import locked_anew, read_key_file, replace_key
from generator.source import CatalogError, load
from tests.build.conftest import Silent
from tests.issue.world import BROOK, HILL, NOW, PASSPHRASE, World, make_world

pytestmark = pytest.mark.usefixtures("quick_keys")

RECORD, LOG = "catalog/issuers/brook.yml", "catalog/issuers/brook.keys.jsonl"
FINE = (
    "No mistakes: 7 badges, 1 pathway, 0 recognizers, 2 issuers, 4 earners, "
    "0 published credentials."
)
PUT_BACK = "put it back from a backup or the version history; only 'badgepress keys' writes it"
SIGN = "badgepress keys log brook --key FILE"


def run(*arguments: str, say: str | None = None, new: str = PASSPHRASE) -> Result:
    env = {"BADGEPRESS_PASSPHRASE": PASSPHRASE, "BADGEPRESS_NEW_PASSPHRASE": new}
    result = CliRunner(env=env).invoke(badgepress, arguments, input=say)
    if result.exception is not None and not isinstance(result.exception, SystemExit | CatalogError):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A world whose issuer has a recovery key, and rotated its key."""
    root = tmp_path_factory.mktemp("made")
    make_world(root)
    config = ("--config", str(root / "site-config.yml"), "--key", str(root / "keys/brook.key"))
    for command in (("new", "brook", "--recovery"), ("rotate", "brook")):
        path = root / f"{command[0]}.key"
        made = run("keys", *command, *config, "--out", str(path), new="slow to guess")
        assert made.exit_code == ExitCode.OK, made.output
        file = read_key_file(path, keep_out=())
        replace_key(file, locked_anew(file, "slow to guess", PASSPHRASE, rounds=1))
    (root / "new.key").rename(root / "away.key")
    (root / "rotate.key").rename(root / "new.key")
    return root


@pytest.fixture
def world(made, tmp_path, monkeypatch) -> World:
    monkeypatch.delenv("BADGEPRESS_KEY", raising=False)
    root = tmp_path / "w"
    shutil.copytree(made, root)
    monkeypatch.chdir(root)
    return World(root)


def told(world: World) -> list[str]:
    """What `check` says, without excerpts; where it stops, `build` must too."""
    checked = run("check")
    if checked.exit_code != ExitCode.OK:
        with pytest.raises(CatalogError) as caught:
            publish(world)
        assert all(f"[{problem.code}]" in checked.stdout for problem in caught.value.problems)
    return [line for line in checked.stdout.splitlines() if not line.startswith("    ")]


def publish(world: World) -> None:
    build(load(world.config), site_dir=world.root / "site", as_of=NOW, jobs=1, narrator=Silent())


def keys(world: World) -> tuple[str, str, str]:
    """The old key, the new one, the recovery key."""
    issuer = world.catalog().issuers["brook"]
    old, new = (key.public_key for key in issuer.keys)
    assert issuer.recovery_key is not None
    return old, new, issuer.recovery_key


def test_a_rotated_key_set_is_fine(world):
    assert told(world) == [FINE]
    publish(world)


def slip_in(world: World) -> None:
    path = world.root / RECORD
    added = [{"public_key": HILL, "created": "2025-01-01T00:00:00Z"}]
    path.write_bytes(with_keys(RECORD, path.read_bytes(), added=added))


def replace_recovery(world: World) -> None:
    world.edit(RECORD, f"recovery_key: {keys(world)[2]}", f"recovery_key: {HILL}")


def remove_recovery(world: World) -> None:
    world.edit(RECORD, f"recovery_key: {keys(world)[2]}\n", "")


def widen(world: World) -> None:
    end = world.catalog().issuers["brook"].keys[0].retired
    world.edit(RECORD, f"retired: {end:%Y-%m-%dT%H:%M:%SZ}", "retired: 2099-01-01T00:00:00Z")


def drop_new(world: World) -> None:
    text = (world.root / RECORD).read_text()
    start = text.index(f"  - public_key: {keys(world)[1]}")
    (world.root / RECORD).write_text(text[:start] + text[text.index("recovery_key") :])


def swap(world: World) -> None:
    text = (world.root / RECORD).read_text()
    first, second = text.index("  - "), text.index(f"  - public_key: {keys(world)[1]}")
    end = text.index("recovery_key")
    changed = text[:first] + text[second:end] + text[first:second] + text[end:]
    (world.root / RECORD).write_text(changed)


def lines(world: World) -> list[str]:
    return (world.root / LOG).read_text().splitlines(keepends=True)


def keep(*numbers: int) -> Callable[[World], None]:
    def change(world: World) -> None:
        found = lines(world)
        (world.root / LOG).write_text("".join(found[number - 1] for number in numbers))

    return change


def edit_log(world: World) -> None:
    first, second, third = lines(world)
    second = second.replace('"created": "2025-01-01', '"created": "2024-01-01')
    (world.root / LOG).write_text(first + second + third)


def garble(world: World) -> None:
    first, second, third = lines(world)
    (world.root / LOG).write_text(first + second[:90] + "\n" + third)


def note(world: World) -> None:
    world.edit(
        RECORD,
        "created: 2025-01-01T00:00:00Z\n",
        "created: 2025-01-01T00:00:00Z  # then\n    note: Ours\n",
    )


MESSAGES = {  # case: (what is done, what is told; OLD, NEW and AWAY are keys)
    "a key slipped in": (slip_in, [
        f"{RECORD}:11:5: error: nobody signed for the key {HILL} [unsigned-keys]",
        f"  hint: if you did that, say so: {SIGN}; else put back what brook.keys.jsonl says",
    ]),
    "a window made longer": (widen, [
        f"{RECORD}:6:5: error: nobody signed for this change of the key OLD [unsigned-keys]",
        f"  hint: if you did that, say so: {SIGN}; else put back what brook.keys.jsonl says",
    ]),
    "a key taken out": (drop_new, [
        f"{RECORD}:6:3: error: the key NEW is gone, which nobody signed for [unsigned-keys]",
        f"  hint: if you did that, say so: {SIGN}; else put back what brook.keys.jsonl says",
    ]),
    "another order": (swap, [
        f"{RECORD}:6:3: error: the keys stand in another order than was signed for [unsigned-keys]",
        f"  hint: if you did that, say so: {SIGN}; else put back what brook.keys.jsonl says",
    ]),
    "another recovery key": (replace_recovery, [
        f"{RECORD}:11:15: error: the recovery key is not the one that was signed for [unsigned-keys]",
        f"  hint: if you did that, say so: {SIGN}; else put back what brook.keys.jsonl says",
    ]),
    "no recovery key": (remove_recovery, [
        f"{RECORD}:1:1: error: the recovery key is not the one that was signed for [unsigned-keys]",
        f"  hint: if you did that, say so: {SIGN}; else put back what brook.keys.jsonl says",
    ]),
    "no log": (lambda world: (world.root / LOG).unlink(), [
        (
            f"{RECORD}:6:3: error: nobody signed for the keys of 'brook': "
            "brook.keys.jsonl is missing here [no-key-log]"
        ),
        f"  hint: if it was there before, put it back; else look at the keys, and: {SIGN}",
    ]),
    "the log's last entry is gone": (keep(1, 2), [
        f"{RECORD}:6:5: error: nobody signed for this change of the key OLD [unsigned-keys]",
        f"  hint: if you did that, say so: {SIGN}; else put back what brook.keys.jsonl says",
    ]),
    "an entry is gone": (keep(1, 3), [
        f"{LOG}:2:1: error: the entry does not follow the one before it [broken-key-log]",
        f"  hint: {PUT_BACK}",
    ]),
    "an entry is changed": (edit_log, [
        f"{LOG}:2:1: error: the entry was changed since it was signed [broken-key-log]",
        f"  hint: {PUT_BACK}",
    ]),
    "a note is nobody's signature": (note, [FINE]),
}  # fmt: skip


@pytest.mark.parametrize(("change", "message"), MESSAGES.values(), ids=MESSAGES.keys())
def test_a_change_that_nobody_signed_for(world, change, message):
    old, new, _ = keys(world)
    change(world)
    assert told(world) == [each.replace("OLD", old).replace("NEW", new) for each in message]


def test_a_line_that_cannot_be_read_is_told_by_its_place(world):
    garble(world)
    first, *_ = told(world)
    assert first.startswith(f"{LOG}:2:")
    assert "not readable as an entry of a key log" in first


def test_a_log_beside_no_record(world):
    (world.root / LOG).rename(world.root / "catalog/issuers/brok.keys.jsonl")
    assert (
        "catalog/issuers/brok.keys.jsonl:1:1: error: there is no issuer 'brok' [unknown-reference]"
        in told(world)
    )


def test_a_rotation_lets_no_strange_key_slip_in_with_it(world):
    slip_in(world)
    before = world.tree()
    for command in (("keys", "rotate", "brook"), ("keys", "new", "brook", "--recovery")):
        result = run(*command, "--key", "new.key", "--out", "next.key")
        assert isinstance(result.exception, CatalogError)
        assert {problem.code for problem in result.exception.problems} == {"unsigned-keys"}
    assert world.tree() == before


def test_what_was_changed_by_hand_is_signed_for_with_log(world):
    slip_in(world)
    asked = run("keys", "log", "brook", "--key", "new.key", say="n\n")
    assert HILL in asked.stdout
    assert "Nothing was signed." in asked.stdout
    assert run("keys", "log", "brook", "--key", "new.key", "--yes").exit_code == ExitCode.OK
    assert len(told(world)) == 1
    shown = run("keys", "log", "brook").stdout
    assert shown.count("signed by") == 4
    assert HILL in shown


def test_a_key_that_slipped_in_cannot_sign_for_itself(world):
    slip_in(world)
    result = run("keys", "log", "brook", "--key", "keys/hill.key", "--yes")
    assert result.exit_code == ExitCode.USAGE
    assert f"the entry was signed by {HILL}, which is not one of the keys till then" in (
        result.stderr
    )
    assert len(lines(world)) == 3


def test_a_retired_key_signs_for_nothing(world):
    slip_in(world)
    result = run("keys", "log", "brook", "--key", "keys/brook.key", "--yes")
    assert result.exit_code == ExitCode.USAGE
    assert f"the entry was signed by {BROOK}, which may not sign for keys then" in result.stderr


def test_only_the_recovery_key_gives_way_to_another(world):
    by_key = run("keys", "new", "brook", "--recovery", "--key", "new.key", "--out", "r2.key")
    assert by_key.exit_code == ExitCode.USAGE
    assert "the recovery key was changed, which only the recovery key itself may sign" in (
        by_key.stderr
    )
    assert not (world.root / "r2.key").exists()
    by_itself = run("keys", "new", "brook", "--recovery", "--key", "away.key", "--out", "r2.key")
    assert by_itself.exit_code == ExitCode.OK
    assert len(told(world)) == 1


def test_keys_that_changed_before_there_was_a_log_get_one(world):
    (world.root / LOG).unlink()
    refused = run("keys", "log", "brook", "--key", "keys/hill.key", "--yes")
    assert refused.exit_code == ExitCode.USAGE
    assert run("keys", "log", "brook", "--key", "new.key", "--yes").exit_code == ExitCode.OK
    assert len(told(world)) == 1
    assert len(lines(world)) == 1


def test_a_rotation_that_a_kill_cut_off_after_the_record_is_signed_for_by_the_old_key(world):
    keep(1, 2)(world)
    assert "[unsigned-keys]" in told(world)[0]
    done = run("keys", "log", "brook", "--key", "keys/brook.key", "--yes")
    assert done.exit_code == ExitCode.OK, done.output
    assert told(world) == [FINE]


def test_when_every_key_is_lost_the_log_begins_anew(world):
    done = run("keys", "rotate", "brook", "--lost", "--out", "next.key")
    assert done.exit_code == ExitCode.OK, done.output
    assert told(world) == [FINE]
    (line,) = lines(world)
    assert len(json.loads(line)["keys"]) == 3
    assert world.catalog().issuers["brook"].keys[1].retired is not None


def test_even_then_no_strange_key_slips_in(world):
    slip_in(world)
    result = run("keys", "rotate", "brook", "--lost", "--out", "next.key")
    assert isinstance(result.exception, CatalogError)
    assert len(lines(world)) == 3


def test_a_recovery_key_that_also_signs_badges_is_no_help(world):
    world.edit(RECORD, f"recovery_key: {keys(world)[2]}", f"recovery_key: {keys(world)[1]}")
    assert (
        f"{RECORD}:11:15: error: 'recovery_key' is one of 'keys'; it must be kept apart from them "
        "[contradiction]"
    ) in run("check").stdout.splitlines()


def test_a_published_key_is_no_recovery_key(world):
    world.edit(RECORD, f"recovery_key: {keys(world)[2]}", f"recovery_key: {next(iter(DEMO_KEYS))}")
    assert f"{RECORD}:11:15: error: {next(iter(DEMO_KEYS))} is a published demo key" in (
        run("check").stdout
    )


def test_one_key_needs_no_log(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    world = make_world(tmp_path)
    assert len(told(world)) == 1
    assert run("keys", "log", "brook").stdout.startswith("Brook Agency has no log")


NOBODY = {  # case: (arguments, message)
    "nobody": (
        ("rotate", "brok"),
        "there is no issuer or recognizer 'brok'; did you mean 'brook'?",
    ),
    "no key": (("rotate", "brook"), "give the key in use, or the recovery key: --key FILE"),
    "somebody's key": (
        ("rotate", "brook", "--key", "keys/hill.key"),
        "keys/hill.key is neither the key that Brook Agency signs with now, nor its recovery key",
    ),
    "into the catalog": (
        ("rotate", "brook", "--key", "new.key", "--out", "catalog/next.key"),
        "catalog/next.key lies inside catalog, which is published or shared",
    ),
    "onto a key": (
        ("rotate", "brook", "--key", "new.key", "--out", "keys/hill.key"),
        "keys/hill.key exists already; a key is never overwritten",
    ),
}


@pytest.mark.parametrize(("arguments", "message"), NOBODY.values(), ids=NOBODY.keys())
def test_refused(world, arguments, message):
    before = world.tree()
    out = () if "--out" in arguments else ("--out", "next.key")
    result = run("keys", *arguments, *out)
    assert result.exit_code in {ExitCode.USAGE, ExitCode.CANNOT_WRITE}
    assert message in " ".join(result.stderr.split())
    assert world.tree() == before
