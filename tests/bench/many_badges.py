"""A catalog of as many badges as asked for, the same at every run: names, topics, standards.

Its language is varied on purpose. A program's real texts hold many words that stand in one or
two badges only; texts made from a few phrases would pack far better than anybody's do.
"""

import random
from dataclasses import replace
from datetime import date, timedelta

from generator.model.badge import Badge
from generator.model.catalog import Catalog
from generator.model.pathway import Pathway
from generator.model.recognizer import Recognizer
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
from tests.site.small import ISSUER, badge, catalog

RARE_WORDS = 3000


def many(count: int, seed: int = 1) -> Catalog:
    """`count` badges of a dozen issuers, with pathways and recognizers in proportion."""
    dice = random.Random(seed)
    rare = ["".join(dice.choices(SYLLABLES, k=3)) for _ in range(RARE_WORDS)]
    issuers = [
        ISSUER.model_copy(update={"slug": f"issuer-{n}", "name": f"{rare[n].title()} Agency"})
        for n in range(12)
    ]
    badges = [_badge(dice, rare, number, issuers[number % 12].slug) for number in range(count)]
    slugs = [each.slug for each in badges]
    return replace(
        catalog(),
        issuers={each.slug: each for each in issuers},
        badges={each.slug: each for each in badges},
        earlier_badges={},
        pathways={
            each.slug: each for each in (_pathway(dice, rare, n, slugs) for n in range(count // 60))
        },
        recognizers={
            each.slug: each
            for each in (_recognizer(dice, rare, n, slugs) for n in range(count // 40))
        },
        earners={},
        ledger=(),
        assertions={},
        adopted={},
    )


def _badge(dice: random.Random, rare: list[str], number: int, issuer: str) -> Badge:
    doing, what, where = dice.choice(DOING), dice.choice(WHAT), dice.choice(WHERE)
    other, term = dice.choice(WHAT), dice.choice(rare)
    name = f"{doing} {what.title()} {where}" if dice.random() < 0.6 else f"{doing} {what.title()}"
    first = date(2023, 1, 1) + timedelta(days=dice.randrange(1240))
    return badge(
        f"{name.lower().replace(' ', '-')}-{number}",
        issuer=issuer,
        name=name,
        summary=f"{dice.choice(DOING)} {what} and {other} {where}, by the {term} method.",
        level=dice.choice(LEVELS),
        topics=dice.sample(TOPICS, k=dice.randint(1, 3)),
        audience=dice.sample(AUDIENCES, k=dice.choice((1, 1, 1, 2))),
        hours=str(dice.choice((2, 4, 8, 12, 15, 20, 30, 45))),
        alignments=[
            {
                "framework": "State standards",
                "code": f"{dice.choice('ABCDEFGH')}{dice.randint(1, 12)}.{dice.randint(1, 9)}",
                "name": f"{dice.choice(DOING)} {other} with {dice.choice(rare)}",
                "url": "https://standards.example/",
            }
        ],
        status="retired" if dice.random() < 0.05 else "active",
        changes=[{"version": "1.0", "date": first.isoformat(), "summary": "First version."}],
    )


def _pathway(dice: random.Random, rare: list[str], number: int, slugs: list[str]) -> Pathway:
    return Pathway.model_validate(
        {
            "slug": f"pathway-{number}",
            "issuer": "issuer-0",
            "name": f"{dice.choice(rare).title()} {dice.choice(TOPICS)} Pathway",
            "summary": f"From {dice.choice(WHAT)} to {dice.choice(WHAT)}.",
            "audience": [dice.choice(AUDIENCES)],
            "rule": {"all": dice.sample(slugs, k=6)},
        }
    )


def _recognizer(dice: random.Random, rare: list[str], number: int, slugs: list[str]) -> Recognizer:
    return Recognizer.model_validate(
        {
            "slug": f"recognizer-{number}",
            "name": f"{dice.choice(rare).title()} {dice.choice(('District', 'College', 'Works'))}",
            "kind": dice.choice(("district", "college", "employer")),
            "summary": f"Known for {dice.choice(WHAT)}.",
            "url": "https://recognizer.example/",
            "contact": {"office": "Office"},
            "honors": [
                {
                    "badges": dice.sample(slugs, k=min(40, len(slugs))),
                    "worth": dice.choice(WORTHS),
                    "from": "2025-01-01",
                    "basis": {"kind": "policy", "url": "https://recognizer.example/policy"},
                }
                for _ in range(2)
            ],
        }
    )
