"""A badge's own page."""

from dataclasses import replace
from datetime import date

from generator.model import addresses
from generator.model.badge import Badge, BadgeType
from generator.model.pathway import Pathway
from generator.openbadges.achievement import number
from generator.site import words
from generator.site.cards import (
    audience_words,
    badge_cards,
    badge_path,
    contact_view,
    honors_views,
    image_path,
    pathway_link,
    rubric_view,
)
from generator.site.links import Place
from generator.site.prose import prose
from generator.site.relations import lasting
from generator.site.rigor import rigor_panel
from generator.site.scene import Scene
from generator.site.views import (
    AlignmentView,
    AskedEvidence,
    BadgePage,
    ChangeView,
    Fact,
    Link,
    NextStep,
)

_TYPES = {
    BadgeType.MICRO_CREDENTIAL: "Micro-credential",
    BadgeType.LEARNING_PROGRAM: "Learning program",
    BadgeType.COMMUNITY_SERVICE: "Community service",
    BadgeType.CO_CURRICULAR: "Co-curricular",
}


def badge_page(scene: Scene, badge: Badge) -> BadgePage:
    """Everything the catalog knows about `badge`."""
    here = Place(badge_path(badge.slug))
    catalog, relations = scene.catalog, scene.relations
    issuer = catalog.issuers[badge.issuer]
    retired = badge.is_retired
    successor = catalog.badges[badge.successor] if badge.successor else None
    honors, past_honors = honors_views(
        scene, relations.honors_of_badge.get(badge.slug, ()), here, about=badge_path(badge.slug)
    )
    signatory = badge.signatory or issuer.signatory
    return BadgePage(
        name=badge.name,
        summary=badge.summary,
        image=here.to(image_path(badge)),
        issuer=Link(issuer.name, here.to(addresses.issuer_page("", issuer.slug))),
        level=words.LEVEL[badge.level],
        audience=audience_words(badge),
        kind=_TYPES.get(badge.type, badge.type.value),
        topics=badge.topics,
        retired=retired,
        successor=Link(successor.name, here.to(badge_path(successor.slug))) if successor else None,
        facts=_facts(badge),
        description=prose(badge.description),
        criteria=prose(badge.criteria),
        rubric=rubric_view(badge.rubric) if badge.rubric else None,
        evidence=tuple(
            AskedEvidence(words.EVIDENCE[each.kind], each.description, each.example or "")
            for each in badge.evidence
        ),
        assessors=_assessors(badge),
        rigor=rigor_panel(badge, scene.today),
        requires=badge_cards(scene, badge.requires, here),
        leads_to=tuple(
            Link(each.name, here.to(badge_path(each.slug)))
            for each in relations.badges_requiring.get(badge.slug, ())
        ),
        earn=_earn(badge, scene.today),
        next_step=_next_step(scene, badge, here),
        honors=honors,
        past_honors=past_honors,
        unhonored=_unhonored(scene, badge),
        pathways=_pathways(scene, badge, here),
        alignments=tuple(
            AlignmentView(each.framework, each.code or "", each.name, each.url)
            for each in badge.alignments
        ),
        research=tuple(Link(each.citation, each.url or "") for each in badge.research),
        questions=badge.questions,
        holders=words.at_least_few(scene.counts.holders.get(badge.slug, 0), "person", "people"),
        attempts=attempts.told() if (attempts := scene.counts.attempts.get(badge.slug)) else "",
        signatory=f"{signatory.name}, {signatory.title}" if signatory else "",
        owner=contact_view(badge.owner),
        review=words.long_date(badge.review_by),
        version=badge.version,
        changes=_changes(scene, badge, here),
        json="achievement.json",
    )


def _facts(badge: Badge) -> tuple[Fact, ...]:
    facts = [
        Fact("For", audience_words(badge)),
        Fact("Level", words.LEVEL[badge.level]),
    ]
    if badge.hours is not None:
        facts.append(Fact("Effort", f"about {words.counted(badge.hours, 'hour')}"))
    if badge.ceu is not None:
        facts.append(Fact("Continuing education", f"{number(badge.ceu)} CEU"))
    if badge.valid_months is not None:
        facts.append(Fact("Valid", f"{words.months(badge.valid_months)} from the award"))
    return tuple(facts)


def _assessors(badge: Badge) -> tuple[str, ...]:
    assessors = badge.assessors
    lines = [assessors.who, assessors.rule or ""]
    if assessors.independent:
        lines.append("Never the earner\u2019s own teacher, coach or supervisor.")
    if assessors.holds_badge:
        lines.append("Assessors hold this badge themselves.")
    return tuple(line for line in lines if line)


def _earn(badge: Badge, today: date) -> tuple[Fact, ...]:
    submission = badge.submission
    attempts = (
        "as often as you like"
        if submission.attempts is None
        else {1: "once", 2: "twice"}.get(submission.attempts, f"{submission.attempts} times")
    )
    facts = [
        Fact("Who may earn it", badge.eligibility or audience_words(badge)),
        Fact("Cost", submission.cost),
        Fact("When", _when(submission.deadline, today)),
    ]
    if submission.decision_days is not None:
        facts.append(Fact("Decision", f"within {words.counted(submission.decision_days, 'day')}"))
    facts.append(Fact("You may try", attempts))
    return tuple(facts)


def _when(deadline: date | None, today: date) -> str:
    if deadline is None:
        return "at any time"
    if deadline < today:
        return f"the last day to hand in was {words.long_date(deadline)}"
    return f"hand in by {words.long_date(deadline)}"


def _next_step(scene: Scene, badge: Badge, here: Place) -> NextStep:
    """What to do now, whatever the badge: never a dead end."""
    submission = badge.submission
    if badge.successor is not None:
        successor = scene.catalog.badges[badge.successor]
        return NextStep(
            "This badge can no longer be earned. Another one took its place.",
            f"See {successor.name}",
            here.to(badge_path(successor.slug)),
        )
    if badge.is_retired:
        return NextStep(
            "This badge can no longer be earned. Those who hold it keep it.",
            "Find another badge",
            here.to("badges/"),
        )
    text = submission.instructions or "Gather your evidence and hand it in."
    late = submission.deadline is not None and submission.deadline < scene.today
    if late:
        text = "It is too late to hand in this time. Ask when you can again."
    elif submission.where is not None:
        return NextStep(text, "Hand in your evidence", submission.where)
    if badge.owner.email is not None:
        return NextStep(text, f"Write to {badge.owner.office}", f"mailto:{badge.owner.email}")
    return NextStep(
        text,
        f"Ask {badge.owner.office}",
        badge.owner.url or scene.catalog.issuers[badge.issuer].url,
    )


def _unhonored(scene: Scene, badge: Badge) -> str:
    """What a reader is told where nobody honors the badge by itself."""
    relations = scene.relations
    toward = relations.pathways_with_badge.get(badge.slug, ())
    if any(lasting(relations.honors_of_pathway.get(each.slug, ()), scene.today) for each in toward):
        return "Nobody honors it by itself; a pathway that it counts toward is honored."
    if relations.honors_of_badge.get(badge.slug):
        return "Nobody honors it any more."
    return "Nobody has told us yet that they honor this badge."


def _pathways(scene: Scene, badge: Badge, here: Place) -> tuple[Link, ...]:
    relations = scene.relations
    part = relations.pathways_with_badge.get(badge.slug, ())
    awarded = relations.pathways_awarding.get(badge.slug, ())
    return (
        *(replace(pathway_link(each, here), note=_counting_toward(scene, each)) for each in part),
        *(
            replace(pathway_link(each, here), note="Completing this pathway awards the badge.")
            for each in awarded
        ),
    )


def _counting_toward(scene: Scene, pathway: Pathway) -> str:
    """With who honors the pathway, for a reader who came to one badge of it."""
    honors = lasting(scene.relations.honors_of_pathway.get(pathway.slug, ()), scene.today)
    names = dict.fromkeys(each.recognizer.name for each in honors)
    by = f", which is honored by {words.listed(tuple(names))}" if names else ""
    return f"Counts toward this pathway{by}".removesuffix(".") + "."


def _changes(scene: Scene, badge: Badge, here: Place) -> tuple[ChangeView, ...]:
    """The history, newest first; every version that we still have with its own JSON."""
    versions = {
        each.version: here.to(addresses.earlier_achievement("", badge.slug, each.version))
        for each in scene.catalog.earlier_badges.get(badge.slug, ())
    }
    versions[badge.version] = "achievement.json"
    told = {change.version: change for change in badge.changes}
    order = [*(v for v in versions if v not in told), *told]
    dated = sorted(
        order,
        key=lambda version: told[version].date if version in told else badge.review_by.min,
        reverse=True,
    )
    return tuple(
        ChangeView(
            version=version,
            date=words.long_date(told[version].date) if version in told else "",
            summary=told[version].summary if version in told else "",
            href=versions.get(version, ""),
        )
        for version in dated
    )
