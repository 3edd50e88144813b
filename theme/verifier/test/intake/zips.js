// Makes zips, good and odd ones, for the tests that open them.

import { deflateRawSync } from "node:zlib"
import { crc32 } from "../../src/openbadges/crc32.js"

/**
 * @param {Object<string, string | Uint8Array | object>} files - by path; an object has `data` and says
 *   what is odd: `flags`, `method`, `size`, `crc`, `mode` (of a Unix file), `start`
 * @param {{comment?: string, count?: number, extra?: Uint8Array}} odd - `extra`: what stands before the files
 * @returns {Uint8Array}
 */
export function zip(files, { comment = "", count, extra = new Uint8Array() } = {}) {
    const locals = [Buffer.from(extra)]
    const directory = []
    let at = extra.length
    for (const [path, file] of Object.entries(files)) {
        const { data = file, ...odd } = typeof file === "string" || file instanceof Uint8Array ? {} : file
        const plain = Buffer.from(data)
        const { method = 8, flags = 0, mode, crc = crc32(plain), size = plain.length, start = at } = odd
        const packed = method === 8 ? deflateRawSync(plain) : plain
        const name = Buffer.from(path)
        const entry = { method, flags, crc, packed: packed.length, size, name }
        const local = Buffer.concat([header(entry), name, packed])
        locals.push(local)
        directory.push(Buffer.concat([listed(entry, start, mode), name]))
        at += local.length
    }
    const list = Buffer.concat(directory)
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(count ?? directory.length, 8)
    end.writeUInt16LE(count ?? directory.length, 10)
    end.writeUInt32LE(list.length, 12)
    end.writeUInt32LE(at, 16)
    end.writeUInt16LE(comment.length, 20)
    return new Uint8Array(Buffer.concat([...locals, list, end, Buffer.from(comment)]))
}

function header({ method, flags, crc, packed, size, name }) {
    const made = Buffer.alloc(30)
    made.writeUInt32LE(0x04034b50, 0)
    made.writeUInt16LE(flags, 6)
    made.writeUInt16LE(method, 8)
    made.writeUInt32LE(crc, 14)
    made.writeUInt32LE(packed, 18)
    made.writeUInt32LE(size, 22)
    made.writeUInt16LE(name.length, 26)
    return made
}

function listed({ method, flags, crc, packed, size, name }, start, mode) {
    const made = Buffer.alloc(46)
    made.writeUInt32LE(0x02014b50, 0)
    made.writeUInt16LE(mode ? 0x0314 : 20, 4)
    made.writeUInt16LE(flags, 8)
    made.writeUInt16LE(method, 10)
    made.writeUInt32LE(crc, 16)
    made.writeUInt32LE(packed, 20)
    made.writeUInt32LE(size, 24)
    made.writeUInt16LE(name.length, 28)
    made.writeUInt32LE((mode ?? 0) * 0x10000, 38)
    made.writeUInt32LE(start, 42)
    return made
}
