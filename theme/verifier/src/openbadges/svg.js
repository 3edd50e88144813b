// A credential in an SVG: JSON in `<openbadges:credential>` (Open Badges 3.0, section 5.3.2).
//
// The drawing's own bytes are never rewritten: text is cut out and put in, at places that
// reading names. A document type is refused, and with it every entity.

import { BakingError } from "./baking.js"
import { joined } from "./joined.js"
import { notWellFormed, scan, XML_UNFIT } from "./xml.js"

export const MAX_BYTES = 4_000_000 // a badge's picture has some 50 kB; larger ones take seconds to read

const SVG = "http://www.w3.org/2000/svg svg"
const NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
const CREDENTIAL = `${NAMESPACE} credential`
const SPACE = " \t\r\n"

/**
 * The drawing carrying the credential, in place of the one it had; the rest stays as it is.
 *
 * @param {Uint8Array} svg
 * @param {Uint8Array} credential
 * @returns {Uint8Array}
 * @throws {BakingError} not an SVG that we read, or a credential that is no XML text
 */
export function bakeSvg(svg, credential) {
    const text = credentialText(credential)
    const parts = []
    let kept = 0
    for (const [start, end] of read(svg).places) {
        parts.push(svg.subarray(kept, start))
        kept = end
    }
    svg = joined([...parts, svg.subarray(kept)])
    const { tagStart, tagEnd, name, isEmpty, declared } = read(svg)
    if (![undefined, NAMESPACE].includes(declared)) {
        throw new BakingError("The SVG uses the name 'openbadges' for something else.")
    }
    const cut = tagStart + 1 + name.length
    const cdata = `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`
    const encode = each => new TextEncoder().encode(each)
    return joined([
        svg.subarray(0, cut),
        encode(declared === undefined ? ` xmlns:openbadges="${NAMESPACE}"` : ""),
        svg.subarray(cut, isEmpty ? tagEnd - 2 : tagEnd),
        encode(isEmpty ? ">" : ""),
        encode(`<openbadges:credential>${cdata}</openbadges:credential>`),
        encode(isEmpty ? `</${name}>` : ""),
        svg.subarray(tagEnd),
    ])
}

/**
 * The credential that a drawing carries.
 *
 * @param {Uint8Array} svg
 * @returns {Uint8Array}
 * @throws {BakingError} not an SVG that we read, none, several, or another kind of credential
 */
export function unbakeSvg(svg) {
    const { places, hasToken, text } = read(svg)
    if (places.length === 0) throw new BakingError("The SVG carries no credential.")
    if (places.length > 1) throw new BakingError("The SVG carries more than one credential.")
    if (hasToken) throw new BakingError("The SVG carries a signed token (VC-JWT), which we do not read.")
    return new TextEncoder().encode(stripped(text.join("")))
}

/** What one pass over an SVG finds; places count bytes. */
class Drawing {
    tagStart = -1 // the root's start tag
    tagEnd = -1
    name = "" // as it is written there
    isEmpty = false // the root is one tag
    declared = undefined // what the root's xmlns:openbadges says
    places = [] // credential elements, whole
    text = [] // in them
    hasToken = false // one has a `verify` attribute
    credentialStart = -1 // of the credential element being read

    start(element) {
        if (this.tagStart < 0) {
            if (element.name !== SVG) throw new BakingError("The file is not an SVG.")
            this.tagStart = element.start
            this.tagEnd = element.end
            this.name = element.writtenName
            this.isEmpty = element.isEmpty
            this.declared = element.declared.get("openbadges")
        }
        if (this.credentialStart >= 0) throw new BakingError("The SVG's credential holds markup.")
        if (element.name === CREDENTIAL) {
            this.credentialStart = element.start
            this.hasToken ||= element.attributes.has("verify")
        }
    }

    end(name, end) {
        if (name !== CREDENTIAL) return
        this.places.push([this.credentialStart, end])
        this.credentialStart = -1
    }

    characters(text) {
        if (this.credentialStart >= 0) this.text.push(text())
    }

    encoding(name) {
        if (name.toLowerCase() !== "utf-8") throw new BakingError("The SVG is not in UTF-8.")
    }

    documentType() {
        throw new BakingError("The SVG has a document type (<!DOCTYPE>), which we do not read.")
    }
}

function read(svg) {
    if (svg.length > MAX_BYTES) throw new BakingError("The SVG is larger than 4,000,000 bytes.")
    const text = utf8(svg, "The SVG is not in UTF-8.")
    if (text.includes("\0")) throw new BakingError("The SVG is not in UTF-8.")
    if (XML_UNFIT.test(text)) throw notWellFormed()
    const drawing = new Drawing()
    scan(svg, drawing)
    return drawing
}

/** The credential as text that XML can hold. */
function credentialText(credential) {
    const text = utf8(credential, "The credential is not UTF-8.")
    if (XML_UNFIT.test(text)) throw new BakingError("The credential holds a character that no SVG can hold.")
    return text
}

function utf8(bytes, problem) {
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch {
        throw new BakingError(problem)
    }
}

/** Without XML's white space at its ends. */
function stripped(text) {
    let start = 0
    let end = text.length
    while (start < end && SPACE.includes(text[start])) start++
    while (start < end && SPACE.includes(text[end - 1])) end--
    return text.slice(start, end)
}
