// Base64url without padding (RFC 4648, section 5), and each bytes in exactly one text.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)))

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function encodeBase64url(bytes) {
    let text = ""
    for (let at = 0; at < bytes.length; at += 3) {
        const [one, two = 0, three = 0] = bytes.subarray(at, at + 3)
        const group = one << 16 | two << 8 | three
        const digits = Math.min(bytes.length - at, 3) + 1
        for (let digit = 0; digit < digits; digit++) text += ALPHABET[group >> 18 - 6 * digit & 63]
    }
    return text
}

/**
 * @param {string} text - of the alphabet's characters only
 * @returns {{bytes: Uint8Array, isWhole: boolean, isCanonical: boolean}} not whole: a lone character is
 *     left over; not canonical: bits that belong to no byte are set
 */
export function decodeBase64url(text) {
    const bytes = new Uint8Array(Math.floor(text.length * 6 / 8))
    let bits = 0
    let count = 0
    for (let at = 0, to = 0; at < text.length; at++) {
        bits = bits << 6 | VALUES[text.charCodeAt(at)]
        count += 6
        if (count >= 8) {
            count -= 8
            bytes[to++] = bits >> count
            bits &= (1 << count) - 1
        }
    }
    return { bytes, isWhole: text.length % 4 !== 1, isCanonical: bits === 0 }
}
