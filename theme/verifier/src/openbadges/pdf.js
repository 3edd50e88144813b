// A credential attached to a PDF (ISO 32000-1, section 7.11.4): found by the marks of its stream,
// without following the file's own tables. Twin of generator/openbadges/pdf.py.

import { BakingError } from "./baking.js"
import { MAX_BYTES } from "./strict-json.js"
import { unpack, UnpackError } from "./unpack.js"

const MAX_ATTACHMENTS = 8
const AROUND = 1_000 // bytes of an attachment's dictionary before and after its mark
const BRACE = 0x7b

/**
 * The credential that is attached to a PDF.
 *
 * @param {Uint8Array} pdf
 * @returns {Promise<Uint8Array>}
 * @throws {BakingError} none, several, or one that is packed in a way we do not read
 */
export async function unbakePdf(pdf) {
    const text = new TextDecoder("latin1").decode(pdf) // one character a byte
    const marks = [...text.matchAll(/\/Type ?\/EmbeddedFile\b/g)].slice(0, MAX_ATTACHMENTS + 1)
    if (marks.length > MAX_ATTACHMENTS) throw new BakingError(`The PDF carries more than ${MAX_ATTACHMENTS} files.`)
    const found = []
    for (const { index } of marks) {
        const before = text.slice(Math.max(0, index - AROUND), index).split(/[0-9] obj\b/)
        const [after, stream] = text.slice(index, index + AROUND).split(/(\bstream\r?\n)/, 2)
        const [length, ...others] = (before.at(-1) + after).matchAll(/\/Length ([0-9]{1,9})(?![0-9])(?! [0-9]+ R)/g)
        if (before.length < 2 || !stream || !length || others.length) throw unread()
        const start = index + after.length + stream.length
        const content = await unpacked(before.at(-1) + after, pdf.subarray(start, start + Number(length[1])))
        if (content[0] === BRACE) found.push(content)
    }
    if (found.length !== 1) throw new BakingError(`The PDF carries ${found.length ? "more than one" : "no"} credential.`)
    return found[0]
}

async function unpacked(dictionary, body) {
    if (!/\/Filter\b/.test(dictionary)) return body
    if (!/\/Filter ?(\/FlateDecode|\[ ?\/FlateDecode ?\])/.test(dictionary)) throw unread()
    try {
        return await unpack(body.subarray(2, -4), "deflate-raw", MAX_BYTES) // without zlib's head and tail
    } catch (error) {
        throw error instanceof UnpackError ? unread() : error
    }
}

function unread() {
    return new BakingError("The PDF's attachment is damaged, or packed in a way that we do not read.")
}
