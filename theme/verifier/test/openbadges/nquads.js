import { literal } from "../../src/openbadges/rdfc.js"

const TERM = String.raw`(<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:\^\^<[^>]*>|@[A-Za-z0-9-]+)?)`
const QUAD = new RegExp(String.raw`^\s*${TERM}\s*${TERM}\s*${TERM}\s*${TERM}?\s*\.\s*(?:#.*)?$`)
const LETTERS = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" }
const XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"

/**
 * N-Quads as the W3C's tests keep them.
 *
 * @param {string} text
 * @returns {string[][]} quads in canonical terms
 */
export function parseNquads(text) {
    const lines = text.split("\n").filter(line => line.trim() && !line.startsWith("#"))
    return lines.map(line => QUAD.exec(line).slice(1).map(term))
}

function term(written = "") {
    if (written.startsWith("<")) return unescaped(written)
    if (!written.startsWith('"')) return written
    const end = written.lastIndexOf('"')
    const value = unescaped(written.slice(1, end))
    const suffix = written.slice(end + 1)
    if (suffix.startsWith("@")) return literal(value) + suffix
    const datatype = unescaped(suffix.slice(3, -1))
    return literal(value, datatype === XSD_STRING ? "" : datatype)
}

function unescaped(text) {
    return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, short, long, letter) =>
        letter ? (LETTERS[letter] ?? letter) : String.fromCodePoint(parseInt(short ?? long, 16)))
}
