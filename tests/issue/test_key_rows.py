"""A key's rows on paper: typed back in any way people type, with every error named by its row."""

import random
import re
from pathlib import Path

import pytest

from generator.issue.key_file import KeyRefusedError, new_key
from generator.issue.key_rows import key_from, key_rows
from tests.issue.world import BROOK, BROOK_KEY, PASSPHRASE

TYPED = Path("typed.txt")
ROWS = key_rows(BROOK_KEY)
NUMBERED = [f"{number:02}: {row}" for number, row in enumerate(ROWS, start=1)]


def test_a_row_is_short_enough_to_type_and_has_no_letter_that_looks_like_another():
    assert 10 < len(ROWS) < 20
    for row in ROWS:
        assert re.fullmatch(r"(?:[A-Z2-7]{2,4} ){2,9}[A-Z2-7]{4}", row)


TYPED_WELL = {
    "as printed": "\n".join(NUMBERED),
    "small letters": "\n".join(NUMBERED).lower(),
    "digits that are not there": "\n".join(ROWS).replace("O", "0").replace("I", "1"),
    "without numbers": "\n".join(ROWS),
    "without spaces": "\n".join(f"{n}:{row.replace(' ', '')}" for n, row in enumerate(ROWS, 1)),
    "one line": " ".join(NUMBERED),
    "broken anywhere": "\n".join(NUMBERED).replace(" ", "\n"),
    "backwards": "\n".join(reversed(NUMBERED)),
    "dots and dashes": "\r\n".join(row.replace(": ", ". ").replace(" ", "-") for row in NUMBERED)
    .replace(".-", ". "),
    "scanned": BROOK_KEY.decode(),
    "scanned, as one line": "Key: " + BROOK_KEY.decode().replace("\n", " "),
}  # fmt: skip


@pytest.mark.parametrize("text", TYPED_WELL.values(), ids=TYPED_WELL.keys())
def test_it_comes_back_to_the_byte(text):
    file = key_from(TYPED, text)
    assert (file.public_key, file.body) == (BROOK, BROOK_KEY)


def without(*numbers: int) -> str:
    return "\n".join(row for at, row in enumerate(NUMBERED, start=1) if at not in numbers)


def with_error_in(*numbers: int) -> str:
    rows = list(NUMBERED)
    for number in numbers:
        row = rows[number - 1]
        rows[number - 1] = row[:9] + ("A" if row[9] != "A" else "B") + row[10:]
    return "\n".join(rows)


TYPED_BADLY = {  # case: (text, message)
    "a wrong letter": (with_error_in(3), "typed.txt: row 3 cannot be as printed"),
    "two wrong": (with_error_in(3, 9), "typed.txt: rows 3, 9 cannot be as printed"),
    "one left out": (without(7), "typed.txt: row 7 is missing"),
    "both": (
        with_error_in(2).replace(NUMBERED[4], "").replace(NUMBERED[5], ""),
        "typed.txt: row 2 cannot be as printed; rows 5, 6 are missing",
    ),
    "two rows in each other's place": (
        "\n".join([f"01: {ROWS[1]}", f"02: {ROWS[0]}", *NUMBERED[2:]]),
        "typed.txt: rows 1, 2 cannot be as printed",
    ),
    "the end left out": (
        without(len(ROWS), len(ROWS) - 1),
        f"typed.txt: the rows up to number {len(ROWS) - 2} are right, but they are not all",
    ),
    "only the first": (
        NUMBERED[0],
        "typed.txt: the rows up to number 1 are right, but they are not all",
    ),
    "empty": ("", "typed.txt: there are no rows of a key's backup in it"),
    "another text": ("Dear office,", "typed.txt: row 1 cannot be as printed"),
    "scanned in part": (
        BROOK_KEY.decode()[:300],
        "typed.txt: what was scanned is not the whole key, or was changed",
    ),
    "scanned and changed": (
        BROOK_KEY.decode().replace("b3BlbnNza", "b3BlbnNzb"),
        "typed.txt: what was scanned is not the whole key, or was changed",
    ),
}


@pytest.mark.parametrize(("text", "message"), TYPED_BADLY.values(), ids=TYPED_BADLY.keys())
def test_what_is_wrong_is_told_by_its_row(text, message):
    with pytest.raises(KeyRefusedError) as caught:
        key_from(TYPED, text)
    assert caught.value.message == message
    assert caught.value.hint


def test_no_single_wrong_letter_gets_through():
    """Every letter of one key, in turn, by another one."""
    chance = random.Random(1)
    _, body = new_key(b"another-another-another-another!", PASSPHRASE, rounds=1)
    rows = key_rows(body)
    for at, row in enumerate(rows):
        for place, letter in enumerate(row):
            if letter == " ":
                continue
            other = chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".replace(letter, ""))
            wrong = [*rows[:at], row[:place] + other + row[place + 1 :], *rows[at + 1 :]]
            with pytest.raises(KeyRefusedError) as caught:
                key_from(TYPED, "\n".join(wrong))
            assert caught.value.message == f"typed.txt: row {at + 1} cannot be as printed"
