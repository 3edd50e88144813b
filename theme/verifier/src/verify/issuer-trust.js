/**
 * Check "issuer-trust": the issuer is on the reader's own list of known issuers.
 *
 * The DID is compared letter by letter: a look-alike is another issuer. Where the entry pins
 * keys, the one that signed must be among them.
 */

import { check } from "./report.js"
import { find } from "./trust.js"
import { say } from "./words.js"

const ID = "issuer-trust"

/** Look the issuer up in `case.trust`. */
export async function checkIssuerTrust({ badge, key, trust }) {
    const { issuer } = badge.signed
    const known = find(trust, issuer)
    if (!known) return check(ID, "failed", say("issuer-trust.unknown", { issuer }), say("ask.self"))
    const { name, keys } = known
    if (keys.length && !keys.includes(key?.multibase)) {
        return check(ID, "failed", say("issuer-trust.key", { name }), say("ask.issuer", { issuer: name }))
    }
    return check(ID, "passed", say("issuer-trust.passed", { name }))
}
