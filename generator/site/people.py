"""Pages of people: an earner's, and each earned badge's. Only what was signed is shown."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote

from generator.model import addresses
from generator.model.badge import EvidenceKind
from generator.model.earner import Earner, Visibility
from generator.openbadges.reading import SignedFacts
from generator.site import words
from generator.site.cards import badge_path, contact_view, honors_views, image_path
from generator.site.links import Place, is_web_address
from generator.site.person_views import (
    CredentialPage,
    EarnedCard,
    EarnerPage,
    EvidenceView,
    ResultView,
)
from generator.site.progress_views import progress_views
from generator.site.prose import prose
from generator.site.scene import Published, PublishedElsewhere, Scene
from generator.site.sharing import share_view
from generator.site.views import AlignmentView, Fact, Link
from generator.site.worth import worth_views
from generator.verify.report import Verdict

_VERDICTS = {
    Verdict.VERIFIED: "Checked: genuine and current",
    Verdict.UNTRUSTED: "Genuine signature by an issuer we do not know",
    Verdict.UNCONFIRMED: "We could not check everything",
}
_IN_FRAGMENT = "/:?@!$&'()*+,;=~"  # RFC 3986, section 3.5; a "%" is written as "%25"
_EVIDENCE = {kind.value: label for kind, label in words.EVIDENCE.items()}
_MEASURES = (("ext:LearningHours", "Hours"), ("ext:CEU", "Continuing education units"))


def earner_path(earner: Earner) -> str:
    """The address of an earner's page; an unlisted one's cannot be guessed."""
    return addresses.earner_page("", earner.page_address)


def has_card(earner: Earner) -> bool:
    """Whether a shared address may show more than itself: adults who are public."""
    return earner.visibility is Visibility.PUBLIC and not earner.is_minor


def signed_name(scene: Scene, earner: Earner) -> str:
    """The name as it was last signed, by us or else by others, in the form consented to."""
    own = scene.earned.get(earner.slug, ())
    if own:
        return next((each for each in own if not each.is_withdrawn), own[0]).facts.earner
    names = (each.facts.earner for each in scene.earned_elsewhere.get(earner.slug, ()))
    return next((name for name in names if name and name == earner.page_name), "")


def earner_page(scene: Scene, earner: Earner) -> EarnerPage:
    """The page of one person who agreed to have one."""
    here = Place(earner_path(earner))
    cards = [_earned_card(scene, each, here) for each in scene.earned.get(earner.slug, ())]
    elsewhere = tuple(
        _elsewhere_card(each, here) for each in scene.earned_elsewhere.get(earner.slug, ())
    )
    standing = tuple(card for card in cards if not card.withdrawn)
    count = len(standing) + sum(not card.withdrawn for card in elsewhere)
    return EarnerPage(
        title=signed_name(scene, earner) or "Earned badges",
        lead=f"{words.spelled(count).capitalize()} earned {'badge' if count == 1 else 'badges'}, "
        "each signed by the organization that awarded it.",
        badges=standing,
        elsewhere=elsewhere,
        withdrawn=tuple(card for card in cards if card.withdrawn),
        progress=progress_views(scene, earner.slug, here),
        worth=worth_views(scene, scene.earned.get(earner.slug, ()), here),
        unlisted=earner.visibility is Visibility.UNLISTED,
    )


def credential_page(scene: Scene, published: Published) -> CredentialPage:
    """The page of one earned badge."""
    here = Place(addresses.credential_page("", published.token))
    facts, row = published.facts, published.row
    badge = scene.catalog.badges[row.badge]
    issuer = scene.catalog.issuers[row.issuer]
    honored, _ = honors_views(
        scene,
        scene.relations.honors_of_badge.get(row.badge, ()),
        here,
        about=badge_path(row.badge),
    )
    help_page = scene.authored("check")
    image = here.to(image_path(badge))
    return CredentialPage(
        title=f"{facts.badge} — {facts.earner}" if facts.earner else facts.badge,
        earner=facts.earner,
        earner_href=here.to(earner_path(published.earner)),
        badge=Link(facts.badge, here.to(badge_path(row.badge))),
        image=image,
        shown=facts.shown,
        result=result_words(facts),
        issuer=Link(facts.issuer_name, here.to(addresses.issuer_page("", row.issuer))),
        awarded=words.long_date(facts.awarded) if facts.awarded else "",
        valid_until=words.long_date(facts.valid_until) if facts.valid_until else "",
        withdrawn=f"{facts.issuer_name} awarded this badge and has since withdrawn it."
        if published.is_withdrawn
        else "",
        id=facts.id,
        site=scene.config.base_url,
        root=here.to(""),
        worker=here.to("assets/js/verifier.js"),
        trust=here.to(addresses.trust_list("")),
        verifier=_verifier(facts.id, here),
        command=f"badgepress verify {facts.id}",
        json="credential.json",
        picture="" if published.is_withdrawn else f"{row.badge}{PurePosixPath(image).suffix}",
        summary=facts.badge_description,
        criteria=prose(facts.criteria, base=here.to(badge_path(row.badge))),
        results=tuple(
            ResultView(each.name, each.level, each.level_description, each.met is not False)
            for each in facts.criteria_results
        ),
        facts=_facts(facts),
        evidence=tuple(_evidence(facts)),
        components=_components(scene, published, here),
        alignments=tuple(
            AlignmentView(
                each.framework, each.code, each.name, each.url if is_web_address(each.url) else ""
            )
            for each in facts.alignments
        ),
        honored=() if published.is_withdrawn else honored,
        share=share_view(
            published, base_url=scene.config.base_url, image=image_path(badge), here=here
        ),
        contact=contact_view(issuer.contact),
        help=Link("How to check a badge", here.to(help_page) if help_page else ""),
        script=here.to("assets/js/credential.js"),
    )


def _verifier(credential: str, here: Place) -> str:
    """The site's verifier, about to check the credential at that address."""
    if not credential.startswith("https://"):
        return ""
    return f"{here.to(addresses.verifier(''))}#u={quote(credential, safe=_IN_FRAGMENT)}"


def result_words(facts: SignedFacts) -> str:
    """Met all 4 criteria."""
    judged = [each for each in facts.criteria_results if each.met is not None]
    met = sum(each.met is True for each in judged)
    if not judged:
        return ""
    if met < len(judged):
        return f"Met {met} of {words.counted(len(judged), 'criterion', 'criteria')}"
    return {1: "Met the one criterion", 2: "Met both criteria"}.get(
        len(judged), f"Met all {len(judged)} criteria"
    )


def _facts(facts: SignedFacts) -> tuple[Fact, ...]:
    rows = [Fact(label, value) for kind, label in _MEASURES if (value := facts.measure(kind))]
    if facts.assessor:
        rows.append(Fact("Assessed by", facts.assessor))
    if facts.started is not None and facts.ended is not None:
        rows.append(
            Fact(
                "Worked on it",
                f"{words.long_date(facts.started)} to {words.long_date(facts.ended)}",
            )
        )
    if facts.signed_at is not None:
        rows.append(Fact("Signed on", words.long_date(facts.signed_at)))
    if facts.badge_version:
        rows.append(Fact("Version of the badge", facts.badge_version))
    return tuple(rows)


def _evidence(facts: SignedFacts) -> Iterator[EvidenceView]:
    for each in facts.evidence:
        yield EvidenceView(
            kind=_EVIDENCE.get(each.kind, _EVIDENCE[EvidenceKind.OTHER.value]),
            description=each.description,
            narrative=each.narrative,
            url=each.url if is_web_address(each.url) else "",
            digest=each.digest,
        )


def _components(scene: Scene, published: Published, here: Place) -> tuple[Link, ...]:
    """The badges of a stack: ours by name where they are published, else not named."""
    return tuple(_component(scene, url, here) for url in published.facts.components)


def _component(scene: Scene, url: str, here: Place) -> Link:
    token = url.removesuffix("/credential.json").rpartition("/")[2]
    ours = scene.published.get(token)
    if ours is None or url != addresses.credential(scene.config.base_url, token):
        return Link("An earned badge", url if is_web_address(url) else "")
    return Link(ours.facts.badge, here.to(addresses.credential_page("", token)))


def _earned_card(scene: Scene, published: Published, here: Place) -> EarnedCard:
    facts = published.facts
    badge = scene.catalog.badges[published.row.badge]
    return EarnedCard(
        badge=facts.badge,
        href=here.to(addresses.credential_page("", published.token)),
        image=here.to(image_path(badge)),
        shown=f"Showed: {facts.shown}" if facts.shown else "",
        issuer=facts.issuer_name,
        awarded=words.long_date(facts.awarded) if facts.awarded else "",
        valid_until=words.long_date(facts.valid_until) if facts.valid_until else "",
        withdrawn=published.is_withdrawn,
        verdict="",
        detail="",
        check="",
        external=False,
    )


def _elsewhere_card(each: PublishedElsewhere, here: Place) -> EarnedCard:
    facts = each.facts
    awarded = facts.awarded or facts.valid_from
    day = words.long_date(each.adopted.record.at)
    if each.is_withdrawn:
        verdict = "Withdrawn by its issuer"
    elif each.report.verdict is Verdict.INVALID:
        verdict = each.report.deciding.detail.removesuffix(".")
    else:
        verdict = _VERDICTS[each.report.verdict]
    return EarnedCard(
        badge=facts.badge,
        href=facts.id if is_web_address(facts.id) else "",
        image="",
        shown=facts.shown or facts.badge_description,
        issuer=facts.issuer_name,
        awarded=words.long_date(awarded) if awarded else "",
        valid_until=words.long_date(facts.valid_until) if facts.valid_until else "",
        withdrawn=each.is_withdrawn,
        verdict=verdict,
        detail=f"Judged by its issuer\u2019s documents of {day}.",
        check=_verifier(facts.id, here),
        external=True,
    )
