"""One sheet of paper about a badge or a pathway, to hang up or hand out.

Texts are cut and lists shortened so that a sheet is enough; the code on it leads to the rest.
"""

from dataclasses import dataclass

from generator.model import addresses
from generator.model.badge import Badge
from generator.model.pathway import Pathway
from generator.site import words
from generator.site.cards import audience_words, badge_path, honors_views, image_path
from generator.site.links import Place
from generator.site.pathways import pathway_page
from generator.site.qr import QrCode, qr_code
from generator.site.relations import Honor
from generator.site.scene import Scene
from generator.site.views import StageView

_MOST_ASKED, _MOST_HONORS, _MOST_LETTERS = 5, 4, 120


@dataclass(frozen=True, slots=True)
class PosterPage:
    """What the sheet says."""

    kicker: str
    name: str
    image: str
    summary: str
    asked: tuple[str, ...]
    judged: str
    honors: tuple[str, ...]
    issuer: str
    address: str
    """Of the page it leads to, in full."""
    qr: QrCode
    back: str


def poster_path(page: str) -> str:
    """Where the poster of the page at that path stands."""
    return f"{page}poster/"


def badge_poster(scene: Scene, badge: Badge) -> PosterPage:
    """What it is, what it takes, who honors it."""
    page = badge_path(badge.slug)
    here = Place(poster_path(page))
    hours = f"about {words.counted(badge.hours, 'hour')}" if badge.hours is not None else ""
    asked = [f"{words.EVIDENCE[each.kind]}: {each.description}" for each in badge.evidence]
    criteria = tuple(each.name for each in badge.rubric.criteria) if badge.rubric else ()
    return PosterPage(
        kicker=_dotted("Badge", words.LEVEL[badge.level], f"for {audience_words(badge)}", hours),
        name=badge.name,
        image=here.to(image_path(badge)),
        summary=_short(badge.summary),
        asked=_first(asked, _MOST_ASKED),
        judged=_short(words.listed(criteria)),
        honors=_honors(scene, scene.relations.honors_of_badge.get(badge.slug, ()), here),
        issuer=scene.catalog.issuers[badge.issuer].name,
        address=scene.config.base_url + page,
        qr=qr_code(scene.config.base_url + page),
        back=here.to(page),
    )


def pathway_poster(scene: Scene, pathway: Pathway) -> PosterPage:
    """The same of a pathway; what it takes is its stages."""
    page = addresses.pathway_page("", pathway.slug)
    here = Place(poster_path(page))
    awarded = scene.catalog.badges[pathway.awards] if pathway.awards else None
    stages = [_stage(each) for each in pathway_page(scene, pathway).stages]
    return PosterPage(
        kicker=_dotted("Pathway", f"for {audience_words(pathway)}"),
        name=pathway.name,
        image=here.to(image_path(awarded)) if awarded else "",
        summary=_short(pathway.summary),
        asked=_first(stages, _MOST_ASKED),
        judged="",
        honors=_honors(scene, scene.relations.honors_of_pathway.get(pathway.slug, ()), here),
        issuer=scene.catalog.issuers[pathway.issuer].name,
        address=scene.config.base_url + page,
        qr=qr_code(scene.config.base_url + page),
        back=here.to(page),
    )


def _stage(stage: StageView) -> str:
    rule = stage.step
    parts = "; ".join(part.title for part in rule.steps)
    whole = f"{rule.title}: {parts}" if parts else rule.title
    return f"{stage.name} \u2014 {whole}" if stage.name else whole


def _honors(scene: Scene, honors: tuple[Honor, ...], here: Place) -> tuple[str, ...]:
    standing, _ = honors_views(scene, honors, here)
    return _first([f"{each.who.name}: {each.text}" for each in standing], _MOST_HONORS)


def _first(lines: list[str], most: int) -> tuple[str, ...]:
    """The first of them, and how many are left out."""
    shown = [_short(line) for line in lines[:most]]
    more = len(lines) - len(shown)
    return (*shown, *((f"and {words.spelled(more)} more",) if more else ()))


def _short(text: str) -> str:
    if len(text) <= _MOST_LETTERS:
        return text
    return f"{text[:_MOST_LETTERS].rpartition(' ')[0] or text[:_MOST_LETTERS]}\u2026"


def _dotted(*parts: str) -> str:
    return " \u00b7 ".join(part for part in parts if part)
