"""What templates get: everything worked out, addresses as the page itself links them.

Texts are plain and escaped where they are printed; `Markup` is HTML made safe by `prose`.
An empty text or tuple means that there is nothing to show.
"""

from dataclasses import dataclass

from markupsafe import Markup

from generator.site.rigor import RigorPanel


@dataclass(frozen=True, slots=True)
class Link:
    """Something with a name, and where to find it; without `href` only its name is shown."""

    name: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a list of facts."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ContactView:
    """An office that answers."""

    office: str
    email: str
    url: str
    phone: str


@dataclass(frozen=True, slots=True)
class BadgeCard:
    """A badge wherever it stands among others."""

    slug: str
    name: str
    href: str
    image: str
    summary: str
    level: str
    audience: str
    hours: str
    issuer: str
    honored: str
    """By whom, in a few words."""
    retired: bool


@dataclass(frozen=True, slots=True)
class HubCard:
    """A pathway, recognizer or issuer wherever it stands among others."""

    slug: str
    name: str
    href: str
    summary: str
    kind: str
    facts: tuple[str, ...]
    images: tuple[str, ...] = ()
    """Pictures of some of its badges."""


@dataclass(frozen=True, slots=True)
class RecognitionView:
    """One statement that a badge or pathway is honored, read from either side."""

    who: Link
    kind: str
    worth: str
    """What sort of worth: Pay."""
    amount: str
    text: str
    covers: tuple[Link, ...]
    """On the recognizer's own page only."""
    prior_approval: bool
    conditions: str
    when: str
    ended: bool
    basis: str
    basis_href: str
    signed: tuple[Link, ...]
    """Where it is signed for each of several things: the signed data, by their names."""
    contact: ContactView | None


@dataclass(frozen=True, slots=True)
class RubricCell:
    """What one level of one criterion looks like."""

    level: str
    text: str
    passes: bool


@dataclass(frozen=True, slots=True)
class RubricRow:
    """One criterion."""

    name: str
    description: str
    cells: tuple[RubricCell, ...]


@dataclass(frozen=True, slots=True)
class RubricColumn:
    """One level."""

    name: str
    points: str
    passes: bool
    """The lowest level that passes."""


@dataclass(frozen=True, slots=True)
class RubricView:
    """The rubric as a table."""

    columns: tuple[RubricColumn, ...]
    rows: tuple[RubricRow, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class AskedEvidence:
    """One thing to hand in."""

    kind: str
    description: str
    example: str


@dataclass(frozen=True, slots=True)
class AlignmentView:
    """A standard answered to."""

    framework: str
    code: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do next."""

    text: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One version in the history of a badge."""

    version: str
    date: str
    summary: str
    href: str


@dataclass(frozen=True, slots=True)
class BadgePage:
    """A badge in full."""

    name: str
    summary: str
    image: str
    issuer: Link
    level: str
    audience: str
    kind: str
    topics: tuple[str, ...]
    retired: bool
    successor: Link | None
    facts: tuple[Fact, ...]
    description: Markup
    criteria: Markup
    rubric: RubricView | None
    evidence: tuple[AskedEvidence, ...]
    assessors: tuple[str, ...]
    rigor: RigorPanel
    requires: tuple[BadgeCard, ...]
    leads_to: tuple[Link, ...]
    earn: tuple[Fact, ...]
    next_step: NextStep
    honors: tuple[RecognitionView, ...]
    past_honors: tuple[RecognitionView, ...]
    unhonored: str
    """What is said where nobody honors it."""
    pathways: tuple[Link, ...]
    alignments: tuple[AlignmentView, ...]
    research: tuple[Link, ...]
    questions: tuple[str, ...]
    holders: str
    attempts: str
    """At which attempt they earned it."""
    signatory: str
    owner: ContactView
    review: str
    version: str
    changes: tuple[ChangeView, ...]
    json: str


@dataclass(frozen=True, slots=True)
class Step:
    """One rule of a pathway: a badge, another pathway, or a group of rules."""

    title: str
    href: str = ""
    image: str = ""
    note: str = ""
    group: bool = False
    pathway: bool = False
    steps: tuple["Step", ...] = ()


@dataclass(frozen=True, slots=True)
class StageView:
    """A named step of a pathway with what it asks for."""

    name: str
    summary: str
    note: str
    """Its levels and hours."""
    step: Step


@dataclass(frozen=True, slots=True)
class PathwayPage:
    """A pathway in full."""

    name: str
    summary: str
    issuer: Link
    audience: str
    facts: tuple[Fact, ...]
    description: Markup
    stages: tuple[StageView, ...]
    awards: BadgeCard | None
    opens: str
    opens_badges: tuple[Link, ...]
    """Badges that ask for the one it awards."""
    fold: int
    """Groups of more parts than this are folded in the list and not drawn part by part; 0: none."""
    leads_to: tuple[Link, ...]
    honors: tuple[RecognitionView, ...]
    past_honors: tuple[RecognitionView, ...]
    json: str


@dataclass(frozen=True, slots=True)
class RecognizerPage:
    """Who honors badges, in full."""

    name: str
    kind: str
    summary: str
    logo: str
    description: Markup
    facts: tuple[Fact, ...]
    honors: tuple[RecognitionView, ...]
    past_honors: tuple[RecognitionView, ...]
    contact: ContactView
    json: str
    did_json: str


@dataclass(frozen=True, slots=True)
class Door:
    """One of the ways into the site."""

    title: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class FeaturedBadge:
    """A badge on the home page with who honors it."""

    badge: BadgeCard
    honors: tuple[RecognitionView, ...]
    more: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page."""

    title: str
    statement: str
    doors: tuple[Door, ...]
    featured_title: str
    featured: tuple[FeaturedBadge, ...]
    counts: tuple[Link, ...]
    run_by: ContactView
