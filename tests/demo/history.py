"""What happened in the sample's program from 2023 to 2026, in order."""

from dataclasses import dataclass
from datetime import UTC, datetime


def _at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Issue:
    """The awards of some files were signed."""

    at: datetime
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revoke:
    """An award was taken back."""

    at: datetime
    award: str
    """Its identity: badge, earner and date."""
    reason: str


@dataclass(frozen=True, slots=True)
class Reissue:
    """An award was signed anew: with the earner's new name, or with a corrected result."""

    at: datetime
    award: str
    reason: str
    results: tuple[tuple[str, str], ...] = ()
    """Corrected results: criterion and level."""


@dataclass(frozen=True, slots=True)
class Renew:
    """All status lists were signed anew."""

    at: datetime


HISTORY: tuple[Issue | Revoke | Reissue | Renew, ...] = (
    # Signed with the key that was retired at the end of 2024.
    Issue(_at("2023-06-12 15:04"), ("2023-06-12.yml",)),
    Issue(_at("2023-12-11 16:21"), ("2023-12-11.yml",)),
    Issue(_at("2024-06-10 14:37"), ("2024-06-10.yml",)),
    Revoke(
        _at("2024-07-08 13:20"),
        "retrieval-practice/ruth-calloway/2024-06-06",
        "Awarded in error: the files were those of another teacher.",
    ),
    Issue(_at("2024-12-09 17:45"), ("2024-12-09.yml",)),
    # From here on signed with the current key.
    Issue(_at("2025-06-23 14:12"), ("2025-06-23.yml",)),
    Reissue(
        _at("2025-09-02 15:10"),
        "wait-time/jordan-ellery/2023-12-05",
        "The earner’s name changed.",
    ),
    Reissue(
        _at("2025-09-02 15:12"),
        "chunking-instruction/jordan-ellery/2025-06-11",
        "The earner’s name changed.",
    ),
    Issue(_at("2025-12-08 16:30"), ("2025-12-08.yml",)),
    Revoke(
        _at("2026-02-02 15:48"),
        "adaptability/kai-sorensen/2025-11-18",
        "Withdrawn at the request of the guardian.",
    ),
    Issue(_at("2026-06-08 13:55"), ("2026-06-08.yml", "2026-06-08-students.csv")),
    Reissue(
        _at("2026-06-15 14:03"),
        "feedback-for-growth/marisol-v/2025-06-09",
        "A result had been recorded one level too low.",
        results=(("use", "exemplary"),),
    ),
    Revoke(
        _at("2026-09-14 16:05"),
        "peer-coaching/priya-raman/2026-05-26",
        "The colleague had not agreed to the recording that was handed in.",
    ),
    Issue(_at("2026-10-19 14:05"), ("2026-10-19.yml",)),
    Issue(_at("2026-11-09 14:20"), ("2026-11-09-team.csv",)),
    Renew(_at("2026-11-20 15:00")),
)
