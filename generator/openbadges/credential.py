"""A ledger row as the unsigned Open Badges 3.0 ``OpenBadgeCredential`` it stands for."""

from base64 import b64encode
from datetime import UTC, date, datetime, time

from generator.model import addresses
from generator.model.award import Award, Evidence
from generator.model.badge import Badge
from generator.model.issuer import Issuer
from generator.model.ledger import Issued
from generator.model.site_config import SiteConfig
from generator.openbadges.achievement import (
    CEU,
    HOURS,
    criterion_id,
    embedded_achievement,
    level_id,
    measure_id,
    number,
)
from generator.openbadges.contexts import CONTEXT
from generator.openbadges.instants import format_instant
from generator.openbadges.profile import profile
from generator.openbadges.strict_json import JsonObject

COMPONENT_GENRE = "OpenBadgeCredential"
"""The ``genre`` of evidence that is another earned badge, of which this one is a stack."""
MEMBER_OF = "Member of the team "
"""How the ``role`` begins of somebody who earned a badge with others; the team's name follows."""


def unsigned_credential(
    row: Issued, *, badge: Badge, issuer: Issuer, config: SiteConfig
) -> JsonObject:
    """The credential of `row`, to which a proof is to be added (OB 3.0, B.1.2).

    Only of its arguments: the same row and badge version give the same bytes. `badge` is
    the version that `row.badge_version` names.
    """
    base = config.base_url
    award = row.award
    awarded = _midnight(award.awarded)
    wire: JsonObject = {
        "@context": list(CONTEXT),
        "id": addresses.credential(base, row.credential),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": badge.name,
        "issuer": profile(issuer, config),
        # A date has no zone: east of Greenwich its midnight, UTC, may be yet to come.
        "validFrom": format_instant(min(awarded, row.signed_at)),
        "awardedDate": format_instant(awarded),
    }
    if row.valid_until is not None:
        wire["validUntil"] = format_instant(row.valid_until)
    wire["credentialSubject"] = _subject(row, badge, issuer, config)
    evidence = [_evidence(each) for each in award.evidence]
    evidence += [_component(url) for url in dict.fromkeys(award.components)]
    if evidence:
        wire["evidence"] = evidence
    status_list = addresses.status_list(base, issuer.slug, row.status_list)
    wire["credentialStatus"] = {
        "id": f"{status_list}#{row.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(row.status_index),
        "statusListCredential": status_list,
    }
    return wire


def _subject(row: Issued, badge: Badge, issuer: Issuer, config: SiteConfig) -> JsonObject:
    award = row.award
    subject: JsonObject = {"id": row.subject, "type": ["AchievementSubject"]}
    if row.name is not None:
        subject["identifier"] = [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": row.name,
                "identityType": "name",
            }
        ]
    subject["achievement"] = embedded_achievement(badge, issuer, config)
    if award.team is not None:  # OB 3.0, B.1.3: the role in which it was achieved
        subject["role"] = MEMBER_OF + award.team
    subject["narrative"] = award.shown or badge.shown
    results = _results(award, badge, addresses.achievement(config.base_url, badge.slug))
    if results:
        subject["result"] = results
    assessor = award.assessor_name or award.assessor_role
    if assessor is not None:
        subject["source"] = {
            "id": addresses.issuer_page(config.base_url, issuer.slug) + "#assessor",
            "type": ["Profile"],
            "name": assessor,
        }
    if award.started is not None:
        subject["activityStartDate"] = format_instant(_midnight(award.started))
    if award.ended is not None:
        subject["activityEndDate"] = format_instant(_midnight(award.ended))
    return subject


def _results(award: Award, badge: Badge, achievement_id: str) -> list[JsonObject]:
    order = [criterion.id for criterion in badge.rubric.criteria] if badge.rubric else []
    results: list[JsonObject] = [
        {
            "type": ["Result"],
            "resultDescription": criterion_id(achievement_id, criterion),
            "achievedLevel": level_id(achievement_id, criterion, award.results[criterion]),
        }
        for criterion in order
        if criterion in award.results
    ]
    results += [
        {
            "type": ["Result"],
            "resultDescription": measure_id(achievement_id, measure),
            "value": number(value),
        }
        for measure, value in (
            (HOURS, (award.hours or badge.hours) if badge.hours else None),
            (CEU, badge.ceu),
        )
        if value is not None
    ]
    return results


def _evidence(evidence: Evidence) -> JsonObject:
    wire: JsonObject = {}
    if evidence.public and evidence.url is not None:
        wire["id"] = evidence.url
    wire["type"] = ["Evidence"]
    wire["genre"] = evidence.kind.value
    wire["description"] = evidence.description
    if evidence.date is not None:
        wire["narrative"] = f"Dated {evidence.date.isoformat()}."
    if evidence.digest is not None:
        digest = bytes.fromhex(evidence.digest.removeprefix("sha256:"))
        wire["digestSRI"] = "sha256-" + b64encode(digest).decode("ascii")
    return wire


def _component(url: str) -> JsonObject:
    return {
        "id": url,
        "type": ["Evidence"],
        "genre": COMPONENT_GENRE,
        "description": "An earned badge that counts toward this one.",
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
