// Credentials attached to a PDF (ISO 32000-1, section 7.11.4): found by the marks of their streams,
// without following the file's own tables. Twin of generator/openbadges/pdf.py.

import { BakingError } from "./baking.js"
import { MAX_BYTES } from "./strict-json.js"
import { unpack, UnpackError } from "./unpack.js"

const MAX_ATTACHMENTS = 100
const AROUND = 1_000 // bytes of an attachment's dictionary before and after its mark
const BRACE = 0x7b

/** @param {Uint8Array} data */
export function isPdf(data) {
    return new TextDecoder("latin1").decode(data.subarray(0, 5)) === "%PDF-"
}

/**
 * The one credential that is attached to a PDF.
 *
 * @param {Uint8Array} pdf
 * @returns {Promise<Uint8Array>}
 * @throws {BakingError} none, several, or one that is packed in a way we do not read
 */
export async function unbakePdf(pdf) {
    const { found, unread } = await attached(pdf)
    if (unread) throw new BakingError("An attachment of the PDF is damaged, or packed in a way that we do not read.")
    if (found.length !== 1) throw new BakingError(`The PDF carries ${found.length ? "more than one" : "no"} credential.`)
    return found[0]
}

/**
 * What there is to judge in a PDF with several attachments, each by itself.
 *
 * @param {Uint8Array} pdf
 * @returns {Promise<Uint8Array[]>} last `pdf` itself, where one cannot be read; none where it carries a single
 *   one or nothing, or more than is read
 */
export async function badgesOfPdf(pdf) {
    try {
        const { found, unread } = await attached(pdf)
        const every = unread ? [...found, pdf] : found
        return found.length && every.length > 1 ? every : []
    } catch (error) {
        if (error instanceof BakingError) return []
        throw error
    }
}

/** Every credential, and whether there are attachments that cannot be read. */
async function attached(pdf) {
    const text = new TextDecoder("latin1").decode(pdf) // one character a byte
    const marks = [...text.matchAll(/\/Type ?\/EmbeddedFile\b/g)]
    if (marks.length > MAX_ATTACHMENTS) throw tooMany()
    const found = []
    let left = MAX_BYTES // of all badges together
    let unread = false
    for (const { index } of marks) {
        const content = await attachment(pdf, text, index)
        if (!content) {
            unread = true
        } else if (content[0] === BRACE) {
            found.push(content)
            left -= content.length
            if (left < 0) throw tooMany()
        }
    }
    return { found, unread }
}

function tooMany() {
    return new BakingError("The PDF carries more than 100 files, or more than 2 MB of badges.")
}

async function attachment(pdf, text, mark) {
    const before = text.slice(Math.max(0, mark - AROUND), mark).split(/[0-9] obj\b/)
    const [after, stream] = text.slice(mark, mark + AROUND).split(/(\bstream\r?\n)/, 2)
    const dictionary = before.at(-1) + after
    const [length, ...others] = dictionary.matchAll(/\/Length ([0-9]{1,9})(?![0-9])(?! [0-9]+ R)/g)
    if (before.length < 2 || !stream || !length || others.length) return null
    const start = mark + after.length + stream.length
    const body = pdf.subarray(start, start + Number(length[1]))
    if (!/\/Filter\b/.test(dictionary)) return body
    if (!/\/Filter ?(\/FlateDecode|\[ ?\/FlateDecode ?\])/.test(dictionary)) return null
    try {
        return await unpack(body.subarray(2, -4), "deflate-raw", MAX_BYTES) // without zlib's head and tail
    } catch (error) {
        if (error instanceof UnpackError) return null
        throw error
    }
}
