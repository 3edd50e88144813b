// A credential in a PNG: one uncompressed `iTXt` chunk (Open Badges 3.0, section 5.3.1).

import { BakingError } from "./baking.js"
import { crc32 } from "./crc32.js"
import { joined } from "./joined.js"

export const MAX_BYTES = 20_000_000 // a badge's picture has some 50 kB

const SIGNATURE = bytesOf("\x89PNG\r\n\x1a\n")
const KEYWORD = "openbadgecredential"
const TEXT_TYPES = ["tEXt", "zTXt", "iTXt"]
const DEPTHS = new Map([ // by color type
    [0, [1, 2, 4, 8, 16]],
    [2, [8, 16]],
    [3, [1, 2, 4, 8]],
    [4, [8, 16]],
    [6, [8, 16]],
])

/**
 * The picture carrying the credential, in place of any it had; every other chunk stays as it is.
 *
 * @param {Uint8Array} png
 * @param {Uint8Array} credential
 * @returns {Uint8Array}
 * @throws {BakingError} not a PNG, or a damaged one
 */
export function bakePng(png, credential) {
    const others = chunksOf(png).filter(chunk => !isOurs(chunk)).map(chunk => chunk.whole)
    // keyword, 0; not compressed, method 0; no language, no translated keyword
    const text = written(joined([bytesOf("iTXt" + KEYWORD + "\0\0\0\0\0"), credential]))
    return joined([SIGNATURE, ...others.slice(0, -1), text, others.at(-1)])
}

/**
 * The credential that a picture carries.
 *
 * @param {Uint8Array} png
 * @returns {Uint8Array}
 * @throws {BakingError} not a PNG, a damaged one, none, several, or one stored in another way
 */
export function unbakePng(png) {
    const ours = chunksOf(png).filter(isOurs)
    if (ours.length === 0) throw new BakingError("The PNG carries no credential.")
    if (ours.length > 1) throw new BakingError("The PNG carries more than one credential.")
    const [{ type, data }] = ours
    const flags = KEYWORD.length + 1
    if (type !== "iTXt" || data[flags] !== 0 || data[flags + 1] !== 0) {
        throw new BakingError("The PNG's credential is not stored as uncompressed international text.")
    }
    const language = data.indexOf(0, flags + 2)
    const translated = language < 0 ? -1 : data.indexOf(0, language + 1)
    if (translated < 0) throw new BakingError("The PNG's credential is cut off.")
    return data.slice(translated + 1)
}

function isOurs({ type, data }) {
    return TEXT_TYPES.includes(type) && textOf(data.subarray(0, KEYWORD.length)) === KEYWORD &&
        !data[KEYWORD.length] // a zero, or the end
}

function written(body) {
    const ends = new DataView(new ArrayBuffer(8))
    ends.setUint32(0, body.length - 4)
    ends.setUint32(4, crc32(body))
    return joined([new Uint8Array(ends.buffer, 0, 4), body, new Uint8Array(ends.buffer, 4)])
}

/** All chunks of a well-formed PNG (PNG 3, section 5), IEND last. */
function chunksOf(png) {
    if (png.length > MAX_BYTES) throw new BakingError("The PNG is larger than 20,000,000 bytes.")
    if (!SIGNATURE.every((byte, at) => png[at] === byte)) throw new BakingError("The file is not a PNG.")
    const chunks = [...read(png)]
    const types = chunks.map(chunk => chunk.type)
    if (types[0] !== "IHDR" || types.lastIndexOf("IHDR") !== 0 || !types.includes("IDAT")) {
        throw new BakingError("The PNG has no header or no picture.")
    }
    checkHeader(chunks[0].data)
    return chunks
}

function* read(png) {
    const view = new DataView(png.buffer, png.byteOffset, png.length)
    let position = SIGNATURE.length
    for (let type = ""; type !== "IEND";) {
        const end = position + 12 + (position + 4 <= png.length ? view.getUint32(position) : 0)
        if (end > png.length) throw new BakingError("The PNG is cut off.")
        type = textOf(png.subarray(position + 4, position + 8))
        if (crc32(png.subarray(position + 4, end - 4)) !== view.getUint32(end - 4)) {
            throw new BakingError(`The PNG is damaged: a '${type}' chunk has a wrong checksum.`)
        }
        yield { type, data: png.subarray(position + 8, end - 4), whole: png.subarray(position, end) }
        position = end
    }
    if (position !== png.length) throw new BakingError("The PNG is followed by other data.")
}

function checkHeader(header) {
    if (header.length !== 13) throw new BakingError("The PNG's header is damaged.")
    const view = new DataView(header.buffer, header.byteOffset)
    const [width, height] = [view.getUint32(0), view.getUint32(4)]
    if (width < 1 || width >= 2 ** 31 || height < 1 || height >= 2 ** 31) {
        throw new BakingError("The PNG has no area.")
    }
    const [depth, color, compression, filter, interlacing] = header.subarray(8)
    if (!DEPTHS.get(color)?.includes(depth) || compression || filter || interlacing > 1) {
        throw new BakingError("The PNG's header names a format that does not exist.")
    }
}

/** Each byte as the character of that number (Latin-1). */
function textOf(bytes) {
    return String.fromCharCode(...bytes)
}

function bytesOf(text) {
    return Uint8Array.from(text, character => character.charCodeAt(0))
}
