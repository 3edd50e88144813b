/** Where on the web an issuer's name stands: what a reader can compare, letter by letter. */

const BASE = 36
const T_MIN = 1
const T_MAX = 26
const MAX_LABEL = 63 // characters of a label (RFC 1035); a longer one is no name, and slow to decode

/**
 * The website and the part of it that a DID names. Its keys are published there, so whoever
 * holds that place holds the name; what an issuer calls itself is only its own word.
 *
 * @param {string} did
 * @returns {{host: string, path: string, reads: string}} `host` is empty where
 *     the DID is not did:web, and `path` then the whole of it; `reads` is how the host looks with
 *     its foreign letters, empty where it has none
 */
export function issuerPlace(did) {
    const match = /^did:web:([^:]+)((?::[^:]+)*)$/.exec(did)
    if (!match) return { host: "", path: did, reads: "" }
    const host = match[1].replace("%3A", ":")
    const reads = host.split(".").map(letters).join(".")
    return { host, path: match[2].replaceAll(":", "/"), reads: reads === host ? "" : reads }
}

/** One label of a host name with its foreign letters (RFC 5890); itself where it has none. */
function letters(label) {
    if (!/^xn--/i.test(label) || label.length > MAX_LABEL) return label
    return decodePunycode(label.slice(4).toLowerCase()) || label
}

/** RFC 3492, section 6.2; empty where `text` is no Punycode. */
function decodePunycode(text) {
    const border = text.lastIndexOf("-")
    const output = [...text.slice(0, Math.max(border, 0))]
    let code = 128
    let place = 0
    let bias = 72
    for (let at = border + 1; at < text.length;) {
        const before = place
        for (let weight = 1, step = BASE; ; step += BASE) {
            const digit = "abcdefghijklmnopqrstuvwxyz0123456789".indexOf(text[at++] ?? " ")
            if (digit < 0) return ""
            place += digit * weight
            const limit = Math.min(Math.max(step - bias, T_MIN), T_MAX)
            if (digit < limit) break
            weight *= BASE - limit
        }
        const count = output.length + 1
        bias = adapt(place - before, count, before === 0)
        code += Math.floor(place / count)
        place %= count
        if (code > 0x10ffff) return ""
        output.splice(place++, 0, String.fromCodePoint(code))
    }
    return output.join("")
}

/** RFC 3492, section 6.1. */
function adapt(delta, count, first) {
    let rest = Math.floor(delta / (first ? 700 : 2))
    rest += Math.floor(rest / count)
    let bias = 0
    for (; rest > ((BASE - T_MIN) * T_MAX) / 2; bias += BASE) rest = Math.floor(rest / (BASE - T_MIN))
    return bias + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + 38))
}
