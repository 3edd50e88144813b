/** An Open Badges 3.0 credential as the checks need it (OB 3.0, appendix B). */

import { listed } from "../openbadges/active-context.js"
import { readCredential } from "../openbadges/reading.js"
import { isObject } from "../openbadges/strict-json.js"
import { failed } from "./finding.js"
import { readSigned, requiredIri, requiredObject, requiredText, requireType } from "./signed.js"

const BADGE_TYPES = ["OpenBadgeCredential", "AchievementCredential"]

/**
 * Read `document` as a badge somebody earned. Required is what OB 3.0 requires
 * (AchievementCredential, AchievementSubject, Achievement); of types, those that say what a
 * thing is. Throws a Finding.
 *
 * @param {object} document - parsed JSON
 * @returns {{signed, badge: string, facts, endorsements: any[], issuerWords: string}}
 *     `endorsements`: of the badge and of its award, not yet judged
 */
export function readBadge(document) {
    const signed = readSigned(document, BADGE_TYPES)
    requiredIri(document, "id")
    requiredText(document, "validFrom")
    const { subject } = signed
    requireType(subject, "credentialSubject.type", "AchievementSubject")
    const achievement = requiredObject(subject, "achievement", "credentialSubject.achievement")
    requireType(achievement, "achievement.type", "Achievement")
    requiredIri(achievement, "id", "achievement.id")
    const badge = requiredText(achievement, "name", "achievement.name")
    requiredText(achievement, "description", "achievement.description")
    requiredObject(achievement, "criteria", "achievement.criteria")
    checkIdentities(subject)
    if (!signed.status.every(isObject)) throw failed("document.malformed", { member: "credentialStatus" })
    const endorsements = [...listed(achievement.endorsement), ...listed(document.endorsement)]
    const { issuerWords } = signed
    return { signed, badge, facts: readCredential(document), endorsements, issuerWords }
}

/**
 * Who earned it is said in one way only (OB 3.0, IdentityObject).
 *
 * The text "false" is signed like the truth value, but is true to many readers; a name in
 * an array is signed like a name, but some would not show it.
 */
function checkIdentities(subject) {
    for (const identity of listed(subject.identifier)) {
        if (!isObject(identity)) throw failed("document.malformed", { member: "identifier" })
        if (Object.hasOwn(identity, "hashed") && typeof identity.hashed !== "boolean") {
            throw failed("document.malformed", { member: "identifier.hashed" })
        }
        requiredText(identity, "identityHash", "identifier.identityHash")
        requiredText(identity, "identityType", "identifier.identityType")
    }
}
