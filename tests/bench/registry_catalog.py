"""The catalog of a made-up registry: rich badges, pathways, issuers and recognizers as YAML."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Any

import yaml

from tests.bench.phrases import (
    AUDIENCES,
    DOING,
    LEVELS,
    SYLLABLES,
    TOPICS,
    WHAT,
    WHERE,
    WORTHS,
)

CRITERIA = (
    *("planning", "practice", "evidence", "reflection", "collaboration"),
    *("accuracy", "safety", "communication"),
)
"""Of which each rubric has some: the columns of the awards file."""
CRITERIA_EACH = 3
STEPS = ("beginning", "developing", "proficient", "exemplary")
PARTS_OF_A_STACK = 2


@dataclass(frozen=True, slots=True)
class Made:
    """What the people of a registry need to know of a badge."""

    slug: str
    issuer: str
    criteria: tuple[str, ...]
    evidence: tuple[str, ...]
    topic: str


@dataclass(frozen=True, slots=True)
class Stack:
    """A badge that stands for a pathway, and those it is made of."""

    parts: tuple[Made, ...]
    whole: Made


class Catalog:
    """Every file of a catalog of `count` badges, in order; the same ones for one seed."""

    def __init__(self, count: int, seed: int) -> None:
        self._dice = random.Random(f"{seed} catalog")
        self._rare = ["".join(self._dice.choices(SYLLABLES, k=3)) for _ in range(3000)]
        self._count = count
        self.issuers = tuple(f"agency-{n + 1}" for n in range(min(4, 1 + count // 20)))
        self.badges: list[Made] = []
        """Those that can be earned, once `files` has been gone through."""
        self.stacks: list[Stack] = []

    def files(self, keys: dict[str, str]) -> Iterator[tuple[str, str]]:
        """Each path in the catalog, and its text; `keys` are the issuers' public ones."""
        for issuer in self.issuers:
            yield f"issuers/{issuer}.yml", _yaml(self._issuer(keys[issuer]))
        for number in range(self._count):
            yield from self._badge(number)
        plain = list(self.badges)
        for number in range(1 + self._count // 60):
            yield from self._pathway(number, plain)
        for number in range(1 + self._count // 40):
            yield f"recognizers/recognizer-{number}.yml", _yaml(self._recognizer(plain))

    def _issuer(self, key: str) -> dict[str, Any]:
        word = self._dice.choice(self._rare).title()
        return {
            "name": f"{word} Agency",
            "summary": f"A public agency for {self._dice.choice(WHAT)} and {self._dice.choice(WHAT)}.",
            "description": self._prose(2),
            "url": "https://registry.example/",
            "contact": {"office": "Badge Desk", "email": "desk@registry.example"},
            "keys": [{"public_key": key, "created": "2023-01-01T00:00:00Z"}],
        }

    def _badge(self, number: int) -> Iterator[tuple[str, str]]:
        dice, issuer = self._dice, self.issuers[number % len(self.issuers)]
        what = dice.choice(WHAT)
        name = f"{dice.choice(DOING)} {what.title()}"
        name += f" {dice.choice(WHERE)}" if dice.random() < 0.6 else ""
        slug = f"{what.replace(' ', '-')}-{number}"
        criteria, topics = tuple(dice.sample(CRITERIA, k=CRITERIA_EACH)), dice.sample(TOPICS, k=2)
        kinds = tuple(dice.sample(("lesson-plan", "student-work", "educator-reflection"), k=2))
        first = date(2023, 1, 1) + timedelta(days=dice.randrange(350))
        record = self._record(name, slug, topics, criteria, kinds)
        record["version"] = "1.0"
        record["changes"] = [
            {"version": "1.0", "date": first.isoformat(), "summary": "First version."}
        ]
        folder = PurePosixPath("badges") / issuer
        if dice.random() < 0.1:
            yield f"{folder}/{slug}@1.0.yml", _yaml(record)
            record["version"] = "2.0"
            again = (first + timedelta(days=300)).isoformat()
            change = {
                "version": "2.0",
                "date": again,
                "summary": f"Clearer on {dice.choice(WHAT)}.",
            }
            record["changes"] = [change, *record["changes"]]
            record["criteria"] += f"\n5. Say what {dice.choice(self._rare)} means to you.\n"
        if number >= PARTS_OF_A_STACK and dice.random() < 0.05:
            record["status"] = "retired"
        else:
            self.badges.append(Made(slug, issuer, criteria, kinds, topics[0]))
        if dice.random() < 0.15:
            record["valid_months"] = dice.choice((24, 36, 60))
        yield f"{folder}/{slug}.yml", _yaml(record)

    def _record(
        self,
        name: str,
        slug: str,
        topics: list[str],
        criteria: tuple[str, ...],
        kinds: tuple[str, ...],
    ) -> dict[str, Any]:
        dice = self._dice
        return {
            "name": name,
            "summary": f"{self._doing()} {dice.choice(WHERE)}, by the {dice.choice(self._rare)} method.",
            "description": self._prose(1),
            "level": dice.choice(LEVELS),
            "topics": topics,
            "audience": dice.sample(AUDIENCES, k=dice.choice((1, 1, 2))),
            "hours": str(dice.choice((4, 8, 12, 15, 20, 30, 45))),
            "shown": f"{self._doing().lower()} and showed what changed",
            "criteria": "\n".join(
                f"{step}. {self._doing()}, with {dice.choice(self._rare)} in mind."
                for step in range(1, 5)
            )
            + "\n",
            "rubric": {
                "levels": [
                    {"id": step, "name": step.title(), "points": str(points)}
                    for points, step in enumerate(STEPS, start=1)
                ],
                "passes": "proficient",
                "rule": "All criteria at Proficient or above.",
                "criteria": [self._criterion(each) for each in criteria],
            },
            "evidence": [
                {"kind": kind, "description": f"What shows {self._doing().lower()}."} for kind in kinds
            ],
            "assessors": {"who": "Trained assessors of the region.", "independent": "true"},
            "research": [
                {"citation": f"{dice.choice(self._rare).title()}, A. ({dice.randrange(1980, 2024)}). "
                 f"{self._doing()}. Journal of {dice.choice(TOPICS)}, {dice.randint(1, 90)}."}
            ],
            "alignments": [self._alignment() for _ in range(2)],
            "submission": {"where": f"https://registry.example/submit/{slug}", "attempts": "3"},
            "owner": {"office": "Badge Desk", "email": "desk@registry.example"},
            "review_by": "2032-06-30",
        }  # fmt: skip

    def _criterion(self, slug: str) -> dict[str, Any]:
        return {
            "id": slug,
            "name": slug.replace("-", " ").capitalize(),
            "description": f"Is there {self._dice.choice(WHAT)}?",
            "levels": {
                step: f"{self._doing()} {how}."
                for step, how in zip(
                    STEPS, ("hardly", "in part", "as described", "beyond the task"), strict=True
                )
            },
        }

    def _alignment(self) -> dict[str, str]:
        dice = self._dice
        code = f"{dice.choice('ABCDEFGH')}{dice.randint(1, 12)}.{dice.randint(1, 9)}"
        return {
            "framework": f"{dice.choice(TOPICS)} standards of the state",
            "code": code,
            "name": f"{self._doing()} with {dice.choice(self._rare)}",
            "url": f"https://standards.example/{code}",
        }

    def _pathway(self, number: int, badges: list[Made]) -> Iterator[tuple[str, str]]:
        dice, issuer = self._dice, self.issuers[0]
        slug = f"pathway-{number}"
        record = {
            "issuer": issuer,
            "name": f"{dice.choice(self._rare).title()} {dice.choice(TOPICS)} Pathway",
            "summary": f"From {dice.choice(WHAT)} to {dice.choice(WHAT)}.",
            "description": self._prose(1),
            "audience": [dice.choice(AUDIENCES)],
            "rule": {"all": [each.slug for each in dice.sample(badges, k=min(6, len(badges)))]},
        }
        if number < len(self.issuers) and len(badges) >= PARTS_OF_A_STACK:
            parts = tuple(dice.sample(badges, k=PARTS_OF_A_STACK))
            whole = Made(
                f"stack-{number}", issuer, CRITERIA[:CRITERIA_EACH], ("project",), "Stacks"
            )
            name = f"The {dice.choice(self._rare).title()} Stack"
            badge = self._record(name, whole.slug, ["Stacks"], whole.criteria, whole.evidence)
            badge["version"] = "1.0"
            badge["requires"] = [each.slug for each in parts]
            yield f"badges/{issuer}/{whole.slug}.yml", _yaml(badge)
            record |= {"rule": {"all": badge["requires"]}, "awards": whole.slug}
            self.stacks.append(Stack(parts, whole))
        yield f"pathways/{slug}.yml", _yaml(record)

    def _recognizer(self, badges: list[Made]) -> dict[str, Any]:
        dice = self._dice
        return {
            "name": f"{dice.choice(self._rare).title()} {dice.choice(('District', 'College', 'Works'))}",
            "kind": dice.choice(("district", "college", "employer")),
            "summary": f"Known for {dice.choice(WHAT)}.",
            "url": "https://recognizer.example/",
            "contact": {"office": "Office"},
            "honors": [
                {
                    "badges": [each.slug for each in dice.sample(badges, k=min(40, len(badges)))],
                    "worth": dict(worth),
                    "from": "2025-01-01",
                    "basis": {"kind": "policy", "url": "https://recognizer.example/policy"},
                }
                for worth in dice.sample(WORTHS, k=2)
            ],
        }

    def _doing(self) -> str:
        return f"{self._dice.choice(DOING)} {self._dice.choice(WHAT)}"

    def _prose(self, paragraphs: int) -> str:
        dice = self._dice
        return "\n\n".join(
            " ".join(
                f"{self._doing()} and {dice.choice(WHAT)} {dice.choice(WHERE)} ask for "
                f"{dice.choice(self._rare)} and **{dice.choice(self._rare)}**."
                for _ in range(2)
            )
            for _ in range(paragraphs)
        )


def _yaml(record: dict[str, Any]) -> str:
    text: str = yaml.dump(record, Dumper=yaml.CSafeDumper, sort_keys=False, width=100)
    return text
