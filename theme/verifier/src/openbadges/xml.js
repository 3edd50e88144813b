// XML 1.0 with namespaces, read in one pass without recursion, and told as it comes.
//
// Every text that this takes, expat takes too, and the other way round, for what the Python side
// takes: no document type, names in ASCII (tests/openbadges/test_twins_wire.py). Browsers have no
// streaming reader, and their DOM says neither where a tag ends nor, in a worker, anything.

import { BakingError } from "./baking.js"

export const XML_UNFIT = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

const NAME = "[A-Za-z_][A-Za-z0-9._-]*"
const QNAME = `${NAME}(?::${NAME})?`
const S = "[ \\t\\r\\n]"
const EQUALS = `${S}*=${S}*`
const VERSION = /"[A-Za-z0-9._-]*"|'[A-Za-z0-9._-]*'/.source
const ENCODING = /"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'/.source
const STANDALONE = /"(?:yes|no)"|'(?:yes|no)'/.source
const DECLARATION = new RegExp(
    `<\\?xml${S}+version${EQUALS}(?:${VERSION})(?:${S}+encoding${EQUALS}(${ENCODING}))?` +
    `(?:${S}+standalone${EQUALS}(?:${STANDALONE}))?${S}*\\?>`, "y",
)
const DECLARATION_START = new RegExp(`<\\?xml(?:${S}|\\?>)`, "y")
const INSTRUCTION_START = new RegExp(`<\\?(${NAME})(?=${S}|\\?>)`, "y")
const START_TAG = new RegExp(`<(${QNAME})`, "y")
const ATTRIBUTE = new RegExp(`${S}+(${QNAME})${EQUALS}(["'])`, "y")
const START_TAG_END = new RegExp(`${S}*(/?)>`, "y")
const END_TAG = new RegExp(`</(${QNAME})${S}*>`, "y")
const BINDS = /^xmlns(?::|$)/
const SPACES = new RegExp(`${S}*`, "y")
const REFERENCE = /&(?:(lt|gt|amp|quot|apos)|#([0-9]+)|#x([0-9A-Fa-f]+));/y
const MISC = [["<!--", "-->"], ["<?", "?>"]]
const PREDEFINED = { lt: "<", gt: ">", amp: "&", quot: "\"", apos: "'" }

const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
const XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/"

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true })

export const notWellFormed = () => new BakingError("The SVG is not well-formed.")

/**
 * Reads a document of valid UTF-8 and XML's characters; names are "namespace local", places are bytes.
 *
 * @param {Uint8Array} bytes
 * @param {object} told - its methods, in the document's order: `encoding(name)`, `documentType()`,
 *     `start({name, writtenName, attributes: Set, declared: Map, start, end, isEmpty})`,
 *     `characters(text: () => string)`, `end(name, end)`
 * @throws {BakingError} not well-formed; whatever `told` throws
 */
export function scan(bytes, told) {
    new Scanner(bytes, told).document()
}

class Scanner {
    constructor(bytes, told) {
        this.bytes = bytes
        this.xml = new TextDecoder("windows-1252").decode(bytes) // a character a byte, ASCII as itself
        this.told = told
        this.at = 0
        this.open = [] // the elements around this place
        this.bound = new Map([["", [""]], ["xml", [XML_NAMESPACE]]]) // prefix: namespaces, inner last
    }

    document() {
        if (this.bytes[0] === 0xef && this.bytes[1] === 0xbb && this.bytes[2] === 0xbf) this.at = 3
        if (this.hasDocumentType()) this.told.documentType()
        this.declaration()
        this.beside()
        this.startTag()
        while (this.open.length > 0) this.content()
        this.beside()
        if (this.at < this.xml.length) throw notWellFormed()
    }

    /** Whether one comes before the root: seen before anything else is judged, as in Python. */
    hasDocumentType() {
        let at = this.passSpaces(this.at)
        for (;;) {
            const [open, close] = MISC.find(([open]) => this.xml.startsWith(open, at)) ?? []
            const end = open ? this.xml.indexOf(close, at + open.length) : -1
            if (end < 0) return this.xml.startsWith("<!DOCTYPE", at)
            at = this.passSpaces(end + close.length)
        }
    }

    declaration() {
        if (!this.match(DECLARATION_START)) return
        const declaration = this.take(DECLARATION)
        if (declaration[1]) this.told.encoding(declaration[1].slice(1, -1))
    }

    /** White space, comments and instructions, as they may stand beside the root. */
    beside() {
        do this.at = this.passSpaces(this.at)
        while (this.isCommentOrInstruction())
    }

    content() {
        const next = this.xml.indexOf("<", this.at)
        if (next < 0) throw notWellFormed()
        if (next > this.at) this.text(next)
        this.at = next
        if (this.xml.startsWith("</", next)) this.endTag()
        else if (this.xml.startsWith("<![CDATA[", next)) this.cdata()
        else if (!this.isCommentOrInstruction()) this.startTag()
    }

    text(end) {
        const start = this.at
        if (this.xml.slice(start, end).includes("]]>")) throw notWellFormed()
        const references = this.references(start, end)
        this.told.characters(() => this.value(start, end, references))
    }

    cdata() {
        const start = this.at + "<![CDATA[".length
        const end = this.find("]]>", start)
        this.told.characters(() => this.decoded(start, end))
        this.at = end + 3
    }

    /** Whether one stood here; then it is passed. */
    isCommentOrInstruction() {
        if (this.xml.startsWith("<!--", this.at)) {
            const end = this.find("--", this.at + 4)
            if (this.xml[end + 2] !== ">") throw notWellFormed()
            this.at = end + 3
            return true
        }
        if (!this.xml.startsWith("<?", this.at)) return false
        const target = this.take(INSTRUCTION_START)[1]
        if (target.toLowerCase() === "xml") throw notWellFormed()
        this.at = this.find("?>", this.at) + 2
        return true
    }

    startTag() {
        const start = this.at
        const writtenName = this.take(START_TAG)[1]
        const written = new Map()
        for (let match; (match = this.match(ATTRIBUTE));) {
            const [whole, name, quote] = match
            const from = this.at + whole.length
            const to = this.find(quote, from)
            if (written.has(name) || this.xml.slice(from, to).includes("<")) throw notWellFormed()
            written.set(name, { from, to, references: this.references(from, to) })
            this.at = to + 1
        }
        const isEmpty = this.take(START_TAG_END)[1] !== ""
        const declared = this.declare(written)
        const attributes = new Set()
        for (const attribute of written.keys()) {
            if (BINDS.test(attribute)) continue
            const name = attribute.includes(":") ? this.expanded(attribute) : attribute
            if (attributes.has(name)) throw notWellFormed()
            attributes.add(name)
        }
        const name = this.expanded(writtenName)
        this.told.start({ name, writtenName, attributes, declared, start, end: this.at, isEmpty })
        this.open.push({ name, writtenName, declared })
        if (isEmpty) this.close()
    }

    endTag() {
        if (this.take(END_TAG)[1] !== this.open.at(-1).writtenName) throw notWellFormed()
        this.close()
    }

    close() {
        const { name, declared } = this.open.pop()
        for (const prefix of declared.keys()) this.bound.get(prefix).pop()
        this.told.end(name, this.at)
    }

    /** What a tag's attributes bind (Namespaces in XML 1.0, section 3): prefix to namespace. */
    declare(written) {
        const declared = new Map()
        for (const [name, { from, to, references }] of written) {
            if (!BINDS.test(name)) continue
            const namespace = this.value(from, to, references, " ")
            const prefix = name.slice("xmlns:".length)
            if (
                prefix === "xmlns" || namespace === XMLNS_NAMESPACE || (prefix && !namespace) ||
                (prefix === "xml") !== (namespace === XML_NAMESPACE) ||
                namespace.includes(" ") // would blur where the namespace ends and the name begins
            ) throw notWellFormed()
            declared.set(prefix, namespace)
            if (!this.bound.has(prefix)) this.bound.set(prefix, [])
            this.bound.get(prefix).push(namespace)
        }
        return declared
    }

    expanded(name) {
        const colon = name.indexOf(":")
        const namespace = this.bound.get(name.slice(0, Math.max(colon, 0)))?.at(-1)
        if (namespace === undefined) throw notWellFormed()
        return namespace ? `${namespace} ${name.slice(colon + 1)}` : name
    }

    /** Text or an attribute's value: its white space normalized, its references replaced. */
    value(start, end, references, newline = "\n") {
        const parts = []
        for (const [from, to, character] of references) {
            parts.push(this.decoded(start, from, newline), character)
            start = to
        }
        return parts.join("") + this.decoded(start, end, newline)
    }

    /** Each reference's place and the character it stands for. */
    references(start, end) {
        const written = this.xml.slice(start, end)
        const found = []
        for (let at = written.indexOf("&"); at >= 0; at = written.indexOf("&", at + 1)) {
            REFERENCE.lastIndex = at
            const match = REFERENCE.exec(written)
            if (match === null) throw notWellFormed()
            found.push([start + at, start + REFERENCE.lastIndex, character(match)])
        }
        return found
    }

    decoded(start, end, newline = "\n") {
        const text = UTF8.decode(this.bytes.subarray(start, end)).replace(/\r\n?|\n/g, newline)
        return newline === " " ? text.replaceAll("\t", " ") : text
    }

    match(pattern) {
        pattern.lastIndex = this.at
        return pattern.exec(this.xml)
    }

    take(pattern) {
        const match = this.match(pattern)
        if (match === null) throw notWellFormed()
        this.at = pattern.lastIndex
        return match
    }

    find(text, from) {
        const at = this.xml.indexOf(text, from)
        if (at < 0) throw notWellFormed()
        return at
    }

    passSpaces(at) {
        SPACES.lastIndex = at
        SPACES.exec(this.xml)
        return SPACES.lastIndex
    }
}

function character([, name, decimal, hex]) {
    if (name) return PREDEFINED[name]
    const code = decimal ? Number(decimal) : parseInt(hex, 16)
    if (code > 0x10ffff || XML_UNFIT.test(String.fromCodePoint(code))) throw notWellFormed()
    return String.fromCodePoint(code)
}
