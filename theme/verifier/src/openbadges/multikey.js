// Ed25519 public keys as Multikey text, and base58-btc (Controlled Identifiers 1.0).

import { publicKeyProblem } from "./ed25519.js"

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
const ED25519_PUB = [0xed, 0x01] // multicodec, as a varint
const MAX_CHARACTERS = 128 // a signature takes 88; decoding costs the square of the length

/** Why a text is not base58-btc, or not an Ed25519 public key; one sentence. */
export class MultikeyError extends Error {}

/**
 * The 32 bytes of a key; the text must be the one encoding of them.
 *
 * @param {string} multibase - `z6Mk...`
 * @returns {Uint8Array}
 * @throws {MultikeyError} another base or kind of key, another length, or a point that is not
 *     canonical or of small order
 */
export function decodePublicKey(multibase) {
    const data = decodeBase58btc(multibase)
    if (data[0] !== ED25519_PUB[0] || data[1] !== ED25519_PUB[1]) {
        throw new MultikeyError("The key is not an Ed25519 public key.")
    }
    const raw = data.subarray(2)
    const problem = publicKeyProblem(raw)
    if (problem) throw new MultikeyError(problem)
    return raw
}

/**
 * The bytes of a multibase text; each byte string has exactly one such text.
 *
 * @param {string} multibase
 * @returns {Uint8Array}
 * @throws {MultikeyError} another base, a foreign character, or too long
 */
export function decodeBase58btc(multibase) {
    if (!multibase.startsWith("z")) {
        throw new MultikeyError("The text is not in base58-btc: it does not begin with 'z'.")
    }
    const [, ...characters] = multibase.slice(0, 2 * MAX_CHARACTERS + 2)
    if (characters.length >= MAX_CHARACTERS) throw new MultikeyError("The base58-btc text is too long.")
    let number = 0n
    for (const character of characters) {
        const value = ALPHABET.indexOf(character)
        if (value < 0) throw new MultikeyError(`'${character}' is not a character of base58-btc.`)
        number = number * 58n + BigInt(value)
    }
    const body = []
    for (; number; number /= 256n) body.push(Number(number % 256n))
    const zeros = /^1*/.exec(multibase.slice(1))[0].length
    return new Uint8Array([...Array(zeros).fill(0), ...body.reverse()])
}
