/** What the checks need to know of a signed document, read once (VC Data Model 2.0, section 4). */

import { listed } from "../openbadges/active-context.js"
import { ALLOWED_CONTEXTS, VC_V2 } from "../openbadges/contexts.js"
import { InstantError, parseInstant } from "../openbadges/instants.js"
import { isAbsoluteIri } from "../openbadges/iri.js"
import { isObject } from "../openbadges/strict-json.js"
import { findUndefined } from "../openbadges/terms.js"
import { failed, unknown } from "./finding.js"

export const SUITE = "eddsa-rdfc-2022"

const OLDER_FORMS = new Map([
    ["https://www.w3.org/2018/credentials/v1", "Verifiable Credentials 1.1"],
    ["https://w3id.org/openbadges/v2", "Open Badges 2.0"],
    ["https://w3id.org/openbadges/v1", "Open Badges 1.1"],
])

// A list of terms by one of these that we don't carry makes a badge one we can't check;
// anybody else's may be there to turn the meaning of what was signed, so it is refused.
const STANDARDS_BODIES = [
    "https://www.w3.org/",
    "https://w3id.org/",
    "https://purl.imsglobal.org/",
    "https://purl.org/",
]

const CARRIED = new Set(ALLOWED_CONTEXTS.flat())

/**
 * Read a credential that has one of `types`, a badge or a status list. Every member is one that
 * its contexts define and its proof covers. Throws a Finding.
 *
 * @param {object} document - parsed JSON
 * @param {string[]} types
 */
export function readSigned(document, types) {
    checkContext(document["@context"])
    const proofs = listed(document.proof)
    if (!proofs.length) throw failed("document.unsigned")
    if (proofs.length > 1) throw failed("document.proofs", { count: proofs.length })
    const [what] = findUndefined(document)
    if (what !== undefined) throw failed("document.undefined", { what })
    requireType(document, "type", "VerifiableCredential")
    requireType(document, "type", ...types)
    const { issuer } = document
    const profile = typeof issuer === "string" ? { id: issuer } : requiredObject(document, "issuer")
    const signed = {
        document,
        id: optionalText(document, "id"),
        issuer: requiredText(profile, "id", "issuer.id"),
        issuerName: optionalText(profile, "name", "issuer.name"),
        subject: requiredObject(document, "credentialSubject"),
        validFrom: optionalInstant(document, "validFrom"),
        validUntil: optionalInstant(document, "validUntil"),
        proof: readProof(proofs[0]),
        status: listed(document.credentialStatus), // where it is said whether it was withdrawn
    }
    return { ...signed, issuerWords: signed.issuerName || signed.issuer } // how sentences call it
}

/** Only lists of terms we carry, in an order we know. */
function checkContext(context) {
    const urls = listed(context)
    if (Array.isArray(context) && ALLOWED_CONTEXTS.some(allowed => isSameList(allowed, urls))) return
    const form = OLDER_FORMS.get(urls[0])
    if (form) throw unknown("document.older-form", { ask: "ask.earner", form })
    if (isTexts(urls) && urls[0] === VC_V2 && new Set(urls).size === urls.length) {
        const foreign = urls.filter(url => !CARRIED.has(url))
        if (foreign.length && foreign.every(url => STANDARDS_BODIES.some(body => url.startsWith(body)))) {
            throw unknown("document.vocabulary", { ask: "ask.earner", url: foreign[0] })
        }
    }
    throw failed("document.context")
}

/** The one proof of a document (Data Integrity 1.0, section 2.1). */
function readProof(proof) {
    if (!isObject(proof)) throw failed("document.malformed", { member: "proof" })
    const kind = requiredText(proof, "type", "proof.type")
    const integrity = kind === "DataIntegrityProof"
    return {
        suite: integrity ? requiredText(proof, "cryptosuite", "proof.cryptosuite") : kind,
        purpose: proof.proofPurpose,
        verificationMethod: requiredText(proof, "verificationMethod", "proof.verificationMethod"),
        created: optionalInstant(proof, "created", "proof.created"),
        expires: optionalInstant(proof, "expires", "proof.expires"),
        value: proof.proofValue,
    }
}

/** Whether all of them are text. */
export function isTexts(values) {
    return values.every(value => typeof value === "string")
}

/** Whether two lists of texts are the same. */
function isSameList(one, other) {
    return one.length === other.length && one.every((text, index) => text === other[index])
}

/** One of `types` is among the holder's types, or a Finding. */
export function requireType(holder, member, ...types) {
    const found = listed(holder.type)
    if (!isTexts(found) || !types.some(type => found.includes(type))) {
        throw failed("document.missing", { member: `${member}: ${types[0]}` })
    }
}

/** The one object under `member`, or a Finding; a list is refused as OB 3.0's schema does. */
export function requiredObject(holder, member, at = member) {
    if (isObject(holder[member])) return holder[member]
    throw absent(holder[member], at)
}

/** The text under `member`, not empty, or a Finding. */
export function requiredText(holder, member, at = member) {
    if (typeof holder[member] === "string" && holder[member]) return holder[member]
    throw absent(holder[member], at)
}

/** The absolute IRI under `member`, or a Finding. */
export function requiredIri(holder, member, at = member) {
    const value = requiredText(holder, member, at)
    if (!isAbsoluteIri(value)) throw failed("document.malformed", { member: at })
    return value
}

function absent(value, member) {
    const missing = value === null || value === undefined
    return failed(missing ? "document.missing" : "document.malformed", { member })
}

function optionalText(holder, member, at = member) {
    return Object.hasOwn(holder, member) ? requiredText(holder, member, at) : ""
}

function optionalInstant(holder, member, at = member) {
    if (!Object.hasOwn(holder, member)) return null
    try {
        return parseInstant(requiredText(holder, member, at))
    } catch (error) {
        if (error instanceof InstantError) throw failed("document.malformed", { member: at })
        throw error
    }
}
