"""The chain of key sets: who may sign for a change, and every way in which it breaks."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from generator.model.issuer import Key, KeyUse
from generator.model.key_set import KeySet, KeySetEntry, LoggedKeySet
from generator.openbadges.key_log import chain_flaw, log_entry
from generator.openbadges.multikey import encode_public_key

PRIVATE = {name: Ed25519PrivateKey.from_private_bytes(name.encode() * 32) for name in "abcr"}
PUBLIC = {
    name: encode_public_key(key.public_key().public_bytes_raw()) for name, key in PRIVATE.items()
}
START = datetime(2026, 1, 1, tzinfo=UTC)
OF = "issuers/brook"


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def keys(*names: str, recovery: str | None = None, **retired: int) -> KeySet:
    """Keys in use since `START`; of some the day they retired."""
    return KeySet(
        keys=tuple(
            Key(
                public_key=PUBLIC[name],
                created=START,
                retired=day(retired[name]) if name in retired else None,
            )
            for name in names
        ),
        recovery_key=PUBLIC[recovery] if recovery is not None else None,
    )


def entry(
    of: KeySet, by: str, on: int, after: LoggedKeySet | None, *, about: str = OF
) -> LoggedKeySet:
    return log_entry(
        of, of=about, at=day(on), after=after, signed_by=PUBLIC[by], sign=PRIVATE[by].sign
    )


def chain(*steps: tuple[KeySet, str, int]) -> list[LoggedKeySet]:
    log: list[LoggedKeySet] = []
    for step in steps:
        log.append(entry(*step, log[-1] if log else None))
    return log


GOOD = {
    "one key": [(keys("a"), "a", 0)],
    "rotated by the old key": [(keys("a"), "a", 0), (keys("a", "b", a=9), "a", 9)],
    "rotated twice": [
        (keys("a"), "a", 0),
        (keys("a", "b", a=9), "a", 9),
        (keys("a", "b", "c", a=9, b=20), "b", 20),
    ],
    "rotated by the recovery key": [
        (keys("a", recovery="r"), "a", 0),
        (keys("a", "b", a=9, recovery="r"), "r", 9),
    ],
    "a recovery key is added": [(keys("a"), "a", 0), (keys("a", recovery="r"), "a", 1)],
    "it gives way to another": [
        (keys("a", recovery="r"), "a", 0),
        (keys("a", recovery="b"), "r", 1),
    ],
    "begun by the recovery key": [(keys("a", recovery="r"), "r", 0)],
}


@pytest.mark.parametrize("steps", GOOD.values(), ids=GOOD.keys())
def test_a_chain_that_holds(steps):
    log = chain(*steps)
    assert chain_flaw(log, OF) is None
    for each in log:  # what is stored says the same when it is read again
        said = json.loads(each.line)
        assert LoggedKeySet(KeySetEntry.model_validate(said), each.line, said) == each


NOT_LISTED = f"the entry was signed by {PUBLIC['b']}, which is not one of the keys till then"
RECOVERY = "the recovery key was changed, which only the recovery key itself may sign"
BROKEN = {  # case: (steps, the flaw)
    "begun by a stranger": ([(keys("a"), "b", 0)], (1, NOT_LISTED)),
    "begun before its key": (
        [(keys("a"), "a", -1)],
        (1, f"the entry was signed by {PUBLIC['a']}, which may not sign for keys then"),
    ),
    "the new key signs for itself": (
        [(keys("a"), "a", 0), (keys("a", "b"), "b", 1)], (2, NOT_LISTED),
    ),
    "a retired key signs": (
        [(keys("a", "b", a=1), "b", 0), (keys("a", "b", "c", a=1), "a", 1)],
        (2, f"the entry was signed by {PUBLIC['a']}, which may not sign for keys then"),
    ),
    "dated back": (
        [(keys("a"), "a", 5), (keys("a", "b"), "a", 4)],
        (2, "the entry is older than the one before it"),
    ),
    "the recovery key is taken away": (
        [(keys("a", recovery="r"), "a", 0), (keys("a"), "a", 1)], (2, RECOVERY),
    ),
    "the recovery key is exchanged": (
        [(keys("a", recovery="r"), "a", 0), (keys("a", recovery="b"), "a", 1)], (2, RECOVERY),
    ),
    "a new recovery key signs for itself": (
        [(keys("a"), "a", 0), (keys("a", recovery="r"), "r", 1)],
        (2, f"the entry was signed by {PUBLIC['r']}, which is not one of the keys till then"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("steps", "flaw"), BROKEN.values(), ids=BROKEN.keys())
def test_a_chain_that_does_not(steps, flaw):
    assert chain_flaw(chain(*steps), OF) == flaw


LOG = chain((keys("a"), "a", 0), (keys("a", "b", a=9), "a", 9), (keys("a", "b", a=9), "b", 10))


@pytest.mark.parametrize("change", [{"use": KeyUse.STATUS}, {"compromised": day(1)}], ids=str)
def test_a_key_for_lists_alone_or_in_strange_hands_signs_for_no_change(change):
    first, second = keys("a", "b").keys
    marked = KeySet(keys=(first, second.model_copy(update=change)))
    flaw = f"the entry was signed by {PUBLIC['b']}, which may not sign for keys then"
    assert chain_flaw(chain((marked, "a", 2), (marked, "a", 3)), OF) is None
    assert chain_flaw(chain((marked, "a", 2), (keys("a", "b", "c"), "b", 3)), OF) == (2, flaw)


def test_a_log_that_lost_an_entry():
    assert chain_flaw([LOG[0], LOG[2]], OF) == (2, "the entry does not follow the one before it")
    assert chain_flaw(LOG[1:], OF) == (1, "the entry does not follow the one before it")
    assert chain_flaw([LOG[0], LOG[2], LOG[1]], OF) is not None


def test_a_log_of_somebody_else():
    moved = entry(keys("a"), "a", 0, None, about="recognizers/brook")
    assert chain_flaw([moved], OF) == (
        1,
        "the entry is about 'recognizers/brook', not 'issuers/brook'",
    )


CHANGED = {
    "another window": ("keys", [{"public_key": PUBLIC["a"], "created": "2025-01-01T00:00:00Z"}]),
    "a recovery key": ("recovery_key", PUBLIC["r"]),
    "another instant": ("at", "2026-01-02T00:00:00Z"),
}


@pytest.mark.parametrize(("member", "value"), CHANGED.values(), ids=CHANGED.keys())
def test_a_changed_entry(member, value):
    said = {**LOG[0].said, member: value}
    each = LoggedKeySet(KeySetEntry.model_validate(said), json.dumps(said).encode(), said)
    assert chain_flaw([each], OF) == (1, "the entry was changed since it was signed")


def test_a_signature_of_another_text_does_not_count():
    other = entry(keys("a", "b"), "a", 0, None)
    said = {**LOG[0].said, "signature": other.said["signature"]}
    each = replace(LOG[0], entry=KeySetEntry.model_validate(said), said=said)
    assert chain_flaw([each], OF) == (1, "the entry was changed since it was signed")


def test_a_note_is_no_part_of_what_is_signed():
    assert "note" not in json.loads(LOG[0].line)["keys"][0]
