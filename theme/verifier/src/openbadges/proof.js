// Proofs with `eddsa-rdfc-2022` (Data Integrity EdDSA Cryptosuites 1.0, section 3.2).

import { canonicalize } from "./canonical.js"
import { SIGNATURE_BYTES, verifySignature } from "./ed25519.js"
import { joined } from "./joined.js"
import { decodeBase58btc, MultikeyError } from "./multikey.js"
import { digest } from "./sha256.js"
import { isObject } from "./strict-json.js"

const EXPECTED = {
    type: "DataIntegrityProof",
    cryptosuite: "eddsa-rdfc-2022",
    proofPurpose: "assertionMethod",
}

/** Why a document has no proof that we can check; one sentence. */
export class ProofError extends Error {}

/**
 * The 64 bytes that eddsa-rdfc-2022 signs (section 3.2.4): SHA-256 of the canonical proof options,
 * then SHA-256 of the canonical credential without its proof.
 *
 * @param {object} credential
 * @param {object} options - the proof without `proofValue`, with the credential's `@context`
 * @returns {Promise<Uint8Array>}
 * @throws {CanonicalizationError} either has no canonical form
 */
async function hashData(credential, options) {
    const each = [await canonicalize(options), await canonicalize(credential)]
    return joined(await Promise.all(each.map(digest)))
}

/**
 * The document's one proof, of the one kind we check.
 *
 * @param {object} document
 * @returns {object}
 * @throws {ProofError} none, several, or another kind
 */
function proofOf(document) {
    const proofs = Array.isArray(document.proof) ? document.proof : [document.proof]
    const [proof] = proofs
    if (proofs.length !== 1 || !isObject(proof)) {
        throw new ProofError("The document does not have exactly one proof.")
    }
    for (const [member, expected] of Object.entries(EXPECTED)) {
        if (proof[member] !== expected) throw new ProofError(`The proof's ${member} is not '${expected}'.`)
    }
    for (const member of ["verificationMethod", "proofValue"]) {
        if (typeof proof[member] !== "string") throw new ProofError(`The proof has no ${member}.`)
    }
    if (proof.previousProof !== undefined) { // section 4.3 of Data Integrity: it would have to be here too
        throw new ProofError("The proof builds on another proof, which is not there.")
    }
    return proof
}

/**
 * Whether the owner of the key signed exactly this content (section 3.2.2).
 *
 * @param {object} document
 * @param {Uint8Array} publicKey - 32 bytes
 * @returns {Promise<boolean>}
 * @throws {ProofError} no proof that we can check
 * @throws {CanonicalizationError} the document has no canonical form
 */
export async function proofIsGenuine(document, publicKey) {
    const { proofValue, ...options } = proofOf(document)
    const { proof: _, ...unsecured } = document
    const context = document["@context"] ?? null
    if (options["@context"] !== undefined && !sameJson(options["@context"], context)) {
        throw new ProofError("The proof has another @context than its document.")
    }
    const signature = signatureOf(proofValue)
    const data = await hashData(unsecured, { ...options, "@context": context })
    return verifySignature(publicKey, data, signature)
}

function signatureOf(proofValue) {
    let signature
    try {
        signature = decodeBase58btc(proofValue)
    } catch (error) {
        if (!(error instanceof MultikeyError)) throw error
        throw new ProofError(`The proof's value cannot be read: ${error.message}`)
    }
    if (signature.length !== SIGNATURE_BYTES) {
        throw new ProofError(`The signature does not have ${SIGNATURE_BYTES} bytes.`)
    }
    return signature
}

function sameJson(one, other) {
    if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
        return one === other
    }
    const members = Object.keys(one)
    return Array.isArray(one) === Array.isArray(other) && members.length === Object.keys(other).length &&
        members.every(each => Object.hasOwn(other, each) && sameJson(one[each], other[each]))
}
