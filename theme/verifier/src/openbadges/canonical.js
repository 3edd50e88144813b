// The canonical form of a document: the one seam between JSON and what is signed.
//
// A faster way may come behind `canonicalize`; nothing else in the verifier knows how the bytes
// are made.

import { pinnedContext } from "./contexts.js"
import { JsonLdError, toQuads } from "./rdf.js"
import { canonicalNquads, DatasetError } from "./rdfc.js"
import { findUndefined } from "./terms.js"

/** Why a document has no canonical form that everyone would agree on; one sentence. */
export class CanonicalizationError extends Error {}

/**
 * The document as canonical N-Quads (RDFC-1.0), the bytes that are hashed and signed.
 *
 * @param {object} document
 * @param {(url: string) => object} contexts
 * @returns {Promise<Uint8Array>}
 * @throws {CanonicalizationError} a member no context defines, an IRI that is not absolute, or a
 *     document past a limit. Every document ends here within a second and a half.
 */
export async function canonicalize(document, contexts = pinnedContext) {
    const problems = findUndefined(document, contexts)
    if (problems.length) throw new CanonicalizationError(problems[0])
    try {
        const quads = await toQuads(document, contexts)
        if (quads.length) return canonicalNquads(quads)
    } catch (error) {
        if (!(error instanceof JsonLdError || error instanceof DatasetError)) throw error
        throw new CanonicalizationError(error.message)
    }
    throw new CanonicalizationError("The document states nothing.")
}
