// JSON as we read it: one meaning for every byte sequence, or none.
//
// What two parsers may understand differently is refused (generator/README, trap 8): repeated
// members, numbers that do not survive every parser, lone surrogates, `__proto__`. JSON.parse
// shows none of these, so the text is scanned first; places are counted as Python's json counts.

import { quoted } from "./quoted.js"

export const MAX_BYTES = 2_000_000 // the largest real credential seen, embedded pictures and all, is 0.5 MB
export const MAX_DEPTH = 32 // a CLR nests about 12 deep
export const MAX_INTEGER = Number.MAX_SAFE_INTEGER // past this, JSON.parse rounds

const REFUSED_NAME = "__proto__" // assigning it changes an object's class
const MAX_INTEGER_LENGTH = String(-MAX_INTEGER).length

const UNSHOWN = /[\x00-\x1f\x7f-\x9f\ud800-\udfff]/gu // in a name whose characters are not looked at yet
const SPACE = /[ \t\n\r]*/y
const PLAIN = /[^"\\\u0000-\u001f\u007f]*/y
const HEX = /[0-9A-Fa-f]{4}/y
const LOW_HALF = /\\u[dD][c-fC-F][0-9A-Fa-f]{2}/y
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y
const WORDS = ["null", "true", "false"]
const NO_NUMBERS = ["NaN", "Infinity", "-Infinity"]

/** Why the bytes are not JSON as we accept it; one sentence. */
export class StrictJsonError extends Error {}

/**
 * The JSON object in the bytes.
 *
 * @param {Uint8Array} bytes
 * @returns {object}
 * @throws {StrictJsonError} not UTF-8, not JSON, not an object, or past a limit above
 */
export function parseJson(bytes) {
    const value = parseValue(bytes)
    if (!isObject(value)) throw new StrictJsonError("The JSON is not an object at its top level.")
    return value
}

/**
 * As `parseJson`, for JSON with anything at its top level.
 *
 * @param {Uint8Array} bytes
 * @returns {any}
 */
export function parseValue(bytes) {
    if (bytes.length > MAX_BYTES) {
        throw new StrictJsonError(`The JSON is larger than ${MAX_BYTES.toLocaleString("en")} bytes.`)
    }
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
        throw new StrictJsonError("The JSON begins with a byte order mark.")
    }
    const text = decoded(bytes)
    if (nestsTooDeep(text)) throw new StrictJsonError(`The JSON nests deeper than ${MAX_DEPTH} levels.`)
    new Scanner(text).scan()
    return JSON.parse(text)
}

/**
 * Is it a JSON object: neither null nor a list?
 *
 * @param {any} value
 * @returns {boolean}
 */
export function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value)
}

function decoded(bytes) {
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch {
        throw new StrictJsonError(`The JSON is not UTF-8 (byte ${wellFormedLength(bytes) + 1}).`)
    }
}

/** How many bytes stand before the first ill-formed sequence (RFC 3629, section 4). */
function wellFormedLength(bytes) {
    let at = 0
    for (let size; (size = sequenceLength(bytes[at])) > 0; at += size) {
        const [least, most] = SECOND_BYTE[bytes[at]] ?? [0x80, 0xbf]
        const rest = bytes.subarray(at + 1, at + size)
        if (rest.length < size - 1 || rest.some(byte => byte < 0x80 || byte > 0xbf)) break
        if (size > 1 && (rest[0] < least || rest[0] > most)) break
    }
    return at
}

const SECOND_BYTE = { 0xe0: [0xa0, 0xbf], 0xed: [0x80, 0x9f], 0xf0: [0x90, 0xbf], 0xf4: [0x80, 0x8f] }

function sequenceLength(lead) {
    if (lead < 0x80) return 1
    if (lead < 0xc2 || lead > 0xf4) return 0
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
}

/** Asked before all else, as in Python, where the parser's own limit depends on who calls it. */
function nestsTooDeep(text) {
    let depth = 0
    let quoting = false
    for (let at = 0; at < text.length && depth <= MAX_DEPTH; at += 1) {
        const letter = text[at]
        if (quoting && letter === "\\") at += 1
        else if (letter === '"') quoting = !quoting
        else if (!quoting && (letter === "[" || letter === "{")) depth += 1
        else if (!quoting && (letter === "]" || letter === "}")) depth -= 1
    }
    return depth > MAX_DEPTH
}

/** One pass over a text of RFC 8259; throws what is wrong first, but texts' characters last. */
class Scanner {
    constructor(text) {
        this.text = text
        this.at = 0
        this.control = Infinity // the least refused control character of all texts
        this.half = false // is there a surrogate without its other half?
    }

    scan() {
        this.skip(SPACE)
        this.value()
        this.skip(SPACE)
        if (this.at < this.text.length) throw this.notJson(this.at)
        if (this.control < Infinity) {
            const code = this.control.toString(16).toUpperCase().padStart(4, "0")
            throw new StrictJsonError(`A text holds the control character U+${code}.`)
        }
        if (this.half) throw new StrictJsonError("A text holds half of a surrogate pair.")
    }

    value() {
        const letter = this.text[this.at]
        if (letter === '"') this.string()
        else if (letter === "{") this.object()
        else if (letter === "[") this.array()
        else {
            const word = WORDS.find(each => this.text.startsWith(each, this.at))
            if (word) this.at += word.length
            else this.number()
        }
    }

    object() {
        const names = new Set()
        let twice = null
        this.at += 1
        this.skip(SPACE)
        while (this.text[this.at] !== "}") {
            if (this.text[this.at] !== '"') throw this.notJson(this.at)
            const name = JSON.parse(this.string())
            if (names.has(name)) twice ??= name
            names.add(name)
            this.skip(SPACE)
            if (this.text[this.at] !== ":") throw this.notJson(this.at)
            this.at += 1
            this.skip(SPACE)
            this.value()
            if (this.ends("}")) break
            if (this.text[this.at] !== '"') throw this.notJson(this.at)
        }
        this.at += 1
        if (twice !== null) {
            const shown = quoted(twice, 40).replace(UNSHOWN, "\ufffd")
            throw new StrictJsonError(`The member ${shown} is there twice.`)
        }
        if (names.has(REFUSED_NAME)) {
            throw new StrictJsonError(`The member '${REFUSED_NAME}' is not accepted.`)
        }
    }

    array() {
        this.at += 1
        this.skip(SPACE)
        while (this.text[this.at] !== "]") {
            this.value()
            if (this.ends("]")) break
            if (this.text[this.at] === "]") throw this.notJson(this.at)
        }
        this.at += 1
    }

    /** Past the comma behind a value, or at the bracket that ends the whole. */
    ends(bracket) {
        this.skip(SPACE)
        if (this.text[this.at] === bracket) return true
        if (this.text[this.at] !== ",") throw this.notJson(this.at)
        this.at += 1
        this.skip(SPACE)
        return false
    }

    /** The text as it is written, quotes and escapes included. */
    string() {
        const start = this.at
        this.at += 1
        for (;;) {
            this.skip(PLAIN)
            const letter = this.text[this.at]
            if (letter === undefined) throw this.notJson(start)
            if (letter === "\\") this.escape(start)
            else if (letter === '"' || letter === "\x7f") {
                this.at += 1
                if (letter === '"') return this.text.slice(start, this.at)
                this.holds(0x7f)
            } else throw this.notJson(this.at)
        }
    }

    escape(start) {
        const letter = this.text[this.at + 1]
        if (letter === undefined) throw this.notJson(start)
        if (letter !== "u") {
            if (!'"\\/bfnrt'.includes(letter)) throw this.notJson(this.at)
            this.at += 2
            if (letter === "b" || letter === "f") this.holds(letter === "b" ? 0x08 : 0x0c)
            return
        }
        const digits = this.match(HEX, this.at + 2)
        const end = this.at + 6
        if (!digits || end >= this.text.length) throw this.notJson(this.at + 1)
        const code = parseInt(digits[0], 16)
        const high = code >= 0xd800 && code <= 0xdbff
        const paired = high && this.match(LOW_HALF, end) && end + 6 < this.text.length
        this.at = paired ? end + 6 : end
        if (!paired) this.holds(code)
    }

    /** A terminal obeys some controls, XML holds none of them, and no badge needs any. */
    holds(code) {
        if (code >= 0xd800 && code <= 0xdfff) this.half = true
        else if (code === 0x7f || (code < 0x20 && ![0x09, 0x0a, 0x0d].includes(code))) {
            this.control = Math.min(this.control, code)
        }
    }

    number() {
        const word = NO_NUMBERS.find(each => this.text.startsWith(each, this.at))
        if (word) throw new StrictJsonError(`Not JSON: ${word} is not a number.`)
        const match = this.match(NUMBER, this.at)
        if (!match) throw this.notJson(this.at)
        const [text, fraction, exponent] = match
        const whole = fraction === undefined && exponent === undefined
        if ((whole && text.length > MAX_INTEGER_LENGTH) || Math.abs(Number(text)) > MAX_INTEGER) {
            const shown = text.slice(0, 24)
            throw new StrictJsonError(`The number ${shown} is too large to be read alike everywhere.`)
        }
        this.at += text.length
    }

    skip(pattern) {
        this.at += this.match(pattern, this.at)[0].length
    }

    match(pattern, at) {
        pattern.lastIndex = at
        return pattern.exec(this.text)
    }

    notJson(at) {
        const lines = this.text.slice(0, at).split("\n")
        let column = 1
        for (const _ of lines.at(-1)) column += 1 // by code points
        return new StrictJsonError(`Not JSON (line ${lines.length}, column ${column}).`)
    }
}
