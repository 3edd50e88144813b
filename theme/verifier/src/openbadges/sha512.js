// SHA-512 (FIPS 180-4, section 6.4), for pages without `crypto.subtle`; a signature asks for a few
// blocks, so it need not be fast. A library's would weigh five times as much.

const BLOCK_BYTES = 128
const MASK = (1n << 64n) - 1n
const PRIMES = []
for (let number = 2n; PRIMES.length < 80; number++) {
    if (PRIMES.every(prime => number % prime)) PRIMES.push(number)
}
export const START = PRIMES.slice(0, 8).map(prime => root(prime << 128n, 2n) & MASK) // section 5.3.5
export const CONSTANTS = PRIMES.map(prime => root(prime << 192n, 3n) & MASK) // section 4.2.3

/**
 * @param {Uint8Array} message
 * @returns {Uint8Array} 64 bytes
 */
export function sha512(message) {
    const padded = new Uint8Array(Math.ceil((message.length + 17) / BLOCK_BYTES) * BLOCK_BYTES)
    padded.set(message)
    padded[message.length] = 0x80
    const view = new DataView(padded.buffer)
    view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n)
    let state = START
    for (let at = 0; at < padded.length; at += BLOCK_BYTES) state = compressed(state, view, at)
    const digest = new DataView(new ArrayBuffer(64))
    state.forEach((word, index) => digest.setBigUint64(8 * index, word))
    return new Uint8Array(digest.buffer)
}

function compressed(state, view, at) {
    const words = Array.from({ length: 16 }, (_, index) => view.getBigUint64(at + 8 * index))
    let [a, b, c, d, e, f, g, h] = state
    for (let round = 0; round < 80; round++) {
        if (round >= 16) {
            const [x, y] = [words[round - 15], words[round - 2]]
            const sum = words[round - 16] + (turned(x, 1n) ^ turned(x, 8n) ^ x >> 7n) +
                words[round - 7] + (turned(y, 19n) ^ turned(y, 61n) ^ y >> 6n)
            words.push(sum & MASK)
        }
        const one = h + (turned(e, 14n) ^ turned(e, 18n) ^ turned(e, 41n)) + (e & f ^ ~e & g) +
            CONSTANTS[round] + words[round]
        const two = (turned(a, 28n) ^ turned(a, 34n) ^ turned(a, 39n)) + (a & b ^ a & c ^ b & c)
        ;[h, g, f, e, d, c, b, a] = [g, f, e, d + one & MASK, c, b, a, one + two & MASK]
    }
    return [a, b, c, d, e, f, g, h].map((word, index) => word + state[index] & MASK)
}

function turned(word, bits) {
    return (word >> bits | word << 64n - bits) & MASK
}

/** The whole part of the root. */
function root(value, degree) {
    for (let guess = value; ;) {
        const next = ((degree - 1n) * guess + value / guess ** (degree - 1n)) / degree
        if (next >= guess) return guess
        guess = next
    }
}
