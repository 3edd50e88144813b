/**
 * Check "issuer-key": the key that signed is the issuer's own, and was in force.
 *
 * 1. the proof's verificationMethod is named under the issuer's own DID;
 * 2. the issuer's DID document is had from the address the DID gives (did:web);
 * 3. it lists the key for assertions, and controls it (Controlled Identifiers 1.0, 3.3);
 * 4. the key was not retired when the signature was made, and never withdrawn.
 *
 * A document that came with the badge says nothing of itself: it counts only where the
 * reader's trust list pins the issuer and this very key.
 */

import { assertionKey, DidError, documentUrl } from "../openbadges/did-web.js"
import { decodePublicKey } from "../openbadges/multikey.js"
import { parseJson, StrictJsonError } from "../openbadges/strict-json.js"
import { attempt, failed, Finding, unknown } from "./finding.js"
import { check } from "./report.js"
import { hostOf, Unavailable } from "./resolver.js"
import { SUITE } from "./signed.js"
import { find } from "./trust.js"
import { say } from "./words.js"

const ID = "issuer-key"

/** Find the key; sets `case.key`. */
export async function checkIssuerKey(examined) {
    const { badge } = examined
    const { suite } = badge.signed.proof
    if (suite !== SUITE) return check(ID, "skipped", say("issuer-key.suite", { suite }))
    try {
        examined.key = await findKey(badge.signed, examined)
    } catch (error) {
        if (error instanceof Finding) return error.asCheck(ID, badge.issuerWords)
        throw error
    }
    const { pinnedBy } = examined.key
    if (pinnedBy) return check(ID, "passed", say("issuer-key.pinned", { name: pinnedBy }))
    const host = hostOf(documentUrl(badge.signed.issuer))
    return check(ID, "passed", say("issuer-key.passed", { host }))
}

/**
 * The key that signed `signed`, if it is its issuer's; for badges and status lists. Rejects with
 * a Finding.
 *
 * @returns {Promise<{raw: Uint8Array, multibase: string, pinnedBy: string}>} `pinnedBy`: the name
 *     of the known issuer whose entry lists it, where the document came with the badge
 */
export async function findKey(signed, examined) {
    const { issuer: did, proof } = signed
    const method = proof.verificationMethod
    if (!did.startsWith("did:web:")) throw unknown("issuer-key.method", { issuer: did })
    const url = attempt(() => documentUrl(did), DidError, reason => failed("issuer-key.address", { reason }))
    if (!method.startsWith(`${did}#`)) throw failed("issuer-key.foreign")
    const document = await examined.get(url).catch(reason => {
        if (!(reason instanceof Unavailable)) throw reason
        throw unknown("issuer-key.unavailable", { ask: "ask.later", reason })
    })
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
    const multibase = listed.publicKeyMultibase
    if (document.handed && !known?.keys.includes(multibase)) throw handed()
    checkWindow(listed, proof.created, examined.asOf)
    return { raw: decodePublicKey(multibase), multibase, pinnedBy: document.handed ? known.name : "" }
}

/**
 * Was the key in force? Controlled Identifiers 1.0, section 2.2.
 *
 * A retired key's earlier signatures stay good; a withdrawn one's don't, because whoever
 * stole it can write any date. Where a proof has no date, the moment of judging stands in.
 */
function checkWindow({ expires, revoked }, signedAt, asOf) {
    const ask = "ask.issuer"
    if (revoked !== null && revoked <= asOf) throw failed("issuer-key.revoked", { ask, revoked })
    if (expires !== null && (signedAt ?? asOf) >= expires) {
        if (signedAt === null) throw failed("issuer-key.retired-undated", { ask, retired: expires })
        throw failed("issuer-key.retired", { ask, signed: signedAt, retired: expires })
    }
}
