// A private link: the badge rides in the fragment, which no browser sends to a server.

import { decodeBase64url, encodeBase64url } from "../openbadges/base64url.js"
import { MAX_BYTES } from "../openbadges/strict-json.js"
import { pack, unpack, UnpackError } from "../openbadges/unpack.js"

/** Why a link carries no badge; one sentence. */
export class LinkError extends Error {}

/**
 * The credential that a private link carries.
 *
 * @param {string} text - the address, its fragment, or `b=...` alone
 * @returns {Promise<Uint8Array>}
 * @throws {LinkError} it carries none, or more than `MAX_BYTES`
 */
export async function fromFragment(text) {
    const [, carried = ""] = /(?:^|#|&)b=([A-Za-z0-9_-]+)$/.exec(text) ?? []
    const { bytes, isWhole, isCanonical } = decodeBase64url(carried)
    try {
        if (!isWhole || !isCanonical) throw new UnpackError()
        return await unpack(bytes, "deflate-raw", MAX_BYTES)
    } catch (error) {
        if (!(error instanceof UnpackError)) throw error
        throw new LinkError("The link is damaged or cut off: no badge can be read from it.")
    }
}

/**
 * The fragment that carries a credential: base64url of its raw deflate (RFC 4648, 5; RFC 1951).
 *
 * @param {Uint8Array} data
 * @returns {Promise<string>} `b=...`, without `#`
 */
export async function toFragment(data) {
    return `b=${encodeBase64url(await pack(data, "deflate-raw"))}`
}
