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
from tests.site.small import ISSUER, badge, catalog


def _list(text: str) -> list[str]:
    return text.split("|")


_DOING = _list(
    "Planning|Teaching|Assessing|Designing|Leading|Coaching|Modeling|Adapting|Reading|Mapping|"
    "Writing|Building|Observing|Revising|Facilitating|Sequencing|Grading|Welding|Wiring|Measuring|"
    "Testing|Presenting|Budgeting|Negotiating|Translating|Editing|Recording|Repairing|Scheduling|"
    "Calibrating|Questioning|Scaffolding|Reflecting|Documenting|Mentoring|Analyzing"
)
_WHAT = _list(
    "formative assessment|lesson sequences|student discussion|number talks|lab safety|phonics|"
    "argument writing|peer review|data displays|family conferences|circuits|steel frames|"
    "engineering notebooks|field surveys|podcasts|primary sources|story structure|fractions|"
    "learning goals|feedback|retrieval practice|wait time|universal design|executive function|"
    "classroom routines|restorative circles|soil samples|customer interviews|budgets|spreadsheets|"
    "robot arms|web pages|orchestral parts|stage lighting|nutrition plans|first aid|job interviews|"
    "bilingual glossaries|reading fluency|self-monitoring|working memory|choice boards|captions"
)
_WHERE = _list(
    "in the early grades|in middle school science|for multilingual learners|in algebra|online|"
    "across a department|in small groups|with community partners|in the workshop|on the job|"
    "in an inclusive classroom|for new teachers|in rural schools|outdoors|at the museum|"
    "in the first year|in career programs|with families|in the arts|in physical education"
)
_TOPICS = _list(
    "Assessment|Algebra|Arts|Biology|Business|Chemistry|Civics|Classroom culture|Coaching|Coding|"
    "Construction|Design|Early learning|Economics|Engineering|Equity|Family partnership|Feedback|"
    "Geography|Health|History|Inclusion|Instruction|Language learning|Leadership|Literacy|"
    "Manufacturing|Media|Music|Nutrition|Physics|Reading|Research|Safety|Statistics|Theater|"
    "Trades|Transport|Wellbeing|Writing"
)
_AUDIENCES = ("student", "teacher", "coach", "leader", "staff", "anyone")
_LEVELS = ("foundation", "intermediate", "advanced", "expert")
_WORTHS = (
    {"kind": "pay", "amount": "400", "currency": "USD", "text": "$400 on top."},
    {"kind": "hours", "amount": "15", "text": "15 hours towards renewal."},
    {"kind": "credits", "amount": "1", "text": "One graduate credit."},
    {"kind": "licence-points", "amount": "3", "text": "Three licence points."},
    {"kind": "interview", "text": "A first interview."},
    {"kind": "experience", "text": "A week in our workshop."},
)
_SYLLABLES = _list(
    "ba|cor|del|fen|gra|hol|ist|jun|kes|lor|mar|nel|osk|pra|quin|ros|sel|tor|ulm|ven"
)
RARE_WORDS = 3000


def many(count: int, seed: int = 1) -> Catalog:
    """`count` badges of a dozen issuers, with pathways and recognizers in proportion."""
    dice = random.Random(seed)
    rare = ["".join(dice.choices(_SYLLABLES, k=3)) for _ in range(RARE_WORDS)]
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
    doing, what, where = dice.choice(_DOING), dice.choice(_WHAT), dice.choice(_WHERE)
    other, term = dice.choice(_WHAT), dice.choice(rare)
    name = f"{doing} {what.title()} {where}" if dice.random() < 0.6 else f"{doing} {what.title()}"
    first = date(2023, 1, 1) + timedelta(days=dice.randrange(1240))
    return badge(
        f"{name.lower().replace(' ', '-')}-{number}",
        issuer=issuer,
        name=name,
        summary=f"{dice.choice(_DOING)} {what} and {other} {where}, by the {term} method.",
        level=dice.choice(_LEVELS),
        topics=dice.sample(_TOPICS, k=dice.randint(1, 3)),
        audience=dice.sample(_AUDIENCES, k=dice.choice((1, 1, 1, 2))),
        hours=str(dice.choice((2, 4, 8, 12, 15, 20, 30, 45))),
        alignments=[
            {
                "framework": "State standards",
                "code": f"{dice.choice('ABCDEFGH')}{dice.randint(1, 12)}.{dice.randint(1, 9)}",
                "name": f"{dice.choice(_DOING)} {other} with {dice.choice(rare)}",
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
            "name": f"{dice.choice(rare).title()} {dice.choice(_TOPICS)} Pathway",
            "summary": f"From {dice.choice(_WHAT)} to {dice.choice(_WHAT)}.",
            "audience": [dice.choice(_AUDIENCES)],
            "rule": {"all": dice.sample(slugs, k=6)},
        }
    )


def _recognizer(dice: random.Random, rare: list[str], number: int, slugs: list[str]) -> Recognizer:
    return Recognizer.model_validate(
        {
            "slug": f"recognizer-{number}",
            "name": f"{dice.choice(rare).title()} {dice.choice(('District', 'College', 'Works'))}",
            "kind": dice.choice(("district", "college", "employer")),
            "summary": f"Known for {dice.choice(_WHAT)}.",
            "url": "https://recognizer.example/",
            "contact": {"office": "Office"},
            "honors": [
                {
                    "badges": dice.sample(slugs, k=min(40, len(slugs))),
                    "worth": dice.choice(_WORTHS),
                    "from": "2025-01-01",
                    "basis": {"kind": "policy", "url": "https://recognizer.example/policy"},
                }
                for _ in range(2)
            ],
        }
    )
