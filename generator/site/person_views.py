"""What the templates of people's pages get; see `views`."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.site.progress_views import ProgressView
from generator.site.sharing import ShareView
from generator.site.views import AlignmentView, ContactView, Fact, Link, RecognitionView
from generator.site.worth import RecognizerWorth


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Evidence as it was signed."""

    kind: str
    description: str
    narrative: str
    url: str
    digest: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """One rubric criterion with the level reached."""

    name: str
    level: str
    text: str
    met: bool


@dataclass(frozen=True, slots=True)
class EarnedCard:
    """An earned badge on an earner's page."""

    badge: str
    href: str
    image: str
    shown: str
    issuer: str
    awarded: str
    valid_until: str
    withdrawn: bool
    verdict: str
    """For what somebody else issued: how it was judged."""
    detail: str
    check: str
    """Where the reader can have it checked again."""
    external: bool


@dataclass(frozen=True, slots=True)
class EarnerPage:
    """What one person chose to show."""

    title: str
    lead: str
    badges: tuple[EarnedCard, ...]
    elsewhere: tuple[EarnedCard, ...]
    withdrawn: tuple[EarnedCard, ...]
    progress: tuple[ProgressView, ...]
    worth: tuple[RecognizerWorth, ...]
    unlisted: bool


@dataclass(frozen=True, slots=True)
class CredentialPage:
    """One earned badge: the page people share."""

    title: str
    earner: str
    earner_href: str
    badge: Link
    image: str
    shown: str
    result: str
    issuer: Link
    awarded: str
    valid_until: str
    withdrawn: str
    """The sentence that says so, if it was."""
    id: str
    """The credential's own address."""
    site: str
    """Where the whole site says it stands."""
    root: str
    """Where it stands as the page is read."""
    worker: str
    trust: str
    verifier: str
    """The whole answer."""
    command: str
    json: str
    picture: str
    """What to call the picture with the credential in it; none of a withdrawn one."""
    summary: str
    criteria: Markup
    results: tuple[ResultView, ...]
    facts: tuple[Fact, ...]
    evidence: tuple[EvidenceView, ...]
    components: tuple[Link, ...]
    alignments: tuple[AlignmentView, ...]
    honored: tuple[RecognitionView, ...]
    share: ShareView | None
    """None where nothing of the kind may be offered."""
    contact: ContactView
    help: Link
    script: str


@dataclass(frozen=True, slots=True)
class StubPage:
    """The old address of a badge that was reissued."""

    href: str
    canonical: str
