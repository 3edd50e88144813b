"""What the templates of people's pages get; see `views`."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.site.progress_views import ProgressView
from generator.site.sharing import ShareView
from generator.site.signed_views import EvidenceView, ResultView
from generator.site.teams import TeamView
from generator.site.transcript import Competency, Year
from generator.site.views import AlignmentView, ContactView, Fact, Link, RecognitionView
from generator.site.worth import RecognizerWorth


@dataclass(frozen=True, slots=True)
class EarnerPage:
    """What one person chose to show."""

    title: str
    lead: str
    site_name: str
    facts: tuple[Fact, ...]
    columns: tuple[str, ...]
    """What each entry's facts are, for paper."""
    years: tuple[Year, ...]
    pathways: tuple[ProgressView, ...]
    on_no_pathway: tuple[Link, ...]
    """To entries that count on none."""
    competencies: tuple[Competency, ...]
    without_competency: tuple[Link, ...]
    worth: tuple[RecognizerWorth, ...]
    withdrawn: tuple[Link, ...]
    unlisted: bool
    downloads: tuple[Link, ...]
    """Files of all badges together."""
    address: str
    """In full, for paper."""
    share: ShareView | None
    """None where nothing of the kind may be offered."""
    script: str


@dataclass(frozen=True, slots=True)
class CredentialPage:
    """One earned badge: the page people share."""

    title: str
    earner: str
    earner_href: str
    badge: Link
    image: str
    shown: str
    team: TeamView | None
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
    more_honors: Link
    """Where to read of others; without a name where these are all."""
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
