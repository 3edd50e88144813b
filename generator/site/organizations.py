"""The pages of issuers and recognizers."""

from markupsafe import Markup

from generator.model import addresses
from generator.model.issuer import Issuer
from generator.model.recognizer import Recognizer
from generator.site import words
from generator.site.cards import badge_card, contact_view, honors_views, logo_path, pathway_link
from generator.site.links import Place
from generator.site.prose import prose
from generator.site.relations import Honor
from generator.site.scene import Scene
from generator.site.views import Fact, OrganizationPage


def issuer_page(scene: Scene, issuer: Issuer) -> OrganizationPage:
    """Who awards badges, which, and by what authority."""
    path = addresses.issuer_page("", issuer.slug)
    here = Place(path)
    did_path = addresses.did_path(scene.config, issuer)
    facts = [Fact("Website", issuer.url, issuer.url)]
    place = ", ".join(part for part in (issuer.region, issuer.country) if part)
    if place:
        facts.append(Fact("Place", place))
    if issuer.signatory is not None:
        facts.append(Fact("Signs for it", f"{issuer.signatory.name}, {issuer.signatory.title}"))
    return OrganizationPage(
        name=issuer.name,
        kind="Awards badges",
        summary=issuer.summary,
        logo=here.to(logo_path(path, issuer.logo)) if issuer.logo else "",
        url=issuer.url,
        description=prose(issuer.description) if issuer.description else Markup(),
        facts=tuple(facts),
        recognized_by=issuer.recognized_by,
        honors=(),
        past_honors=(),
        badges=tuple(
            badge_card(scene, badge, here)
            for badge in scene.catalog.badges.values()
            if badge.issuer == issuer.slug
        ),
        pathways=tuple(
            pathway_link(pathway, here)
            for pathway in scene.catalog.pathways.values()
            if pathway.issuer == issuer.slug
        ),
        contact=contact_view(issuer.contact),
        json="issuer.json",
        did_json=here.to(did_path),
    )


def recognizer_page(scene: Scene, recognizer: Recognizer) -> OrganizationPage:
    """Who honors badges, which, and with what."""
    path = addresses.recognizer_page("", recognizer.slug)
    here = Place(path)
    honors, past_honors = honors_views(
        scene, tuple(Honor(recognizer, each) for each in recognizer.honors), here
    )
    return OrganizationPage(
        name=recognizer.name,
        kind=words.RECOGNIZER[recognizer.kind],
        summary=recognizer.summary,
        logo=here.to(logo_path(path, recognizer.logo)) if recognizer.logo else "",
        url=recognizer.url,
        description=prose(recognizer.description) if recognizer.description else Markup(),
        facts=(Fact("Website", recognizer.url, recognizer.url),),
        recognized_by=(),
        honors=honors,
        past_honors=past_honors,
        badges=(),
        pathways=(),
        contact=contact_view(recognizer.contact),
        json="recognizer.json",
        did_json="did.json" if recognizer.keys else "",
    )
