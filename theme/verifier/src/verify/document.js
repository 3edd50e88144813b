/**
 * Check "document": it is a badge, and can be read in one way only.
 *
 * 1. take the credential out of a PNG, SVG or PDF;
 * 2. parse it as strict JSON within limits;
 * 3. allow only lists of terms that are pinned, and members that they define;
 * 4. require what Open Badges 3.0 requires.
 *
 * A form that is honest but foreign to us (a JWT, an older version) is unknown, not failed.
 */

import { BakingError } from "../openbadges/baking.js"
import { isPdf, unbakePdf } from "../openbadges/pdf.js"
import { unbakePng } from "../openbadges/png.js"
import { MAX_BYTES, parseJson, StrictJsonError } from "../openbadges/strict-json.js"
import { unbakeSvg } from "../openbadges/svg.js"
import { readBadge } from "./credential.js"
import { failed, Finding, unknown } from "./finding.js"
import { check } from "./report.js"
import { say } from "./words.js"

const ID = "document"

const S = "[ \\t\\n\\r\\f\\v]"
const JWT = new RegExp(`^${S}*eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*${S}*$`)
// Its parts are bounded, so that no picture takes long to search.
const JWT_IN_SVG = new RegExp(
    `<[A-Za-z0-9_.:-]{0,64}credential${S}[^<>]{0,200}verify${S}{0,20}=${S}{0,20}["']${S}{0,20}eyJ`,
)
const WHITE = [0x20, 0x09, 0x0d, 0x0a, 0xef, 0xbb, 0xbf] // with the bytes of a byte order mark

/** Read the case's data; sets `case.credential`. */
export async function checkDocument(examined) {
    try {
        const json = await credentialIn(examined.data)
        if (json.length <= MAX_BYTES && JWT.test(text(json))) {
            throw unknown("document.jwt", { ask: "ask.earner" })
        }
        examined.credential = readBadge(parsed(json))
    } catch (error) {
        if (error instanceof Finding) return error.asCheck(ID)
        throw error
    }
    return check(ID, "passed", say("document.passed"))
}

/**
 * The credential that `data` is, or carries where it is a PNG, an SVG or a PDF. Throws a Finding.
 *
 * @param {Uint8Array} data
 * @returns {Promise<Uint8Array>}
 */
export async function credentialIn(data) {
    try {
        if (isPdf(data)) return await unbakePdf(data)
        if (text(data.subarray(0, 4)) === text(Uint8Array.of(0x89, 0x50, 0x4e, 0x47))) return unbakePng(data)
        const first = data.subarray(0, 1024).find(byte => !WHITE.includes(byte))
        if (first === 0x3c) return unbakeSvg(data)
    } catch (error) {
        if (!(error instanceof BakingError)) throw error
        if (JWT_IN_SVG.test(text(data))) throw unknown("document.jwt", { ask: "ask.earner" })
        throw failed("document.picture", { reason: error })
    }
    return data
}

function parsed(json) {
    try {
        return parseJson(json)
    } catch (error) {
        if (error instanceof StrictJsonError) throw failed("document.unreadable", { reason: error })
        throw error
    }
}

/** Bytes as one character each, for patterns. */
function text(bytes) {
    return new TextDecoder("latin1").decode(bytes)
}
