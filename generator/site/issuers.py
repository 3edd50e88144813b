"""An issuer's page: who they are, how to tell them from a look-alike, and, on paper, a profile.

As a school's profile travels with a transcript: what the program is, how it assesses, how
many try and earn. Every number stands for at least ten people who are public, or is stated
by the issuer.
"""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from generator.model import addresses
from generator.model.badge import Badge, Level
from generator.model.issuer import Issuer, Key, KeyUse
from generator.model.rigor import Mark, marks
from generator.openbadges.did_web import did_place, document_url
from generator.site import words
from generator.site.attempts import LEAST
from generator.site.cards import badge_card, contact_view, logo_path, pathway_link
from generator.site.links import Place
from generator.site.prose import prose
from generator.site.scene import Scene
from generator.site.views import BadgeCard, ContactView, Fact, Link

_ASSESSED = {
    Mark.PUBLIC_RUBRIC: "The rubric that assessors use is public",
    Mark.REQUIRED_EVIDENCE: "Evidence has to be handed in",
    Mark.INDEPENDENT_ASSESSOR: "The assessor is never the earner\u2019s own teacher or supervisor",
    Mark.ASSESSOR_HOLDS_BADGE: "The assessor holds the badge",
    Mark.REASSESSMENT: "Whoever does not pass may try again",
}


@dataclass(frozen=True, slots=True)
class KeyView:
    """One key with its time."""

    fingerprint: str
    """The whole public key, as the identity document lists it."""
    state: str
    when: str
    """And what follows for what it signed."""
    note: str


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """How many tried and earned in one period, as the issuer states."""

    period: str
    tried: str
    earned: str


@dataclass(frozen=True, slots=True)
class IssuerPage:
    """An issuer in full."""

    name: str
    summary: str
    logo: str
    description: Markup
    facts: tuple[Fact, ...]
    recognized_by: tuple[str, ...]
    place: str
    """What the verifier shows as the signer: a host and a path."""
    identity: str
    """The address of the document that lists the keys."""
    page: str
    """This page's own address."""
    keys: tuple[KeyView, ...]
    awards: tuple[Fact, ...]
    assessed: tuple[str, ...]
    earned: str
    outcomes: tuple[OutcomeView, ...]
    badges: tuple[BadgeCard, ...]
    pathways: tuple[Link, ...]
    others: tuple[Link, ...]
    """The other issuers of the site."""
    contact: ContactView
    json: str
    did_json: str


def issuer_page(scene: Scene, issuer: Issuer) -> IssuerPage:
    """Who awards badges, which, how, and by what authority."""
    catalog, config = scene.catalog, scene.config
    path = addresses.issuer_page("", issuer.slug)
    here = Place(path)
    badges = [each for each in catalog.badges.values() if each.issuer == issuer.slug]
    pathways = [each for each in catalog.pathways.values() if each.issuer == issuer.slug]
    offered = [each for each in badges if not each.is_retired]
    did = addresses.issuer_did(config, issuer)
    return IssuerPage(
        name=issuer.name,
        summary=issuer.summary,
        logo=here.to(logo_path(path, issuer.logo)) if issuer.logo else "",
        description=prose(issuer.description) if issuer.description else Markup(),
        facts=_facts(issuer),
        recognized_by=issuer.recognized_by,
        place=did_place(did),
        identity=document_url(did),
        page=config.base_url + path,
        keys=tuple(_key(each) for each in reversed(issuer.keys)),
        awards=_awards(offered, len(pathways)),
        assessed=tuple(_assessed(offered)),
        earned=_earned(scene, issuer),
        outcomes=tuple(
            OutcomeView(each.period, f"{each.tried:,}", f"{each.earned:,}")
            for each in issuer.outcomes
        ),
        badges=tuple(badge_card(scene, badge, here) for badge in badges),
        pathways=tuple(pathway_link(pathway, here) for pathway in pathways),
        others=tuple(
            Link(each.name, here.to(addresses.issuer_page("", each.slug)), each.summary)
            for each in catalog.issuers.values()
            if each.slug != issuer.slug
        ),
        contact=contact_view(issuer.contact),
        json="issuer.json",
        did_json=here.to(addresses.did_path(config, issuer)),
    )


def _facts(issuer: Issuer) -> tuple[Fact, ...]:
    facts = [Fact("Website", issuer.url, issuer.url)]
    place = ", ".join(part for part in (issuer.region, issuer.country) if part)
    if place:
        facts.append(Fact("Place", place))
    if issuer.signatory is not None:
        facts.append(Fact("Signs for it", f"{issuer.signatory.name}, {issuer.signatory.title}"))
    return tuple(facts)


def _key(key: Key) -> KeyView:
    start = words.long_date(key.created)
    when = f"{start} to {words.long_date(key.retired)}" if key.retired else f"since {start}"
    said = [f"{when}, for withdrawal lists only" if key.use is KeyUse.STATUS else when]
    if key.compromised is not None:
        said.append(f"Known to be stolen since {words.long_date(key.compromised)}")
        said.append("What it signed counts where the issuer has confirmed it with another key")
    elif key.retired is not None:
        said.append("What it signed in that time stays good")
    state = "Withdrawn" if key.compromised else "Retired" if key.retired else "In use"
    return KeyView(key.public_key, state, ". ".join(said), key.note or "")


def _awards(offered: list[Badge], pathways: int) -> tuple[Fact, ...]:
    """What can be earned at present."""
    facts = [Fact("Badges", str(len(offered)))]
    levels = Counter(each.level for each in offered)
    facts += [
        Fact(f"of them {words.LEVEL[each]}", str(levels[each])) for each in Level if levels[each]
    ]
    if pathways:
        facts.append(Fact("Pathways", str(pathways)))
    hours = sorted(each.hours for each in offered if each.hours is not None)
    if hours:
        low, high = hours[0], hours[-1]
        span = words.counted(high, "hour")
        low_words = words.counted(low, "hour").split()[0]
        facts.append(Fact("Effort of a badge", span if low == high else f"{low_words} to {span}"))
    return tuple(facts)


def _assessed(offered: list[Badge]) -> list[str]:
    """How many of the badges state each rule."""
    stated = Counter(mark for badge in offered for mark, has in marks(badge).items() if has)
    return [
        f"{text}: {_of(stated[mark], len(offered))}." for mark, text in _ASSESSED.items() if offered
    ]


def _of(count: int, whole: int) -> str:
    if count == whole:
        return "every badge" if whole > 1 else "its one badge"
    return f"{count} of {words.counted(whole, 'badge')}" if count else "no badge"


def _earned(scene: Scene, issuer: Issuer) -> str:
    """People who show one publicly; fewer than ten are not counted."""
    people = scene.counts.people.get(issuer.slug, 0)
    few = people < LEAST
    return f"{'Fewer than ten' if few else people} people show a badge of theirs publicly."
