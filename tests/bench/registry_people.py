"""The people of a made-up registry and what they earned, row by row, in little memory."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tests.bench.phrases import SYLLABLES, TOPICS, WHAT
from tests.bench.registry_catalog import CRITERIA, Made, Stack

EARNER_COLUMNS = (
    *("earner", "name", "email", "visibility", "address", "minor until"),
    *("consent by", "consent on", "consent visibility", "consent name"),
)
AWARD_COLUMNS = (
    *("earner", "badge", "awarded", "assessor role", "shown", "hours", "valid until", "team"),
    *(f"result: {each}" for each in CRITERIA),
    *(
        f"evidence{number} {key}"
        for number in ("", " 2")
        for key in ("kind", "description", "date", "digest")
    ),
)
FIRST_DAY, DAYS = date(2024, 1, 8), 880
_PARTS = [first + last for first in SYLLABLES for last in SYLLABLES]
_LASTS = len(_PARTS) * len(SYLLABLES)
_STEP = 61_803_397  # coprime to the number of names, so that no two earners have one
_MOST_EACH = 9
_IN_A_TEAM, _OF = 3, 200  # three of two hundred people earned their first badge together
_STACKED = 50  # one of fifty has completed a pathway


def name_of(number: int) -> tuple[str, str]:
    """The first and last name of an earner; nobody else has both."""
    first, last = divmod(number * _STEP % (len(_PARTS) * _LASTS), _LASTS)
    start, end = divmod(last, len(SYLLABLES))
    return _PARTS[first].title(), f"{_PARTS[start]}{SYLLABLES[end]}".title()


def slug_of(number: int) -> str:
    """The slug of an earner."""
    return "-".join(name_of(number)).lower()


def earners(count: int, seed: int) -> Iterator[tuple[str, ...]]:
    """The rows of ``earners.csv``: six of ten public, three unlisted, the others private.

    One of twenty is a child with an unlisted page that says no name.
    """
    dice = random.Random(f"{seed} earners")
    for number in range(count):
        first, last = name_of(number)
        slug, name = slug_of(number), f"{first} {last}"
        email = f"{slug}@people.example" if dice.random() < 0.5 else ""
        address, on = f"{dice.getrandbits(128):032x}", str(_day(dice))
        kind = dice.random()
        if kind < 0.57:
            rest = ("public", "", "", "earner", on, "public", name)
        elif kind < 0.60:  # the page's address may not say more than the name on it
            short = f"{first}-{dice.getrandbits(32):08x}".lower()
            rest = ("public", short, "", "earner", on, "public", f"{first} {last[0]}.")
        elif kind < 0.85:
            rest = ("unlisted", address, "", "earner", on, "unlisted", name)
        elif kind < 0.90:
            month = f"20{dice.randint(32, 38)}-{dice.randint(1, 12):02}"
            rest = ("unlisted", address, month, "guardian", on, "unlisted", "")
        else:
            rest = ("private", "", "", "", "", "", "")
        yield (slug, name, email, *rest)


def awards(
    count: int, people: int, badges: Sequence[Made], stacks: Sequence[Stack], seed: int
) -> Iterator[tuple[str, ...]]:
    """`count` rows of an awards file, one to nine a person, in no order of theirs."""
    dice = random.Random(f"{seed} awards")
    quotas = bytes(dice.randint(1, _MOST_EACH) for _ in range(people))
    made = turn = 0
    while made < count:
        if turn >= len(badges):
            raise ValueError(f"{people} people cannot earn {count} awards of {len(badges)} badges")
        step, start = _step(people), dice.randrange(people)
        for place in range(people):
            number = (start + place * step) % people
            if turn >= quotas[number] and turn < _MOST_EACH:
                continue
            yield _award(dice, number, turn, badges, stacks)
            made += 1
            if made == count:
                return
        turn += 1


def _award(
    dice: random.Random, number: int, turn: int, badges: Sequence[Made], stacks: Sequence[Stack]
) -> tuple[str, ...]:
    badge, team, day = badges[(number * 7 + turn) % len(badges)], "", _day(dice)
    stack = stacks[number // _STACKED % len(stacks)] if stacks else None
    if stack is not None and number % _STACKED == _STACKED - 1:
        own = (*stack.parts, stack.whole)
        others = [each for each in badges if each not in stack.parts] if turn >= len(own) else []
        badge = own[turn] if turn < len(own) else others[(number + turn) % len(others)]
        day = FIRST_DAY + timedelta(days=20 * turn + number % 500)
    elif number % _OF < _IN_A_TEAM and turn == 0:
        first = number - number % _OF
        badge, day = badges[first * 7 % len(badges)], FIRST_DAY + timedelta(days=first % DAYS)
        team = f"{TOPICS[first // _OF % len(TOPICS)]} team {first}"
    until = date(day.year + 3, day.month, 28).isoformat() if dice.random() < 0.08 else ""
    levels = {each: dice.choice(("proficient", "exemplary")) for each in badge.criteria}
    return (
        slug_of(number),
        badge.slug,
        day.isoformat(),
        f"Assessor of {badge.topic}",
        f"showed {dice.choice(WHAT)} and {dice.choice(WHAT)}" if dice.random() < 0.3 else "",
        str(dice.randint(4, 40)) if dice.random() < 0.5 else "",
        until,
        team,
        *(levels.get(each, "") for each in CRITERIA),
        *_evidence(dice, badge, day, 0),
        *_evidence(dice, badge, day, 1),
    )


def _evidence(dice: random.Random, badge: Made, day: date, which: int) -> tuple[str, ...]:
    if which >= len(badge.evidence):
        return ("", "", "", "")
    description = f"Of {dice.choice(WHAT)}, {dice.randint(2, 40)} pages."
    seen = (day - timedelta(days=dice.randint(1, 30))).isoformat()
    return (badge.evidence[which], description, seen, f"sha256:{dice.getrandbits(256):064x}")


def _day(dice: random.Random) -> date:
    return FIRST_DAY + timedelta(days=dice.randrange(DAYS))


def _step(people: int) -> int:
    """A step that visits everybody once, far from neighbours."""
    step = int(people * 0.618) | 1
    while any(step % each == 0 and people % each == 0 for each in range(2, 2000)) and step > 1:
        step -= 2
    return max(step, 1)
