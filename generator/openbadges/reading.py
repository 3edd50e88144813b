"""What a signed credential says, for pages: signed terms only.

Reads any Open Badges 3.0 credential whose checks have passed, ours or somebody else's;
what is missing or of another shape is left out, never guessed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from generator.openbadges.constant import Constant
from generator.openbadges.credential import COMPONENT_GENRE, MEMBER_OF
from generator.openbadges.instants import parse_instant
from generator.openbadges.strict_json import JsonObject

_RANK = re.compile(r"[0-9]{1,15}")  # more digits are no rank, and slow to compare


@dataclass(frozen=True, slots=True)
class SignedResult:
    """One result: a rubric criterion with the level reached, or a value such as hours."""

    name: str
    kind: str  # OB 3.0 ``resultType``
    level: str = ""
    level_description: str = ""
    value: str = ""
    met: bool | None = None  # whether the required level was reached; None: not said


@dataclass(frozen=True, slots=True)
class SignedEvidence:
    """One piece of evidence as it was signed."""

    kind: str
    description: str
    narrative: str = ""
    url: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class SignedAlignment:
    """One alignment as it was signed."""

    name: str
    url: str
    framework: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class SignedFacts:
    """The facts of one credential; an empty text means that it does not say."""

    id: str
    badge: str
    badge_description: str
    badge_version: str
    criteria: str
    achievement: str
    issuer: str
    issuer_name: str
    issuer_url: str
    earner: str
    shown: str
    assessor: str
    role: str
    awarded: datetime | None
    valid_from: datetime | None
    valid_until: datetime | None
    started: datetime | None
    ended: datetime | None
    signed_at: datetime | None
    results: tuple[SignedResult, ...]
    evidence: tuple[SignedEvidence, ...]
    alignments: tuple[SignedAlignment, ...]
    components: tuple[str, ...]

    @property
    def criteria_results(self) -> tuple[SignedResult, ...]:
        """The rubric's rows."""
        return tuple(each for each in self.results if each.level)

    @property
    def team(self) -> str:
        """The team it was earned with, where the role says so as we sign it."""
        return self.role.removeprefix(MEMBER_OF) if self.role.startswith(MEMBER_OF) else ""

    def measure(self, kind: str) -> str:
        """The value of the one result of that ``resultType``, such as ``ext:LearningHours``.

        Of several none: no proof covers their order, so that the holder could choose.
        """
        found = [each.value for each in self.results if each.kind == kind]
        return found[0] if len(found) == 1 else ""


def read_credential(credential: JsonObject) -> SignedFacts:
    """The facts that `credential` states. It must have passed its checks before."""
    subject = _object(credential.get("credentialSubject"))
    badge = _object(subject.get("achievement"))
    issuer = credential.get("issuer")
    profile = {"id": issuer} if isinstance(issuer, str) else _object(issuer)
    evidence = tuple(_objects(credential.get("evidence")))
    proof = next(iter(_objects(credential.get("proof"))), {})
    return SignedFacts(
        id=_text(credential.get("id")),
        badge=_text(badge.get("name")) or _text(credential.get("name")),
        badge_description=_text(badge.get("description")),
        badge_version=_text(badge.get("version")),
        criteria=_text(_object(badge.get("criteria")).get("narrative")),
        achievement=_text(badge.get("id")),
        issuer=_text(profile.get("id")),
        issuer_name=_text(profile.get("name")),
        issuer_url=_text(profile.get("url")),
        earner=_earner(subject),
        shown=_text(subject.get("narrative")),
        assessor=_text(_object(subject.get("source")).get("name")),
        role=_text(subject.get("role")),
        awarded=_instant(credential.get("awardedDate")),
        valid_from=_instant(credential.get("validFrom")),
        valid_until=_instant(credential.get("validUntil")),
        started=_instant(subject.get("activityStartDate")),
        ended=_instant(subject.get("activityEndDate")),
        signed_at=_instant(proof.get("created")),
        results=tuple(_results(subject, badge)),
        evidence=tuple(_evidence(e) for e in evidence if e.get("genre") != COMPONENT_GENRE),
        alignments=_of_badge(badge).alignments,
        components=tuple(_text(e.get("id")) for e in evidence if e.get("genre") == COMPONENT_GENRE),
    )


def _earner(subject: JsonObject) -> str:
    """The name that is signed, if it is one and is not hashed (OB 3.0, B.1.13)."""
    for identity in _objects(subject.get("identifier")):
        if identity.get("identityType") == "name" and identity.get("hashed") is False:
            return _text(identity.get("identityHash"))
    return ""


@dataclass(frozen=True, slots=True)
class _Described:
    """A ``ResultDescription``, with what each of its levels says."""

    name: str = ""
    kind: str = ""
    levels: Mapping[str, tuple[str, str, bool | None]] = field(default_factory=dict)


_UNDESCRIBED = _Described()


def _results(subject: JsonObject, badge: JsonObject) -> Iterator[SignedResult]:
    described = _of_badge(badge).described
    for result in _objects(subject.get("result")):
        about = described.get(_text(result.get("resultDescription")), _UNDESCRIBED)
        name, description, met = about.levels.get(_text(result.get("achievedLevel")), _NO_LEVEL)
        yield SignedResult(
            name=about.name,
            kind=about.kind,
            level=name,
            level_description=description,
            value=_text(result.get("value")),
            met=met,
        )


_NO_LEVEL = ("", "", None)


@dataclass(frozen=True, slots=True)
class _OfBadge:
    """What is read of a badge alone, whoever earned it."""

    described: Mapping[str, _Described]
    alignments: tuple[SignedAlignment, ...]


def _of_badge(badge: JsonObject) -> _OfBadge:
    if not isinstance(badge, Constant):
        return _read_badge(badge)
    known = badge.known.get(_OfBadge)
    if not isinstance(known, _OfBadge):
        known = _read_badge(badge)
        badge.remember(_OfBadge, known)
    return known


def _read_badge(badge: JsonObject) -> _OfBadge:
    described = {}
    for each in _objects(badge.get("resultDescription")):
        levels = {_text(e.get("id")): e for e in _objects(each.get("rubricCriterionLevel"))}
        required = levels.get(_text(each.get("requiredLevel")), {})
        described[_text(each.get("id"))] = _Described(
            _text(each.get("name")),
            _text(each.get("resultType")),
            {
                id_: (
                    _text(level.get("name")),
                    _text(level.get("description")),
                    _is_met(level, required),
                )
                for id_, level in levels.items()
            },
        )
    alignments = tuple(_alignment(each) for each in _objects(badge.get("alignment")))
    return _OfBadge(described, alignments)


def _is_met(reached: JsonObject, required: JsonObject) -> bool | None:
    """Whether one level stands at least as high as another, by what is signed of each.

    Not by their places in the array: the levels are a set, whose order no proof covers.
    """
    if not reached or not required:
        return None
    if reached.get("id") == required.get("id"):
        return True
    for term in ("level", "points"):
        low, high = _text(required.get(term)), _text(reached.get(term))
        if _RANK.fullmatch(low) and _RANK.fullmatch(high):
            return int(high) >= int(low)
    return None


def _evidence(evidence: JsonObject) -> SignedEvidence:
    return SignedEvidence(
        kind=_text(evidence.get("genre")),
        description=_text(evidence.get("description")) or _text(evidence.get("name")),
        narrative=_text(evidence.get("narrative")),
        url=_text(evidence.get("id")),
        digest=_text(evidence.get("digestSRI")),
    )


def _alignment(alignment: JsonObject) -> SignedAlignment:
    return SignedAlignment(
        name=_text(alignment.get("targetName")),
        url=_text(alignment.get("targetUrl")),
        framework=_text(alignment.get("targetFramework")),
        code=_text(alignment.get("targetCode")),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _object(value: Any) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _objects(value: Any) -> Iterator[JsonObject]:
    """The objects of a set, which JSON-LD lets stand without brackets when it has one."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield each


def _instant(value: Any) -> datetime | None:
    try:
        return parse_instant(value) if isinstance(value, str) else None
    except ValueError:
        return None
