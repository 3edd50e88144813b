/**
 * Check "issuer-key": the key that signed is the issuer's own, and was in force.
 *
 * 1. the proof's verificationMethod is named under the issuer's own DID;
 * 2. the issuer's DID document is had from the address the DID gives (did:web);
 * 3. it lists the key for assertions, and controls it (Controlled Identifiers 1.0, 3.3);
 * 4. the key is not for status lists alone, and was not retired when the signature was made;
 * 5. it was not withdrawn. Whoever stole a key can write any date, so what it signed counts only
 *    where the issuer has confirmed it since with another key: a signed list, whose address the
 *    DID document names, holds the digest of its signature.
 *
 * A document that came with the badge says nothing of itself: it counts only where the
 * reader's trust list pins the issuer and this very key.
 */

import { assertionKey, DidError, documentUrl } from "../openbadges/did-web.js"
import { decodePublicKey } from "../openbadges/multikey.js"
import { digest } from "../openbadges/rdfc.js"
import { parseJson, StrictJsonError } from "../openbadges/strict-json.js"
import { attempt, failed, Finding, unknown } from "./finding.js"
import { check } from "./report.js"
import { hostOf, Unavailable } from "./resolver.js"
import { requireGenuine } from "./signature.js"
import { readSigned, requiredText, requireType, SUITE } from "./signed.js"
import { find } from "./trust.js"
import { requireInForce } from "./validity-period.js"
import { say } from "./words.js"

const ID = "issuer-key"
const DIGEST_DIGITS = 32 // of a signature's, in hex

/** Find the key; sets `case.key`. */
export async function checkIssuerKey(examined) {
    const { badge } = examined
    const { suite } = badge.signed.proof
    if (suite !== SUITE) return check(ID, "skipped", say("issuer-key.suite", { suite }))
    try {
        examined.key = await findKey(badge.signed, examined, { confirmed: true })
    } catch (error) {
        if (error instanceof Finding) return error.asCheck(ID, badge.issuerWords)
        throw error
    }
    const { pinnedBy, revoked } = examined.key
    if (revoked !== null) return check(ID, "passed", say("issuer-key.confirmed", { revoked }))
    if (pinnedBy) return check(ID, "passed", say("issuer-key.pinned", { name: pinnedBy }))
    const host = hostOf(documentUrl(badge.signed.issuer))
    return check(ID, "passed", say("issuer-key.passed", { host }))
}

/**
 * The key that signed `signed`, if it is its issuer's and in force. Rejects with a Finding.
 *
 * @param {object} signed - as readSigned gives it
 * @param {Case} examined
 * @param {{confirmed?: boolean, forList?: boolean}} also - `confirmed`: a withdrawn one where the
 *     issuer has confirmed `signed` since; `forList`: one that may sign status lists alone
 * @returns {Promise<{raw: Uint8Array, multibase: string, pinnedBy: string, revoked: bigint | null}>}
 *     `pinnedBy`: the name of the known issuer whose entry lists it, where the document came with
 *     the badge; `revoked`: when it was withdrawn
 */
export async function findKey(signed, examined, { confirmed, forList } = {}) {
    const { issuer: did, proof } = signed
    const method = proof.verificationMethod
    if (!did.startsWith("did:web:")) throw unknown("issuer-key.method", { issuer: did })
    const url = attempt(() => documentUrl(did), DidError, reason => failed("issuer-key.address", { reason }))
    if (!method.startsWith(`${did}#`)) throw failed("issuer-key.foreign")
    const document = await had(url, examined, reason =>
        unknown("issuer-key.unavailable", { ask: "ask.later", reason }),
    )
    const known = find(examined.trust, did)
    const body = attempt(
        () => parseJson(document.body),
        StrictJsonError,
        () => unknown("issuer-key.unreadable", { ask: "ask.later", host: hostOf(url) }),
    )
    const handed = () => unknown("issuer-key.handed", { ask: "ask.self" })
    const listed = attempt(
        () => assertionKey(body, did, method),
        DidError,
        // Whoever handed it over may have left the key out.
        reason => (document.handed ? handed() : failed("issuer-key.refused", { reason })),
    )
    const { publicKeyMultibase: multibase, expires, listsOnly } = listed
    if (document.handed && !known?.keys.includes(multibase)) throw handed()
    const { asOf } = examined
    const ask = "ask.issuer"
    if (listsOnly && !forList) throw failed("issuer-key.lists-only", { ask })
    const revoked = listed.revoked !== null && listed.revoked <= asOf ? listed.revoked : null
    if (revoked !== null) {
        if (!confirmed || !listed.attested) throw failed("issuer-key.revoked", { ask, revoked })
        await requireConfirmed(signed, listed, examined)
    }
    // Controlled Identifiers 1.0, section 2.2: a retired key's earlier signatures stay good. Where
    // a proof has no date, the moment of judging stands in.
    if (expires !== null && (proof.created ?? asOf) >= expires) {
        if (proof.created === null) throw failed("issuer-key.retired-undated", { ask, retired: expires })
        throw failed("issuer-key.retired", { ask, signed: proof.created, retired: expires })
    }
    return { raw: decodePublicKey(multibase), multibase, pinnedBy: document.handed ? known.name : "", revoked }
}

/** The issuer's list, signed with another key, holds what a withdrawn key signed here; or a Finding. */
async function requireConfirmed({ issuer, proof }, { attested: url, revoked }, examined) {
    const untold = reason => unknown("issuer-key.unconfirmed", { ask: "ask.later", revoked, reason })
    const { signed } = (await issuersOwn(url, issuer, examined, untold, untold)).place
    const digests = attempt(
        () => {
            requireInForce(signed, examined.asOf)
            return requiredText(signed.subject, "digestMultibase")
        },
        Finding,
        untold,
    )
    if (signed.subject.id !== proof.verificationMethod) throw untold("It is about another key.")
    if (typeof proof.value !== "string" || !digests.includes(digest(proof.value).slice(0, DIGEST_DIGITS))) {
        throw failed("issuer-key.unlisted", { ask: "ask.issuer", revoked })
    }
}

/**
 * What `issuer` signed and put at `url`, of the type `kind`; rejects with a Finding, which
 * `notHad` and `untrue` make of the reason why it can't be had or relied on.
 *
 * @returns {Promise<{place: object, handed: boolean}>} `place`: see list-memory.js
 */
export async function issuersOwn(url, issuer, examined, notHad, untrue, kind, also) {
    const { body, handed } = await had(url, examined, notHad)
    const place = examined.lists.of(body)
    try {
        place.signed ??= readSigned(parseJson(body), ["VerifiableCredential"])
        const { signed, keys } = place
        if (kind) requireType(signed.document, "type", kind)
        if (signed.issuer === issuer) {
            const { raw, multibase } = await findKey(signed, examined, also) // anew each time
            if (!keys.has(multibase)) await requireGenuine(signed, raw)
            keys.add(multibase)
        }
    } catch (error) {
        throw error instanceof StrictJsonError || error instanceof Finding ? untrue(error) : error
    }
    if (place.signed.issuer !== issuer) throw untrue("It is by another issuer than the badge.")
    return { place, handed }
}

/** The document at `url`; rejects with the finding that `told` makes of the reason why not. */
async function had(url, examined, told) {
    try {
        return await examined.get(url)
    } catch (error) {
        throw error instanceof Unavailable ? told(error) : error
    }
}
