"""A badge as an Open Badges 3.0 ``Achievement`` (OB 3.0, B.1.1)."""

from decimal import Decimal
from pathlib import PurePosixPath

from generator.model import addresses
from generator.model.badge import Alignment, Badge, Rubric
from generator.model.issuer import Issuer
from generator.model.site_config import SiteConfig
from generator.openbadges.constant import Constant
from generator.openbadges.memory import Memory
from generator.openbadges.strict_json import JsonObject

HOURS = "hours"
CEU = "ceu"
_MEASURES = {  # fragment: (name, result type); OB 3.0 has no term of its own for either
    HOURS: ("Hours of effort", "ext:LearningHours"),
    CEU: ("Continuing education units", "ext:CEU"),
}


def criterion_id(achievement_id: str, criterion: str) -> str:
    """The id of the ``ResultDescription`` of one rubric criterion."""
    return f"{achievement_id}#criterion-{criterion}"


def level_id(achievement_id: str, criterion: str, level: str) -> str:
    """The id of one level of one rubric criterion."""
    return f"{criterion_id(achievement_id, criterion)}-{level}"


def measure_id(achievement_id: str, measure: str) -> str:
    """The id of the ``ResultDescription`` of `HOURS` or `CEU`."""
    return f"{achievement_id}#{measure}"


def number(value: Decimal) -> str:
    """A number as text, without exponent and without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def embedded_achievement(badge: Badge, issuer: Issuer, config: SiteConfig) -> Constant:
    """As `achievement`, made once for all credentials of the badge."""
    key = (id(badge), id(issuer), id(config))
    made = _made.get(key)
    if made is None:
        made = (Constant(achievement(badge, issuer, config)), (badge, issuer, config))
        _made.keep(key, made, 1)
    return made[0]


_made: Memory[tuple[int, int, int], tuple[Constant, tuple[Badge, Issuer, SiteConfig]]] = Memory(
    1_000  # of them, each of some 100 kB, what was worked out of it included
)
"""By the very records, which are kept beside, so that no id comes twice."""


def achievement(badge: Badge, issuer: Issuer, config: SiteConfig) -> JsonObject:
    """The Achievement of `badge`, without ``@context``, as credentials embed it.

    ``related`` is never written: it means "the same for most purposes" and not what
    prerequisites or earlier versions are.
    """
    base = config.base_url
    achievement_id = addresses.achievement(base, badge.slug)
    suffix = PurePosixPath(badge.image).suffix[1:].lower() if badge.image else "svg"
    wire: JsonObject = {
        "id": achievement_id,
        "type": ["Achievement"],
        "achievementType": badge.type.value,
        "name": badge.name,
        "description": badge.summary,
        "version": badge.version,
        "inLanguage": badge.language,
        "creator": {
            "id": addresses.issuer_did(config, issuer),
            "type": ["Profile"],
            "name": issuer.name,
            "url": issuer.url,
        },
        "image": {
            "id": addresses.badge_image(base, badge.slug, suffix),
            "type": "Image",
            "caption": f"Badge: {badge.name}",
        },
        "criteria": {"id": addresses.badge_page(base, badge.slug), "narrative": badge.criteria},
        "tag": list(dict.fromkeys(badge.topics)),
    }
    results = _rubric_results(achievement_id, badge.rubric) if badge.rubric else []
    results += [
        {
            "id": measure_id(achievement_id, measure),
            "type": ["ResultDescription"],
            "name": _MEASURES[measure][0],
            "resultType": _MEASURES[measure][1],
        }
        for measure, value in ((HOURS, badge.hours), (CEU, badge.ceu))
        if value is not None
    ]
    if results:
        wire["resultDescription"] = results
    if badge.alignments:
        wire["alignment"] = [_alignment(each) for each in badge.alignments]
    return wire


def _rubric_results(achievement_id: str, rubric: Rubric) -> list[JsonObject]:
    descriptions: list[JsonObject] = []
    for criterion in rubric.criteria:
        levels: list[JsonObject] = []
        for rank, level in enumerate(rubric.levels, start=1):
            wire: JsonObject = {
                "id": level_id(achievement_id, criterion.id, level.id),
                "type": ["RubricCriterionLevel"],
                "name": level.name,
                "description": criterion.levels[level.id],
                # The order of an array is not signed, so the rank is said.
                "level": str(rank),
            }
            if level.points is not None:
                wire["points"] = number(level.points)
            levels.append(wire)
        descriptions.append(
            {
                "id": criterion_id(achievement_id, criterion.id),
                "type": ["ResultDescription"],
                "name": criterion.name,
                "resultType": "RubricCriterionLevel",
                "requiredLevel": level_id(achievement_id, criterion.id, rubric.passes),
                "rubricCriterionLevel": levels,
            }
        )
    return descriptions


def _alignment(alignment: Alignment) -> JsonObject:
    wire: JsonObject = {
        "type": ["Alignment"],
        "targetName": alignment.name,
        "targetUrl": alignment.url,
        "targetFramework": alignment.framework,
        "targetType": alignment.type.value,
    }
    if alignment.code is not None:
        wire["targetCode"] = alignment.code
    return wire
