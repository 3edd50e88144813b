"""What can be earned: a badge, its rubric and the evidence it asks for."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, PositiveInt, model_validator

from generator.model.base import (
    Asset,
    CatalogModel,
    Contact,
    Date,
    Language,
    Line,
    Markdown,
    Name,
    Signatory,
    Slug,
    Version,
    WebUrl,
)


class BadgeType(StrEnum):
    """Open Badges 3.0 ``AchievementType``: those a micro-credential program uses."""

    MICRO_CREDENTIAL = "MicroCredential"
    BADGE = "Badge"
    COMPETENCY = "Competency"
    COURSE = "Course"
    CERTIFICATE = "Certificate"
    CERTIFICATION = "Certification"
    AWARD = "Award"
    ASSESSMENT = "Assessment"
    LEARNING_PROGRAM = "LearningProgram"
    COMMUNITY_SERVICE = "CommunityService"
    CO_CURRICULAR = "CoCurricular"


class Level(StrEnum):
    """How far along a badge stands; drawn as one, two, three or four marks."""

    FOUNDATION = "foundation"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"
    EXPERT = "expert"


class Audience(StrEnum):
    """For whom a badge is meant."""

    STUDENT = "student"
    TEACHER = "teacher"
    COACH = "coach"
    LEADER = "leader"
    STAFF = "staff"
    ANYONE = "anyone"


class EvidenceKind(StrEnum):
    """What an earner hands in."""

    LESSON_PLAN = "lesson-plan"
    PROJECT = "project"
    STUDENT_WORK = "student-work"
    CLASSROOM_TEXT = "classroom-text"
    CLASSROOM_AUDIO = "classroom-audio"
    CLASSROOM_VIDEO = "classroom-video"
    EDUCATOR_REFLECTION = "educator-reflection"
    STUDENT_REFLECTION = "student-reflection"
    OBSERVATION = "observation"
    TEST = "test"
    OTHER = "other"


class AlignmentType(StrEnum):
    """Open Badges 3.0 ``AlignmentTargetType``."""

    CF_ITEM = "CFItem"
    CF_RUBRIC = "CFRubric"
    CF_RUBRIC_CRITERION = "CFRubricCriterion"
    CF_RUBRIC_CRITERION_LEVEL = "CFRubricCriterionLevel"
    COMPETENCY = "ceasn:Competency"
    CREDENTIAL = "ceterms:Credential"
    CTDL = "CTDL"


class BadgeStatus(StrEnum):
    """Whether a badge can still be earned."""

    ACTIVE = "active"
    RETIRED = "retired"


class RubricLevel(CatalogModel):
    """One step of a rubric, lowest first."""

    id: Slug
    name: Name
    points: Annotated[Decimal, Field(ge=0, le=1000)] | None = None


class RubricCriterion(CatalogModel):
    """One row of a rubric: what is judged, and what each level looks like."""

    id: Slug
    name: Name
    description: Line | None = None
    levels: dict[str, Line]
    """What each level looks like, by the level's id."""


class Rubric(CatalogModel):
    """The very rubric that assessors use."""

    levels: tuple[RubricLevel, ...] = Field(min_length=2, max_length=8)
    """The columns, lowest first."""
    criteria: tuple[RubricCriterion, ...] = Field(min_length=1, max_length=20)
    """The rows."""
    passes: Slug
    """The lowest level that every criterion must reach."""
    rule: Line | None = None
    """The pass rule in words, where it says more than `passes`."""

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        known = [level.id for level in self.levels]
        if len(set(known)) != len(known):
            raise ValueError("two of the 'levels' have one id")
        ids = [criterion.id for criterion in self.criteria]
        if len(set(ids)) != len(ids):
            raise ValueError("two of the 'criteria' have one id")
        if self.passes not in known:
            raise ValueError(
                f"'passes' names no level: '{self.passes}' is not one of {', '.join(known)}"
            )
        for criterion in self.criteria:
            if set(criterion.levels) != set(known):
                raise ValueError(
                    f"'criteria': '{criterion.id}' must describe exactly the levels "
                    f"{', '.join(known)}"
                )
        return self

    def rank(self, level: str) -> int:
        """How high `level` stands; 0 is the lowest."""
        return [each.id for each in self.levels].index(level)


class EvidenceRequest(CatalogModel):
    """One thing an earner hands in."""

    kind: EvidenceKind
    description: Line
    example: WebUrl | None = None


class Alignment(CatalogModel):
    """What standard a badge answers to (Open Badges 3.0 ``Alignment``)."""

    framework: Name
    code: Line | None = None
    name: Line
    url: WebUrl
    type: AlignmentType = AlignmentType.CF_ITEM


class Research(CatalogModel):
    """A source for the claim that this skill matters."""

    citation: Line
    url: WebUrl | None = None


class Assessors(CatalogModel):
    """Who may assess, and by what rule."""

    who: Line
    rule: Line | None = None
    independent: bool = False
    """The assessor is not the earner's own teacher, coach or supervisor."""
    holds_badge: bool = False
    """An assessor must hold the badge."""


class Submission(CatalogModel):
    """How to earn it: where to hand in, by when, at what cost."""

    where: WebUrl | None = None
    instructions: Line | None = None
    deadline: Date | None = None
    """The next deadline; none means at any time."""
    decision_days: PositiveInt | None = None
    """Days from handing in to a decision."""
    attempts: PositiveInt | None = None
    """How often one may try; none means without limit."""
    cost: Line = "Free"


class Change(CatalogModel):
    """What changed in a version."""

    version: Version
    date: Date
    summary: Line


class Badge(CatalogModel):
    """A credential definition (Open Badges 3.0 ``Achievement``).

    Knows neither YAML nor JSON-LD: `source` reads it and `openbadges` writes it out.
    """

    slug: Slug
    """From the file's name."""
    issuer: Slug
    """From the folder's name, where the badge lies in one."""
    name: Name
    summary: Line
    """One sentence for cards and search: what the holder can do."""
    description: Markdown
    type: BadgeType = BadgeType.MICRO_CREDENTIAL
    level: Level
    topics: tuple[Name, ...] = Field(min_length=1, max_length=12)
    audience: tuple[Audience, ...] = Field(min_length=1)
    language: Language = "en"
    hours: Annotated[Decimal, Field(gt=0, le=2000)] | None = None
    """Expected effort of an earner, in hours."""
    ceu: Annotated[Decimal, Field(gt=0, le=200)] | None = None
    """Continuing education units."""
    image: Asset | None = None
    """Its own picture; without one the theme draws it."""
    shown: Line
    """What a holder showed, to follow a name: "planned and taught a lesson that …"."""
    criteria: Markdown
    """What to show."""
    rubric: Rubric | None = None
    evidence: tuple[EvidenceRequest, ...] = ()
    assessors: Assessors
    research: tuple[Research, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    requires: tuple[Slug, ...] = ()
    """Badges to earn first."""
    eligibility: Line | None = None
    """Who may earn it."""
    submission: Submission = Submission()
    owner: Contact
    """The office that keeps the badge alive."""
    review_by: Date
    version: Version
    changes: tuple[Change, ...] = ()
    status: BadgeStatus = BadgeStatus.ACTIVE
    successor: Slug | None = None
    valid_months: Annotated[int, Field(ge=1, le=600)] | None = None
    """How long an earned badge stays valid; none means without end."""
    signatory: Signatory | None = None
    questions: tuple[Line, ...] = Field((), max_length=3)
    """What a recognizer might ask a holder."""

    @property
    def is_retired(self) -> bool:
        """Nobody can earn it any more; those who hold it keep it."""
        return self.status is BadgeStatus.RETIRED

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.successor is not None and not self.is_retired:
            raise ValueError("a 'successor' is for a retired badge only: set 'status: retired'")
        if self.successor == self.slug:
            raise ValueError("the 'successor' is this badge itself")
        return self
