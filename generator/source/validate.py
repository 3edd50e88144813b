"""What does not fit together in a catalog."""

from generator.source.draft import Draft
from generator.source.problems import Problem


def validate(draft: Draft) -> list[Problem]:
    """Every mistake between records."""
    del draft
    return []
