// SHA-256 (FIPS 180-4, section 6.2), at once, for many small texts: WebCrypto answers later, and not
// at all on pages without HTTPS. A library's would weigh five times as much.

import { CONSTANTS, START } from "./sha512.js"

const BLOCK_BYTES = 64
const high = word => Number(word >> 32n)

// Sections 4.2.2 and 5.3.3: of the same roots as SHA-512's, the first half.
const FIRST = START.map(high)
const ROUNDS = Int32Array.from(CONSTANTS.slice(0, 64), high)

/**
 * @param {Uint8Array} message
 * @returns {Uint8Array} 32 bytes
 */
export function sha256(message) {
    const padded = new Uint8Array(Math.ceil((message.length + 9) / BLOCK_BYTES) * BLOCK_BYTES)
    padded.set(message)
    padded[message.length] = 0x80
    const view = new DataView(padded.buffer)
    view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n)
    const state = Int32Array.from(FIRST)
    const words = new Int32Array(64)
    for (let at = 0; at < padded.length; at += BLOCK_BYTES) compress(state, words, view, at)
    const made = new DataView(new ArrayBuffer(32))
    state.forEach((word, index) => made.setInt32(4 * index, word))
    return new Uint8Array(made.buffer)
}

/**
 * SHA-256 of what is large, by the browser where it can: a picture may have 20 MB.
 *
 * @param {Uint8Array} bytes
 * @returns {Promise<Uint8Array>} 32 bytes
 */
export async function digest(bytes) {
    const { subtle } = crypto
    return subtle ? new Uint8Array(await subtle.digest("SHA-256", bytes)) : sha256(bytes)
}

/**
 * @param {Uint8Array} bytes
 * @returns {string} two small digits a byte
 */
export function hex(bytes) {
    return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("")
}

/** Every sum is cut to 32 bits at once, so that engines count in integers. */
function compress(state, words, view, at) {
    let [a, b, c, d, e, f, g, h] = state
    for (let round = 0; round < 64; round += 1) {
        if (round < 16) {
            words[round] = view.getInt32(at + 4 * round)
        } else {
            const x = words[round - 15]
            const y = words[round - 2]
            const one = (words[round - 16] + (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3))) | 0
            words[round] = (one + words[round - 7] + (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10))) | 0
        }
        const kept = (((e & f) ^ (~e & g)) + ROUNDS[round] + words[round]) | 0
        const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + kept) | 0
        const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
        h = g
        g = f
        f = e
        e = (d + one) | 0
        d = c
        c = b
        b = a
        a = (one + two) | 0
    }
    const made = [a, b, c, d, e, f, g, h]
    for (let index = 0; index < 8; index += 1) state[index] += made[index]
}

function turned(word, bits) {
    return (word >>> bits) | (word << (32 - bits))
}
