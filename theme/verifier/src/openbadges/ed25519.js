// Ed25519 with one answer everywhere (RFC 8032; generator/README, trap 7).
//
// Libraries and browsers differ on keys of small order, with which one signature fits any
// message, and on encodings past the field. Both are refused here, before the primitive.

import { Point } from "@noble/ed25519"

import { joined } from "./joined.js"
import { sha512 } from "./sha512.js"

const KEY_BYTES = 32
export const SIGNATURE_BYTES = 64

const P = 2n ** 255n - 19n
const L = 2n ** 252n + 27742317777372353535851937790883648493n // order of the base point
const D = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n // -121665 / 121666
const EIGHTH = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n
// The y of all eight points whose order divides 8; generator/openbadges/ed25519.py derives them.
const SMALL_ORDER_Y = [0n, 1n, P - 1n, EIGHTH, P - EIGHTH]

/**
 * The two ways to check a signature, each behind the same checks: the browser's own, and a library
 * for browsers that lack Ed25519 and for pages without `crypto.subtle` (not over HTTPS).
 */
export const primitives = {
    async webcrypto(publicKey, message, signature) {
        const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"])
        return crypto.subtle.verify("Ed25519", key, signature, message)
    },
    async noble(publicKey, message, signature) {
        // The equation without the cofactor, as OpenSSL and browsers have it; the library's own `verify`
        // has it with the cofactor, and so takes signatures that they refuse.
        const commitment = signature.subarray(0, KEY_BYTES)
        const challenge = littleEndian(sha512(joined([commitment, publicKey, message]))) % L
        const scalar = littleEndian(signature.subarray(KEY_BYTES))
        const point = Point.fromBytes(publicKey).multiply(challenge, false)
        const expected = Point.BASE.multiply(scalar, false).subtract(point).toBytes()
        return expected.every((byte, index) => byte === commitment[index])
    },
}

let chosen

/**
 * Did the owner of the key sign the message? Malformed input is a no.
 *
 * @param {Uint8Array} publicKey - 32 bytes
 * @param {Uint8Array} message
 * @param {Uint8Array} signature - 64 bytes
 * @param {Function} [primitive] - one of `primitives`; by default the better one that works here
 * @returns {Promise<boolean>}
 */
export async function verifySignature(publicKey, message, signature, primitive) {
    if (publicKeyProblem(publicKey) || signature.length !== SIGNATURE_BYTES) return false
    if (littleEndian(signature.subarray(KEY_BYTES)) >= L) return false
    if (encodingProblem(yOf(signature.subarray(0, KEY_BYTES)))) return false // bytes that are no point fit none
    chosen ??= choose()
    return (primitive ?? await chosen)(publicKey, message, signature)
}

/**
 * Why these bytes are no Ed25519 public key to rely on; empty when they are one.
 *
 * @param {Uint8Array} raw
 * @returns {string}
 */
export function publicKeyProblem(raw) {
    if (raw.length !== KEY_BYTES) return `The key has ${raw.length} bytes where Ed25519 has ${KEY_BYTES}.`
    const y = yOf(raw)
    const problem = encodingProblem(y) || (isOnCurve(y) ? "" : "not a point of the curve")
    return problem && `The key is ${problem}.`
}

const yOf = encoded => BigInt.asUintN(255, littleEndian(encoded)) // without the sign of x

function encodingProblem(y) {
    if (y >= P) return "not in its canonical form"
    return SMALL_ORDER_Y.includes(y) ? "of small order, so that one signature would fit any message" : ""
}

let judged = { y: -1n, onCurve: false } // a badge's key and its list's are one, and looked at six times

/** -x^2 + y^2 = 1 + d x^2 y^2 has an x when (y^2 - 1) / (d y^2 + 1), and so their product, is a square. */
function isOnCurve(y) {
    if (judged.y !== y) judged = { y, onCurve: isSquare((y * y - 1n) * (D * y * y + 1n)) }
    return judged.onCurve
}

function isSquare(value) {
    let power = 1n
    let base = value % P
    for (let exponent = (P - 1n) / 2n; exponent; exponent >>= 1n) {
        if (exponent & 1n) power = power * base % P
        base = base * base % P
    }
    return power <= 1n
}

function littleEndian(bytes) {
    return BigInt("0x" + Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).reverse().join(""))
}

/**
 * The browser's own Ed25519, where it says yes to RFC 8032's first vector and no to a signature
 * that holds only with the cofactor (Taming the Many EdDSAs, table 6, case 4).
 */
async function choose() {
    const genuine = [
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155" +
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ]
    const doubtful = [
        "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
        "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
        "160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed512" +
        "5ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09",
    ]
    try {
        const [yes, no] = await Promise.all(
            [genuine, doubtful].map(vector => primitives.webcrypto(...vector.map(bytesOf))),
        )
        if (yes === true && no === false) return primitives.webcrypto
    } catch {
        // no `crypto.subtle`, or one without Ed25519
    }
    return primitives.noble
}

function bytesOf(hex) {
    return Uint8Array.from(hex.match(/../g) ?? [], byte => parseInt(byte, 16))
}
