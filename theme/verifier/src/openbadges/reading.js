/**
 * What a signed credential says, for pages: signed terms only.
 *
 * Reads any Open Badges 3.0 credential whose checks have passed, ours or somebody else's;
 * what is missing or of another shape is left out, never guessed.
 */

import { listed } from "./active-context.js"
import { InstantError, parseInstant } from "./instants.js"
import { isObject } from "./strict-json.js"

/** The `genre` of evidence that is another earned badge, of which this one is a stack. */
const COMPONENT_GENRE = "OpenBadgeCredential"
const RANK = /^[0-9]{1,15}$/ // more digits are no rank

/**
 * The facts that `credential` states; it must have passed its checks before. An empty text, or
 * null for a moment, means that it does not say.
 *
 * @param {object} credential - parsed JSON
 * @returns {object} SignedFacts, plain data
 */
export function readCredential(credential) {
    const subject = object(credential.credentialSubject)
    const badge = object(subject.achievement)
    const { issuer } = credential
    const profile = typeof issuer === "string" ? { id: issuer } : object(issuer)
    const evidence = objects(credential.evidence)
    const [proof = {}] = objects(credential.proof)
    const isComponent = each => each.genre === COMPONENT_GENRE
    return {
        id: text(credential.id),
        badge: text(badge.name) || text(credential.name),
        badgeDescription: text(badge.description),
        badgeVersion: text(badge.version),
        criteria: text(object(badge.criteria).narrative),
        achievement: text(badge.id),
        issuer: text(profile.id),
        issuerName: text(profile.name),
        issuerUrl: text(profile.url),
        earner: earner(subject),
        shown: text(subject.narrative),
        assessor: text(object(subject.source).name),
        role: text(subject.role),
        awarded: instant(credential.awardedDate),
        validFrom: instant(credential.validFrom),
        validUntil: instant(credential.validUntil),
        started: instant(subject.activityStartDate),
        ended: instant(subject.activityEndDate),
        signedAt: instant(proof.created),
        results: results(subject, badge),
        evidence: evidence.filter(each => !isComponent(each)).map(readEvidence),
        alignments: objects(badge.alignment).map(readAlignment),
        components: evidence.filter(isComponent).map(each => text(each.id)),
    }
}

/**
 * The value of the one result of that `resultType`, such as "ext:LearningHours". Of several none:
 * no proof covers their order, so that the holder could choose.
 */
export function measure(facts, kind) {
    const found = facts.results.filter(each => each.kind === kind)
    return found.length === 1 ? found[0].value : ""
}

/** The name that is signed, if it is one and is not hashed (OB 3.0, B.1.13). */
function earner(subject) {
    const found = objects(subject.identifier).find(
        ({ identityType, hashed }) => identityType === "name" && hashed === false,
    )
    return text(found?.identityHash)
}

function results(subject, badge) {
    const described = byId(badge.resultDescription)
    return objects(subject.result).map(result => {
        const about = described.get(text(result.resultDescription)) ?? {}
        const levels = byId(about.rubricCriterionLevel)
        const level = levels.get(text(result.achievedLevel)) ?? {}
        return {
            name: text(about.name),
            kind: text(about.resultType),
            level: text(level.name),
            levelDescription: text(level.description),
            value: text(result.value),
            met: isMet(level, levels.get(text(about.requiredLevel)) ?? {}),
        }
    })
}

/**
 * Whether one level stands at least as high as another, by what is signed of each.
 *
 * Not by their places in the array: the levels are a set, whose order no proof covers.
 */
function isMet(reached, required) {
    if (!Object.keys(reached).length || !Object.keys(required).length) return null
    if (reached.id === required.id) return true
    for (const term of ["level", "points"]) {
        const [low, high] = [text(required[term]), text(reached[term])]
        if (RANK.test(low) && RANK.test(high)) return Number(high) >= Number(low)
    }
    return null
}

function readEvidence(evidence) {
    return {
        kind: text(evidence.genre),
        description: text(evidence.description) || text(evidence.name),
        narrative: text(evidence.narrative),
        url: text(evidence.id),
        digest: text(evidence.digestSRI),
    }
}

function readAlignment(alignment) {
    return {
        name: text(alignment.targetName),
        url: text(alignment.targetUrl),
        framework: text(alignment.targetFramework),
        code: text(alignment.targetCode),
    }
}

function byId(value) {
    return new Map(objects(value).map(each => [text(each.id), each]))
}

function text(value) {
    return typeof value === "string" ? value : ""
}

function object(value) {
    return isObject(value) ? value : {}
}

/** The objects of a set, which JSON-LD lets stand without brackets when it has one. */
function objects(value) {
    return listed(value).filter(isObject)
}

function instant(value) {
    if (typeof value !== "string") return null
    try {
        return parseInstant(value)
    } catch (error) {
        if (error instanceof InstantError) return null
        throw error
    }
}
