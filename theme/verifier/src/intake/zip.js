// The files in a zip (PKWARE APPNOTE 6.3): read from its directory, unpacked under a cap.

import { crc32 } from "../openbadges/crc32.js"
import { unpack, UnpackError } from "../openbadges/unpack.js"

export const MAX_FILE_BYTES = 20_000_000 // a badge's picture has some 50 kB
export const MAX_ZIP_BYTES = 100_000_000 // unpacked, all files together: more takes over a second
export const MAX_ENTRIES = 5_000

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const UNIX = 3
const SYMBOLIC_LINK = 0xa
const ENCRYPTED = 0x2041 // bits 0, 6 and 13

/** Why a zip cannot be opened at all; one sentence. */
export class ZipError extends Error {}

/**
 * @param {Uint8Array} data
 * @returns {boolean} whether it begins as a zip does, an empty one included
 */
export function isZip(data) {
    return data[0] === 0x50 && data[1] === 0x4b && (data[2] === 3 || data[2] === 5) && data[3] === data[2] + 1
}

/**
 * Every ordinary file of a zip; links are passed over, as they are in a folder.
 *
 * @param {Uint8Array} data
 * @returns {Promise<{files: {path: string, data: Uint8Array}[], refused: {name: string, reason: string}[]}>}
 *   paths with slashes, relative, never leaving the zip
 * @throws {ZipError}
 */
export async function readZip(data) {
    const files = new Map()
    const refused = []
    for (const entry of directory(data)) {
        if (entry.path.endsWith("/") || entry.isLink) continue
        try {
            if (isOdd(entry.path)) throw new ZipError("Its name leads out of the zip.")
            if (files.has(entry.path)) throw new ZipError("The zip holds two files of that name.")
            files.set(entry.path, await content(data, entry))
        } catch (error) {
            if (!(error instanceof ZipError)) throw error
            refused.push({ name: entry.path, reason: error.message })
        }
    }
    return { files: Array.from(files, ([path, data]) => ({ path, data })), refused }
}

function directory(data) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
    const end = endOf(view)
    const count = view.getUint16(end + 10, true)
    if (count > MAX_ENTRIES) throw new ZipError(`The zip holds more than ${MAX_ENTRIES} files.`)
    const entries = []
    let at = view.getUint32(end + 16, true)
    for (let each = 0; each < count; each += 1) {
        if (at + 46 > end || view.getUint32(at, true) !== ENTRY) throw damaged()
        const name = view.getUint16(at + 28, true)
        entries.push({
            isLink: view.getUint8(at + 5) === UNIX && view.getUint8(at + 41) >> 4 === SYMBOLIC_LINK,
            flags: view.getUint16(at + 8, true),
            method: view.getUint16(at + 10, true),
            crc: view.getUint32(at + 16, true),
            packedSize: view.getUint32(at + 20, true),
            size: view.getUint32(at + 24, true),
            start: view.getUint32(at + 42, true),
            path: nameOf(data.subarray(at + 46, at + 46 + name)),
        })
        at += 46 + name + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    }
    if (entries.reduce((sum, { size }) => sum + size, 0) > MAX_ZIP_BYTES) {
        throw new ZipError(`The zip holds more than ${MAX_ZIP_BYTES / 1e6} MB.`)
    }
    return entries
}

/** Where the end record begins: the last thing in the file but for a comment that fills the rest. */
function endOf(view) {
    for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 0xffff; at -= 1) {
        const isEnd = view.getUint32(at, true) === END
        if (isEnd && at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at
    }
    throw damaged()
}

async function content(data, { flags, method, crc, packedSize, size, start }) {
    if (flags & ENCRYPTED) throw new ZipError("It is encrypted.")
    if (size > MAX_FILE_BYTES) throw new ZipError(`It is larger than ${MAX_FILE_BYTES / 1e6} MB.`)
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
    if (start + 30 > data.length || view.getUint32(start, true) !== LOCAL) throw damaged()
    const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true)
    const packed = data.subarray(from, from + packedSize)
    if (packed.length !== packedSize) throw damaged()
    if (method !== 0 && method !== 8) throw new ZipError("It is packed in a way that cannot be read here.")
    const unpacked = method === 8 ? await inflated(packed, size) : packed.slice()
    if (unpacked.length !== size || crc32(unpacked) !== crc) throw damaged()
    return unpacked
}

async function inflated(packed, size) {
    try {
        return await unpack(packed, "deflate-raw", size)
    } catch (error) {
        if (!(error instanceof UnpackError)) throw error
        throw damaged()
    }
}

/** As UTF-8, which most write whether they say so or not; else byte by byte. */
function nameOf(bytes) {
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\\", "/")
    } catch {
        return new TextDecoder("latin1").decode(bytes)
    }
}

function isOdd(path) {
    return path.includes("\0") || path.split("/").some(part => part === "" || part === "." || part === "..")
}

function damaged() {
    return new ZipError("The zip is damaged.")
}
