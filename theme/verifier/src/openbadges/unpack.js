// Deflate and gzip with a bound on what comes out (RFC 1951, RFC 1952).
//
// Platforms differ on what may follow a stream: Node passes over it, browsers refuse it. So the
// stream alone is given to the platform, and that it ends with its last byte is checked here.

import { crc32 } from "./crc32.js"
import { joined } from "./joined.js"

const SLICE_BYTES = 4_096 // deflate packs at most a thousandfold, so a slice gives 4 MB at most
const TRAILER_BYTES = 8

/** Data that is damaged, cut off, followed by other data, or too large unpacked. */
export class UnpackError extends Error {
    constructor() {
        super("The packed data is damaged, or too large when unpacked.")
    }
}

/**
 * What was packed, exactly: one stream, of which no byte is missing and none follows.
 *
 * @param {Uint8Array} bytes
 * @param {"gzip" | "deflate-raw"} format - gzip: one member
 * @param {number} maxBytes - of the result
 * @returns {Promise<Uint8Array>}
 * @throws {UnpackError}
 */
export async function unpack(bytes, format, maxBytes) {
    if (format === "deflate-raw") return inflated(bytes, maxBytes)
    const start = gzipHeaderLength(bytes)
    const end = bytes.length - TRAILER_BYTES
    if (end <= start) throw new UnpackError()
    const data = await inflated(bytes.subarray(start, end), maxBytes)
    const trailer = new DataView(bytes.buffer, bytes.byteOffset + end)
    if (trailer.getUint32(0, true) !== crc32(data) || trailer.getUint32(4, true) !== data.length) {
        throw new UnpackError()
    }
    return data
}

/**
 * @param {Uint8Array} bytes
 * @param {"gzip" | "deflate-raw"} format
 * @returns {Promise<Uint8Array>}
 */
export async function pack(bytes, format) {
    const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream(format))
    return new Uint8Array(await new Response(stream).arrayBuffer())
}

async function inflated(bytes, maxBytes) {
    const data = await attempt(bytes, maxBytes)
    // With its last byte, and not before: else there is more behind the stream than the stream.
    const shorter = data && await attempt(bytes.subarray(0, -1), maxBytes)
    if (!data || shorter) throw new UnpackError()
    return data
}

/** The inflated bytes, or null where they are damaged, cut off or too many. */
async function attempt(bytes, maxBytes) {
    const parts = []
    let length = 0
    try {
        const stream = slices(bytes).pipeThrough(new DecompressionStream("deflate-raw"))
        const reader = stream.getReader()
        for (let next; !(next = await reader.read()).done;) {
            parts.push(next.value)
            length += next.value.length
            if (length > maxBytes) {
                await reader.cancel()
                return null
            }
        }
    } catch {
        return null // the platform's own errors; they say no more than that
    }
    return joined(parts)
}

function slices(bytes) {
    let at = 0
    return new ReadableStream({
        pull(controller) {
            if (at < bytes.length) controller.enqueue(bytes.slice(at, at += SLICE_BYTES))
            else controller.close()
        },
    })
}

/** RFC 1952, section 2.3; zlib's reading: a checksum of the header is checked, unknown flags refused. */
function gzipHeaderLength(bytes) {
    const [magic, magic2, method, flags] = bytes
    if (magic !== 0x1f || magic2 !== 0x8b || method !== 8 || flags > 0x1f) throw new UnpackError()
    let at = 10
    if (flags & 4) at += 2 + (bytes[at] | bytes[at + 1] << 8)
    for (const named of [8, 16]) {
        if (flags & named) at = bytes.indexOf(0, at) + 1 || Infinity
    }
    if (flags & 2) {
        const checksum = crc32(bytes.subarray(0, at)) & 0xffff
        if ((bytes[at] | bytes[at + 1] << 8) !== checksum) throw new UnpackError()
        at += 2
    }
    return at
}
