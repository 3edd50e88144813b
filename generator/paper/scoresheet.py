"""The score sheet on paper: one person a sheet, to be filled in by hand."""

from datetime import date

from generator.model.badge import Badge, Rubric
from generator.model.issuer import Issuer
from generator.paper.sheet import Paper, paper_size
from generator.source.score_columns import criterion_labels, level_labels
from generator.source.score_words import ENGLISH, SheetWords

TEMPLATE = "scoresheet.typ"


def scoresheet(
    badge: Badge, rubric: Rubric, issuer: Issuer, *, made_on: date, words: SheetWords = ENGLISH
) -> Paper:
    """The form for `badge`, in the words of its spreadsheet."""
    levels, criteria = level_labels(rubric), criterion_labels(rubric)
    data = {
        "day": {"year": made_on.year, "month": made_on.month, "day": made_on.day},
        "language": words.language,
        "title": f"{words.title}: {badge.name}",
        "paper": paper_size(issuer),
        "issuer": issuer.name,
        "badge": badge.name,
        "version": badge.version,
        "passes": levels[rubric.passes],
        "rule": rubric.rule,
        "levels": [
            {"name": name, "passes": rubric.rank(level) >= rubric.rank(rubric.passes)}
            for level, name in levels.items()
        ],
        "criteria": [
            {
                "name": criteria[each.id],
                "description": each.description,
                "levels": [each.levels[level] for level in levels],
            }
            for each in rubric.criteria
        ],
        "evidence": [each.description for each in badge.evidence],
        "assessors": badge.assessors.who,
    }
    return Paper(data, {})
