"""The home page, and the page that tells how to check a badge."""

from generator.model import addresses
from generator.model.badge import Badge
from generator.site import words
from generator.site.cards import badge_card, contact_view, honors_views
from generator.site.links import Place
from generator.site.scene import Scene
from generator.site.views import Door, Fact, FeaturedBadge, HomePage, Link, VerifyPage

VERIFY = "verify/"
_FEATURED = 3
_NAMED = 3


def home_page(scene: Scene) -> HomePage:
    """One sentence, four doors, a few badges, and who runs this."""
    here = Place("")
    config, catalog = scene.config, scene.catalog
    counts = (
        (words.counted(len(catalog.badges), "badge"), "badges/"),
        (words.counted(len(catalog.pathways), "pathway"), "pathways/"),
        ("Who awards them", "issuers/"),
        ("Who honors them", "recognizers/"),
    )
    return HomePage(
        title=config.site_name,
        statement=config.home.statement,
        doors=(
            Door(
                "Find a badge to earn", "What it takes, and what it is worth.", here.to("badges/")
            ),
            Door(
                "I earned one: how do I share it?",
                "Your link, your file, and where they go.",
                here.to(_authored(scene, "share", f"{VERIFY}#share")),
            ),
            Door(
                "Someone showed me one: check it",
                "Is it genuine, is it current, what does it stand for?",
                here.to(_authored(scene, "check", VERIFY)),
            ),
            Door(
                "We\u2019d like to honor these",
                "Pay, hours, credit, an interview: what others give.",
                here.to(_authored(scene, "honor", "recognizers/")),
            ),
        ),
        featured=tuple(_featured(scene, badge, here) for badge in _choice(scene)),
        counts=tuple(Link(text, here.to(path)) for text, path in counts),
        run_by=contact_view(config.home.run_by),
    )


def verify_page(scene: Scene) -> VerifyPage:
    """How to check a badge until the reader's browser can."""
    here = Place(VERIFY)
    example = addresses.credential_page(scene.config.base_url, "…")
    return VerifyPage(
        command=f"badgepress verify {example}",
        trust="trust.json",
        known=tuple(
            Fact(issuer.name, f"since {words.long_date(issuer.since)}")
            for issuer in scene.catalog.trust.issuers
        ),
        share=Link("How to share a badge", _help(scene, "share", here)),
        check=Link("More about checking a badge", _help(scene, "check", here)),
    )


def _authored(scene: Scene, name: str, otherwise: str) -> str:
    """The authored page of that name, where the catalog has one."""
    return f"{name}/" if f"{name}.md" in scene.catalog.pages else otherwise


def _help(scene: Scene, name: str, here: Place) -> str:
    path = _authored(scene, name, "")
    return here.to(path) if path else ""


def _choice(scene: Scene) -> tuple[Badge, ...]:
    """The badges the site's keeper chose; without a choice, those most honored."""
    badges = scene.catalog.badges
    if scene.config.home.featured:
        return tuple(badges[slug] for slug in scene.config.home.featured)
    honors = scene.relations.honors_of_badge
    ranked = sorted(
        (badge for badge in badges.values() if honors.get(badge.slug)),
        key=lambda badge: (-len(honors[badge.slug]), badge.slug),
    )
    return tuple(ranked[:_FEATURED])


def _featured(scene: Scene, badge: Badge, here: Place) -> FeaturedBadge:
    honors, _ = honors_views(scene, scene.relations.honors_of_badge.get(badge.slug, ()), here)
    more = len(honors) - _NAMED
    return FeaturedBadge(
        badge=badge_card(scene, badge, here),
        honors=honors[:_NAMED],
        more=f"and {words.spelled(more)} more" if more > 0 else "",
    )
