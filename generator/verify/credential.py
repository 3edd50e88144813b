"""An Open Badges 3.0 credential as the checks need it (OB 3.0, appendix B)."""

from dataclasses import dataclass
from typing import Any

from generator.openbadges.active_context import listed
from generator.openbadges.reading import SignedFacts, read_credential
from generator.openbadges.strict_json import JsonObject
from generator.verify.finding import failed
from generator.verify.signed import (
    Signed,
    read_signed,
    require_type,
    required_iri,
    required_object,
    required_text,
)

_BADGE_TYPES = ("OpenBadgeCredential", "AchievementCredential")


@dataclass(frozen=True, slots=True)
class Credential:
    """A badge somebody earned."""

    signed: Signed
    badge: str  # its name
    facts: SignedFacts
    endorsements: tuple[Any, ...]  # of the badge and of its award, not yet judged

    @property
    def issuer_words(self) -> str:
        """How sentences call the issuer."""
        return self.signed.issuer_words


def read_badge(document: JsonObject) -> Credential:
    """Read `document` as a badge.

    Required is what OB 3.0 requires (AchievementCredential, AchievementSubject,
    Achievement); of types, those that say what a thing is.

    Raises:
        Finding: a member is missing or is something else.

    """
    signed = read_signed(document, types=_BADGE_TYPES)
    required_iri(document, "id")
    required_text(document, "validFrom")
    subject = signed.subject
    require_type(subject, "credentialSubject.type", "AchievementSubject")
    achievement = required_object(subject, "achievement", "credentialSubject.achievement")
    require_type(achievement, "achievement.type", "Achievement")
    required_iri(achievement, "id", "achievement.id")
    badge = required_text(achievement, "name", "achievement.name")
    required_text(achievement, "description", "achievement.description")
    required_object(achievement, "criteria", "achievement.criteria")
    _check_identities(subject)
    if not all(isinstance(entry, dict) for entry in signed.status):
        raise failed("document.malformed", member="credentialStatus")
    endorsements = (*listed(achievement.get("endorsement")), *listed(document.get("endorsement")))
    return Credential(signed, badge, read_credential(document), endorsements)


def _check_identities(subject: JsonObject) -> None:
    """Who earned it is said in one way only (OB 3.0, IdentityObject).

    The text "false" is signed like the truth value, but is true to many readers; a name in
    an array is signed like a name, but some would not show it.
    """
    for identity in listed(subject.get("identifier")):
        if not isinstance(identity, dict):
            raise failed("document.malformed", member="identifier")
        if not isinstance(identity.get("hashed", False), bool):
            raise failed("document.malformed", member="identifier.hashed")
        for member in ("identityHash", "identityType"):
            required_text(identity, member, f"identifier.{member}")
