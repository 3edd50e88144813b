/** Every sentence of the checks, from the file that the Python checks have theirs from. */

import SENTENCES from "../../../../generator/verify/sentences.json" with { type: "json" }

const MONTHS = [
    ...["January", "February", "March", "April", "May", "June"],
    ...["July", "August", "September", "October", "November", "December"],
]
const DAY = 86_400_000_000n // in microseconds
const MAX_VALUE = 200 // code points of a foreign value that a sentence repeats

// Controls, formats, surrogates, private use and separators but the space, written out as in
// words.py, so that no browser's version of Unicode makes a difference.
const UNPRINTABLE = new RegExp(
    "[\\x00-\\x1f\\x7f-\\xa0\\xad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u1680" +
        "\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u2066-\\u206f\\u3000\\ud800-\\uf8ff" +
        "\\ufeff\\ufff9-\\ufffb\\u{110bd}\\u{110cd}\\u{13430}-\\u{1343f}\\u{1bca0}-\\u{1bca3}" +
        "\\u{1d173}-\\u{1d17a}\\u{e0001}\\u{e0020}-\\u{e007f}\\u{f0000}-\\u{ffffd}" +
        "\\u{100000}-\\u{10fffd}]",
    "gu",
)

/**
 * The sentence of that key, its braces filled.
 *
 * @param {string} sentence - a key of sentences.json
 * @param {object} [values] - moments (bigint) as "3 May 2027", errors as their message, others cut
 * @returns {string}
 */
export function say(sentence, values = {}) {
    return SENTENCES[sentence].replace(/\{(\w+)\}/g, (_, name) => worded(values[name]))
}

/**
 * "3 May 2027": the day in UTC, the same in every locale.
 *
 * @param {bigint} moment - microseconds since 1970 in UTC
 * @returns {string}
 */
export function plainDate(moment) {
    const days = moment / DAY - (moment % DAY < 0n ? 1n : 0n)
    const day = new Date(Number(days) * 86_400_000)
    return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`
}

/**
 * The text with a replacement character for each that is invisible or commands a terminal.
 *
 * @param {string} text
 * @returns {string}
 */
export function printable(text) {
    return text.replace(UNPRINTABLE, "\ufffd")
}

function worded(value) {
    if (typeof value === "bigint") return plainDate(value)
    const text = value instanceof Error ? value.message : String(value)
    // Two UTF-16 units make a code point at most, so that no long text is taken apart in whole.
    const characters = [...printable(text.slice(0, 2 * MAX_VALUE + 2))]
    if (characters.length <= MAX_VALUE) return characters.join("")
    return characters.slice(0, MAX_VALUE - 1).join("") + "…"
}
