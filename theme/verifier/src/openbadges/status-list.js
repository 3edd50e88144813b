// Bitstring Status Lists (Bitstring Status List 1.0).

import { decodeBase64url } from "./base64url.js"
import { unpack, UnpackError } from "./unpack.js"

export const MINIMUM_ENTRIES = 131_072 // section 3.1: fewer would say who it is about
export const MAX_ENTRIES = 2 ** 25 // 4 MiB unpacked, so that a small file cannot fill the memory

const ENCODED = /^u[A-Za-z0-9_-]*$/

/** Why a status list cannot be read; one sentence. */
export class StatusListError extends Error {}

/**
 * The bits of an `encodedList`.
 *
 * @param {string} encoded
 * @returns {Promise<Uint8Array>}
 * @throws {StatusListError} another encoding, damaged, fewer than `MINIMUM_ENTRIES` or more
 *     than `MAX_ENTRIES`
 */
export async function decodeBits(encoded) {
    if (encoded.length > MAX_ENTRIES / 4 || !ENCODED.test(encoded)) {
        throw new StatusListError("The status list is not base64url text that begins with 'u'.")
    }
    const { bytes, isWhole, isCanonical } = decodeBase64url(encoded.slice(1))
    if (!isWhole) throw new StatusListError("The status list's base64url text is cut off.")
    if (!isCanonical) {
        throw new StatusListError("The status list's base64url text is not in its canonical form.")
    }
    const bits = await unpacked(bytes)
    if (bits.length * 8 < MINIMUM_ENTRIES) {
        throw new StatusListError("The status list has fewer than 131,072 entries.")
    }
    return bits
}

/**
 * The entry at an index, which counts from the leftmost bit (section 3.1).
 *
 * @param {Uint8Array} bits
 * @param {number | bigint} index
 * @returns {boolean}
 * @throws {StatusListError} the list has no such entry
 */
export function isSet(bits, index) {
    if (!(index >= 0 && index < bits.length * 8)) {
        throw new StatusListError(`The status list has no entry ${index}.`)
    }
    const at = Number(index)
    return Boolean(bits[at >> 3] & 0x80 >> at % 8)
}

async function unpacked(bytes) {
    try {
        return await unpack(bytes, "gzip", MAX_ENTRIES / 8)
    } catch (error) {
        if (!(error instanceof UnpackError)) throw error
        throw new StatusListError(
            "The status list's gzip data is damaged, or has more than 33,554,432 entries.",
        )
    }
}
