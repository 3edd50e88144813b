"""Plain words for what the catalog says in code, and numbers and dates as pages print them."""

from datetime import date, datetime
from decimal import Decimal

from generator.model.badge import Audience, EvidenceKind, Level
from generator.model.recognizer import BasisKind, RecognizerKind, WorthKind
from generator.openbadges.achievement import number

AUDIENCE = {
    Audience.STUDENT: "Students",
    Audience.TEACHER: "Teachers",
    Audience.COACH: "Coaches",
    Audience.LEADER: "School leaders",
    Audience.STAFF: "School staff",
    Audience.ANYONE: "Anyone",
}

LEVEL = {
    Level.FOUNDATION: "Foundation",
    Level.INTERMEDIATE: "Intermediate",
    Level.ADVANCED: "Advanced",
    Level.EXPERT: "Expert",
}

EVIDENCE = {
    EvidenceKind.LESSON_PLAN: "Lesson plan",
    EvidenceKind.PROJECT: "Project",
    EvidenceKind.STUDENT_WORK: "Student work",
    EvidenceKind.CLASSROOM_TEXT: "Classroom record (text)",
    EvidenceKind.CLASSROOM_AUDIO: "Classroom recording (audio)",
    EvidenceKind.CLASSROOM_VIDEO: "Classroom recording (video)",
    EvidenceKind.EDUCATOR_REFLECTION: "Educator\u2019s reflection",
    EvidenceKind.STUDENT_REFLECTION: "Student\u2019s reflection",
    EvidenceKind.OBSERVATION: "Observation",
    EvidenceKind.TEST: "Test",
    EvidenceKind.OTHER: "Other evidence",
}

RECOGNIZER = {
    RecognizerKind.DISTRICT: "School district",
    RecognizerKind.SCHOOL: "School",
    RecognizerKind.STATE_AGENCY: "State agency",
    RecognizerKind.COLLEGE: "College or university",
    RecognizerKind.EMPLOYER: "Employer",
    RecognizerKind.NONPROFIT: "Nonprofit",
    RecognizerKind.OTHER: "Organization",
}

WORTH = {
    WorthKind.PAY: "Pay",
    WorthKind.HOURS: "Hours",
    WorthKind.CREDITS: "Credits",
    WorthKind.LICENCE_POINTS: "Licence points",
    WorthKind.INTERVIEW: "Interview",
    WorthKind.ADMISSION: "Admission",
    WorthKind.EXPERIENCE: "Experience",
    WorthKind.PRIZE: "Prize",
    WorthKind.OTHER: "Other",
}

BASIS = {
    BasisKind.SIGNED: "Signed statement",
    BasisKind.POLICY: "Published policy",
    BasisKind.LETTER: "Letter on file",
}

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
FEW, SEVERAL = 5, 10
"""Counts of people below these are not told."""


def long_date(day: date | datetime) -> str:
    """3 May 2027, in whatever locale the build runs."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def counted(count: int | Decimal, one: str, many: str = "") -> str:
    """1 hour, 2 hours."""
    text = number(Decimal(count))
    return f"{text} {one if count == 1 else many or one + 's'}"


def months(count: int) -> str:
    """18 months, 3 years."""
    years, rest = divmod(count, 12)
    return counted(count, "month") if rest else counted(years, "year")


def at_least_few(count: int, one: str, many: str = "") -> str:
    """How many there are; below ten, only that there are fewer than ten, or than five."""
    if count >= SEVERAL:
        return counted(count, one, many)
    return f"fewer than {spelled(FEW if count < FEW else SEVERAL)} {many or one + 's'}"


def spelled(count: int) -> str:
    """Small numbers as words."""
    return _SMALL[count] if count < len(_SMALL) else str(count)


def listed(words: tuple[str, ...], last: str = "and") -> str:
    """a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def money(amount: Decimal, currency: str) -> str:
    """$1,600, or 1,600 EUR."""
    text = f"{amount:,.2f}".removesuffix(".00")
    return f"${text}" if currency == "USD" else f"{text} {currency}"
