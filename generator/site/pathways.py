"""A pathway's own page: what it asks for as a tree, which is both list and diagram."""

from markupsafe import Markup

from generator.model import addresses
from generator.model.catalog import Catalog
from generator.model.effort import Effort, effort
from generator.model.pathway import (
    AnyRule,
    ChooseRule,
    HoursRule,
    Pathway,
    PathwayRule,
    Rule,
    Stage,
    badges_in,
    parts_of,
)
from generator.model.progress import badges_asked
from generator.openbadges.achievement import number
from generator.site import words
from generator.site.cards import (
    audience_words,
    badge_card,
    badge_path,
    honors_views,
    image_path,
    pathway_link,
)
from generator.site.links import Place
from generator.site.prose import prose
from generator.site.scene import Scene
from generator.site.views import Fact, Link, PathwayPage, StageView, Step

LARGE = 60
"""A pathway of more badges is read stage by stage: long groups are folded."""
FOLDED = 12
"""How many parts a group of it may have and stay open."""


def pathway_page(scene: Scene, pathway: Pathway) -> PathwayPage:
    """Everything the catalog knows about `pathway`."""
    here = Place(addresses.pathway_page("", pathway.slug))
    catalog, relations = scene.catalog, scene.relations
    issuer = catalog.issuers[pathway.issuer]
    honors, past_honors = honors_views(
        scene,
        relations.honors_of_pathway.get(pathway.slug, ()),
        here,
        about=addresses.pathway_page("", pathway.slug),
    )
    return PathwayPage(
        name=pathway.name,
        summary=pathway.summary,
        issuer=Link(issuer.name, here.to(addresses.issuer_page("", issuer.slug))),
        audience=audience_words(pathway),
        facts=_facts(scene, pathway),
        description=prose(pathway.description) if pathway.description else Markup(),
        stages=_stages(scene, pathway, here),
        awards=badge_card(scene, catalog.badges[pathway.awards], here) if pathway.awards else None,
        opens=pathway.opens or "",
        opens_badges=tuple(
            Link(each.name, here.to(badge_path(each.slug)))
            for each in relations.badges_requiring.get(pathway.awards or "", ())
        ),
        fold=FOLDED if len(pathway_badges(catalog, pathway)) > LARGE else 0,
        leads_to=_leads_to(scene, pathway, here),
        honors=honors,
        past_honors=past_honors,
        json="pathway.json",
    )


def pathway_badges(catalog: Catalog, pathway: Pathway) -> tuple[str, ...]:
    """Slugs of all badges it names, and of those the pathways in it name, each once."""
    return badges_asked(pathway.requirement, catalog)


def rule_words(rule: Rule, parts: str = "") -> str:
    """What a group asks of its parts, which `parts` names; none: "these"."""
    count = len(parts_of(rule))
    parts = parts or f"these {words.spelled(count)}"
    match rule:
        case HoursRule():
            return f"Badges of at least {words.counted(rule.hours, 'hour')} in all, from {parts}"
        case AnyRule():
            return f"Any one of {parts}"
        case ChooseRule() if rule.choose < count:
            return f"Any {words.spelled(rule.choose)} of {parts}"
    return {1: "This one", 2: "Both of these"}.get(count, f"All {words.spelled(count)} of these")


def _facts(scene: Scene, pathway: Pathway) -> tuple[Fact, ...]:
    size = len(pathway_badges(scene.catalog, pathway))
    facts = [
        Fact("For", audience_words(pathway)),
        Fact("Badges in it", str(size)),
        Fact("Levels", level_words(scene, pathway.requirement)),
        Fact("Hours in all", _all_hours(scene, pathway.requirement)),
    ]
    if pathway.awards is not None:
        facts.append(Fact("Awards", scene.catalog.badges[pathway.awards].name))
    return tuple(fact for fact in facts if fact.value)


def level_words(scene: Scene, rule: Rule) -> str:
    """Foundation, or Foundation to Expert."""
    found = {scene.catalog.badges[slug].level for slug in badges_asked(rule, scene.catalog)}
    ends = [words.LEVEL[level] for level in words.LEVEL if level in found]
    return ends[0] if len(ends) == 1 else f"{ends[0]} to {ends[-1]}"


def _hours(found: Effort) -> str:
    """12 hours, or 12 to 30 hours where one can choose."""
    if not found.most:
        return ""
    most = words.counted(found.most, "hour")
    if found.least == found.most:
        return most
    return f"{number(found.least)} to {most}" if found.least else f"Up to {most}"


def _all_hours(scene: Scene, rule: Rule) -> str:
    """The hours of the whole, with what makes them differ and what is not among them."""
    found = effort(rule, scene.catalog)
    parts = [_hours(found)]
    if found.least != found.most:
        parts.append("by what you choose")
    if found.most and found.unstated:
        parts.append(f"{words.counted(found.unstated, 'badge')} without stated hours not counted")
    return ", ".join(filter(None, parts))


def _leads_to(scene: Scene, pathway: Pathway, here: Place) -> tuple[Link, ...]:
    """Pathways that it is a part of, by itself or by the badge it awards."""
    relations = scene.relations
    found = {
        each.slug: each
        for each in (
            *relations.pathways_with_pathway.get(pathway.slug, ()),
            *relations.pathways_with_badge.get(pathway.awards or "", ()),
        )
    }
    return tuple(pathway_link(found[slug], here) for slug in sorted(found))


def _stages(scene: Scene, pathway: Pathway, here: Place) -> tuple[StageView, ...]:
    if pathway.rule is not None:
        return (StageView("", "", "", _step(scene, pathway.rule, here)),)
    stages = []
    above: set[str] = set()
    for stage in pathway.stages:
        step = _stage(scene, stage, above, here)
        hours = _hours(effort(stage.rule, scene.catalog))
        own = (level_words(scene, stage.rule), hours) if step.steps or not step.group else ()
        note = " · ".join(filter(None, own))
        stages.append(StageView(stage.name, stage.summary or "", note, step))
        above.update(badges_in(stage.rule))
    return tuple(stages)


def _stage(scene: Scene, stage: Stage, above: set[str], here: Place) -> Step:
    """What a stage asks; one that counts all badges of earlier stages lists none again."""
    rule = stage.rule
    if isinstance(rule, HoursRule | ChooseRule) and above == set(rule.of):
        return Step(title=rule_words(rule, "all of the above"), group=True)
    return _step(scene, rule, here)


def _step(scene: Scene, rule: Rule, here: Place) -> Step:
    catalog = scene.catalog
    if isinstance(rule, str):
        badge = catalog.badges[rule]
        parts = [words.LEVEL[badge.level]]
        if badge.hours is not None:
            parts.append(words.counted(badge.hours, "hour"))
        return Step(
            title=badge.name,
            href=here.to(badge_path(badge.slug)),
            image=here.to(image_path(badge)),
            note=", ".join(parts),
        )
    if isinstance(rule, PathwayRule):
        pathway = catalog.pathways[rule.pathway]
        size = len(pathway_badges(catalog, pathway))
        return Step(
            title=pathway.name,
            href=here.to(addresses.pathway_page("", pathway.slug)),
            image=here.to(image_path(catalog.badges[pathway.awards])) if pathway.awards else "",
            pathway=True,
            note=f"Pathway of {words.counted(size, 'badge')}",
        )
    return Step(
        title=rule.name or rule_words(rule),
        note=rule_words(rule) if rule.name else "",
        group=True,
        steps=tuple(_step(scene, part, here) for part in parts_of(rule)),
    )
