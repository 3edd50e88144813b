/**
 * Every Ed25519 vector that the browser's own way and the library must agree on; no Node in here,
 * so that a browser runs it too.
 *
 * A vector is `{name, publicKey, message, signature, valid}`, all but the name and `valid` in hex.
 */

const P = 2n ** 255n - 19n
const SIGN = 1n << 255n
const EIGHTH = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n

/** Keys of small order or in a form that is not canonical: with them a signature may fit anything. */
export const KEYS = [0n, 1n, P - 1n, EIGHTH, P - EIGHTH, P, P + 1n]
    .flatMap(y => [y, y + SIGN])
    .concat(2n ** 256n - 1n)
    .map(littleEndian)

export const SMALL_ORDER = KEYS.map(publicKey => ({
    name: `key ${publicKey}`,
    publicKey,
    message: "6d657373616765",
    signature: publicKey + "00".repeat(32),
    valid: false,
}))

/**
 * @param {object} json - Wycheproof's testvectors_v1/ed25519_test.json
 * @returns {object[]}
 */
export function wycheproof(json) {
    return json.testGroups.flatMap(group => group.tests.map(test => ({
        name: `Wycheproof ${test.tcId}`,
        publicKey: group.publicKey.pk,
        message: test.msg,
        signature: test.sig,
        valid: test.result === "valid",
    })))
}

/**
 * Taming the Many EdDSAs, table 6: of its twelve only the fourth, a key of mixed order whose equation
 * holds with and without the cofactor, is accepted.
 *
 * @param {object[]} json - ed25519-speccheck's cases.json
 * @returns {object[]}
 */
export function speccheck(json) {
    return json.map(({ pub_key: publicKey, message, signature }, index) => (
        { name: `speccheck ${index}`, publicKey, message, signature, valid: index === 3 }
    ))
}

/**
 * The names of the vectors that are answered wrongly.
 *
 * @param {(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>} verify
 * @param {object[]} vectors
 * @returns {Promise<string[]>}
 */
export async function failures(verify, vectors) {
    const wrong = []
    for (const { name, publicKey, message, signature, valid } of vectors) {
        if (await verify(...[publicKey, message, signature].map(bytesOf)) !== valid) wrong.push(name)
    }
    return wrong
}

function littleEndian(number) {
    return number.toString(16).padStart(64, "0").match(/../g).reverse().join("")
}

function bytesOf(hex) {
    return Uint8Array.from(hex.match(/../g) ?? [], byte => parseInt(byte, 16))
}
