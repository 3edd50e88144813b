"""The home page."""

from generator.model import addresses
from generator.model.badge import Badge
from generator.site import words
from generator.site.cards import badge_card, contact_view, honors_views
from generator.site.links import Place
from generator.site.scene import Scene
from generator.site.views import Door, FeaturedBadge, HomePage, Link

_FEATURED = 3
_NAMED = 3


def home_page(scene: Scene) -> HomePage:
    """One sentence, four doors, a few badges, and who runs this."""
    here = Place("")
    config, catalog = scene.config, scene.catalog
    verifier = addresses.verifier("")
    counts = [(words.counted(len(catalog.badges), "badge"), "badges/")]
    if catalog.pathways:
        counts.append((words.counted(len(catalog.pathways), "pathway"), "pathways/"))
    counts.append(("Who awards them", "issuers/"))
    if catalog.recognizers:
        counts.append(("Who honors them", "recognizers/"))
    featured = tuple(_featured(scene, badge, here) for badge in _choice(scene))
    worth = any(each.honors for each in featured)
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
                here.to(scene.authored("share", otherwise=verifier)),
            ),
            Door(
                "Someone showed me one: check it",
                "Is it genuine, is it current, what does it stand for?",
                here.to(scene.authored("check", otherwise=verifier)),
            ),
            Door(
                "We\u2019d like to honor these",
                "Pay, hours, credit, an interview: what others give.",
                here.to(scene.authored("honor", otherwise="recognizers/")),
            ),
        ),
        featured_title="Badges, and what they are worth" if worth else "Badges",
        featured=featured,
        counts=tuple(Link(text, here.to(path)) for text, path in counts),
        run_by=contact_view(config.home.run_by),
    )


def _choice(scene: Scene) -> tuple[Badge, ...]:
    """The badges the site's keeper chose; else of those one can earn the most honored."""
    badges = scene.catalog.badges
    if scene.config.home.featured:
        return tuple(badges[slug] for slug in scene.config.home.featured)
    honors = scene.relations.honors_of_badge
    ranked = sorted(
        (badge for badge in badges.values() if not badge.is_retired),
        key=lambda badge: (-len(honors.get(badge.slug, ())), badge.slug),
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
