/**
 * Check "signature": that key signed exactly this content.
 *
 * Data Integrity EdDSA Cryptosuites 1.0, section 3.2.2 (`eddsa-rdfc-2022`). Another suite is
 * unknown, not failed.
 */

import { CanonicalizationError } from "../openbadges/canonical.js"
import { proofIsGenuine, ProofError } from "../openbadges/proof.js"
import { failed, Finding, unknown } from "./finding.js"
import { check } from "./report.js"
import { SUITE } from "./signed.js"
import { say } from "./words.js"

const ID = "signature"

/** Judge the proof with the key that "issuer-key" found. */
export async function checkSignature({ badge, key }) {
    const { suite, created } = badge.signed.proof
    if (suite !== SUITE) return unknown("signature.suite", { suite }).asCheck(ID, badge.issuerWords)
    if (!key) return check(ID, "skipped", say("skipped", { blocker: "issuer-key" }))
    try {
        await requireGenuine(badge.signed, key.raw)
    } catch (error) {
        if (error instanceof Finding) return error.asCheck(ID, badge.issuerWords)
        throw error
    }
    if (created === null) return check(ID, "passed", say("signature.passed"))
    return check(ID, "passed", say("signature.passed-dated", { signed: created }))
}

/**
 * The proof of `signed`, a badge or a status list, is by that key; rejects with a Finding.
 *
 * @param {object} signed - as readSigned gives it
 * @param {Uint8Array} publicKey - 32 bytes
 */
export async function requireGenuine({ document, proof }, publicKey) {
    if (proof.suite !== SUITE) throw unknown("signature.suite", { suite: proof.suite })
    if (proof.purpose !== "assertionMethod") throw failed("signature.purpose")
    let genuine
    try {
        genuine = await proofIsGenuine(document, publicKey)
    } catch (error) {
        if (error instanceof ProofError) throw failed("signature.malformed", { reason: error })
        if (error instanceof CanonicalizationError) throw failed("signature.tangled", { reason: error })
        throw error
    }
    if (!genuine) throw failed("signature.failed")
}
