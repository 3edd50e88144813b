"""Pages of people: an earner's, and each earned badge's. Only what was signed is shown."""

from pathlib import PurePosixPath

from generator.model import addresses
from generator.model.earner import Earner, Visibility
from generator.openbadges.reading import SignedFacts
from generator.site import words
from generator.site.cards import badge_path, contact_view, honors_views, image_path
from generator.site.cast import Cast, Published
from generator.site.links import Place, is_web_address
from generator.site.person_views import CredentialPage, EarnerPage
from generator.site.progress_views import progress_views
from generator.site.prose import prose
from generator.site.sharing import earner_share, share_view
from generator.site.signed_views import (
    evidence_views,
    result_views,
    result_words,
    verifier_link,
    work_facts,
)
from generator.site.teams import team_view
from generator.site.transcript import COLUMNS, Earned, transcript, transcript_facts, withdrawn_link
from generator.site.views import AlignmentView, Fact, Link, RecognitionView
from generator.site.worth import worth_views

MOST_HONORS = 4
"""Told in full on an earned badge's page; the badge's own page tells of all."""


def earner_path(earner: Earner) -> str:
    """The address of an earner's page; an unlisted one's cannot be guessed."""
    return addresses.earner_page("", earner.page_address)


def has_card(earner: Earner) -> bool:
    """Whether a shared address may show more than itself: adults who are public."""
    return earner.visibility is Visibility.PUBLIC and not earner.is_minor


def signed_name(cast: Cast, earner: Earner) -> str:
    """The name as it was last signed, by us or else by others, in the form consented to."""
    own = cast.earned.get(earner.slug, ())
    if own:
        return next((each for each in own if not each.is_withdrawn), own[0]).facts.earner
    names = (each.facts.earner for each in cast.earned_elsewhere.get(earner.slug, ()))
    return next((name for name in names if name and name == earner.page_name), "")


def earner_page(cast: Cast, earner: Earner) -> EarnerPage:
    """The page of one person who agreed to have one."""
    path = earner_path(earner)
    here = Place(path)
    own = cast.earned.get(earner.slug, ())
    every: tuple[Earned, ...] = (*own, *cast.earned_elsewhere.get(earner.slug, ()))
    standing = tuple(each for each in every if not each.is_withdrawn)
    told = transcript(cast, standing, here)
    pathways = progress_views(cast, earner.slug, here, told.references)
    on_a_pathway = {link for each in pathways for link in each.done}
    return EarnerPage(
        title=signed_name(cast, earner) or "Earned badges",
        lead=_lead(len(standing)),
        site_name=cast.config.site_name,
        facts=transcript_facts(cast, own, pathways),
        columns=COLUMNS,
        years=told.years,
        pathways=pathways,
        on_no_pathway=tuple(link for link in told.references.values() if link not in on_a_pathway),
        competencies=told.competencies,
        without_competency=told.without_competency,
        worth=worth_views(cast, own, here),
        withdrawn=tuple(withdrawn_link(each, here) for each in every if each.is_withdrawn),
        unlisted=earner.visibility is Visibility.UNLISTED,
        downloads=_downloads(cast, earner, here),
        address=cast.config.base_url + path,
        share=earner_share(earner, cast.config.base_url + path) if standing else None,
        script=here.to("assets/js/transcript.js"),
    )


def _downloads(cast: Cast, earner: Earner, here: Place) -> tuple[Link, ...]:
    if earner.slug not in cast.records:
        return ()
    record = addresses.learner_record("", earner.page_address)
    label = "All badges earned here in one signed file (Comprehensive Learner Record 2.0)"
    return (Link(label, here.to(record)),)


def _lead(count: int) -> str:
    if not count:
        return "Every badge on this page was withdrawn by the organization that awarded it."
    return (
        f"{words.spelled(count).capitalize()} earned {'badge' if count == 1 else 'badges'}, "
        "each signed by the organization that awarded it."
    )


def credential_page(cast: Cast, published: Published) -> CredentialPage:
    """The page of one earned badge."""
    here = Place(addresses.credential_page("", published.token))
    facts, row = published.facts, published.row
    badge = cast.catalog.badges[row.badge]
    issuer = cast.catalog.issuers[row.issuer]
    honored = _honored(cast, row.badge, here) if published.is_current else ()
    help_page = cast.authored("check")
    image = here.to(image_path(badge))
    return CredentialPage(
        title=f"{facts.badge} — {facts.earner}" if facts.earner else facts.badge,
        earner=facts.earner,
        earner_href=here.to(earner_path(published.earner)),
        badge=Link(facts.badge, here.to(badge_path(row.badge))),
        image=image,
        shown=facts.shown,
        team=team_view(cast, published, here),
        result=result_words(facts),
        issuer=Link(facts.issuer_name, here.to(addresses.issuer_page("", row.issuer))),
        awarded=words.long_date(facts.awarded) if facts.awarded else "",
        valid_until=words.long_date(facts.valid_until) if facts.valid_until else "",
        withdrawn=f"{facts.issuer_name} awarded this badge and has since withdrawn it."
        if published.is_withdrawn
        else "",
        id=facts.id,
        site=cast.config.base_url,
        root=here.to(""),
        worker=here.to("assets/js/verifier.js"),
        trust=here.to(addresses.trust_list("")),
        verifier=verifier_link(facts.id, here),
        command=f"badgepress verify {facts.id}",
        json="credential.json",
        picture="" if published.is_withdrawn else f"{row.badge}{PurePosixPath(image).suffix}",
        summary=facts.badge_description,
        criteria=prose(facts.criteria, base=here.to(badge_path(row.badge))),
        results=result_views(facts),
        facts=_facts(facts),
        evidence=evidence_views(facts),
        components=_components(cast, published, here),
        alignments=tuple(
            AlignmentView(
                each.framework, each.code, each.name, each.url if is_web_address(each.url) else ""
            )
            for each in facts.alignments
        ),
        honored=honored[:MOST_HONORS],
        more_honors=_more_honors(len(honored), f"{here.to(badge_path(row.badge))}#honors"),
        share=share_view(published, base_url=cast.config.base_url, image=image_path(badge)),
        contact=contact_view(issuer.contact),
        help=Link("How to check a badge", here.to(help_page) if help_page else ""),
        script=here.to("assets/js/credential.js"),
    )


def _honored(cast: Cast, badge: str, here: Place) -> tuple[RecognitionView, ...]:
    """Who honors a badge; links from one page of an earned badge are those from any other."""
    if badge not in cast.honored:
        honors = cast.relations.honors_of_badge.get(badge, ())
        cast.honored[badge], _ = honors_views(cast, honors, here, about=badge_path(badge))
    return cast.honored[badge]


def _more_honors(count: int, href: str) -> Link:
    more = count - MOST_HONORS
    return Link(
        f"{words.counted(more, 'more statement')} about this badge" if more > 0 else "", href
    )


def _facts(facts: SignedFacts) -> tuple[Fact, ...]:
    rows = [*work_facts(facts)]
    if facts.signed_at is not None:
        rows.append(Fact("Signed on", words.long_date(facts.signed_at)))
    if facts.badge_version:
        rows.append(Fact("Version of the badge", facts.badge_version))
    return tuple(rows)


def _components(cast: Cast, published: Published, here: Place) -> tuple[Link, ...]:
    """The badges of a stack: ours by name where they are published, else not named.

    One that was reissued since leads to what took its place.
    """
    return tuple(_component(cast, url, here) for url in published.facts.components)


def _component(cast: Cast, url: str, here: Place) -> Link:
    token = url.removesuffix("/credential.json").rpartition("/")[2]
    if url != addresses.credential(cast.config.base_url, token):
        return Link("An earned badge", url if is_web_address(url) else "")
    ours = cast.published.get(cast.replaced_by.get(token, token))
    if ours is None:
        return Link("An earned badge")
    return Link(ours.facts.badge, here.to(addresses.credential_page("", ours.token)))
