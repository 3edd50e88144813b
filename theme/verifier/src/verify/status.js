/**
 * Check "status": the issuer has not withdrawn the badge.
 *
 * Bitstring Status List 1.0, section 3.2, for every entry of `credentialStatus`:
 *
 * 1. its list is had from the address the badge names;
 * 2. the list is authentic: signed by the badge's own issuer, at that address, for the
 *    entry's purpose, with enough entries to hide among;
 * 3. the bit is clear, and the list is within its own validity.
 *
 * Without `credentialStatus` nothing can be withdrawn: passed, and the sentence says so.
 * A list that can't be had or relied on is unknown, never passed and never "withdrawn". A
 * bit set in a list past its end counts all the same, because a withdrawal is final.
 */

import { listed } from "../openbadges/active-context.js"
import { decodeBits, isSet, StatusListError } from "../openbadges/status-list.js"
import { attempt, failed, Finding, unknown } from "./finding.js"
import { issuersOwn } from "./issuer-key.js"
import { check } from "./report.js"
import { isTexts } from "./signed.js"
import { say } from "./words.js"

const ID = "status"

const ENTRY_TYPE = "BitstringStatusListEntry"
const MAX_ENTRIES = 8 // of one badge; each may cost a request

const NEGATIVE = new Map([
    ["revocation", "status.withdrawn"],
    ["suspension", "status.suspended"],
])
const ORDER = ["failed", "unknown", "passed"]

/** Judge every entry; sets `case.listed`. */
export function checkStatus(examined) {
    return judgeStatus(examined.badge.signed, examined)
}

/** Judge every entry of `signed`, at most that many; the worst answer counts. */
export async function judgeStatus(signed, examined, most = MAX_ENTRIES) {
    const { status, issuerWords } = signed
    if (!status.length) return check(ID, "passed", say("status.none"))
    const answers = []
    for (const entry of status.slice(0, most)) answers.push(await judge(entry, signed, examined))
    if (status.length > most) {
        const reason = `It has more than ${most} entries.`
        answers.push(unknown("status.entry", { reason }).asCheck(ID, issuerWords))
    }
    return answers.sort((one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome))[0]
}

async function judge(raw, { issuer, issuerWords }, examined) {
    try {
        const { purpose, url, index } = readEntry(raw)
        const list = await authenticList(url, issuer, purpose, examined)
        const withdrawn = attempt(
            () => isSet(list.bits, index),
            StatusListError,
            reason => unknown("status.entry", { reason }),
        )
        if (withdrawn) throw failed(NEGATIVE.get(purpose), { ask: "ask.issuer" })
        // When the issuer last said so: as the list was signed, or from when it counts.
        const written = list.signed.proof.created ?? list.signed.validFrom
        note(examined, written)
        checkInForce(list.signed, examined.asOf, written)
        if (list.handed && written !== null) {
            return check(ID, "passed", say("status.passed-handed", { listed: written }))
        }
        return check(ID, "passed", say("status.passed"))
    } catch (error) {
        if (error instanceof Finding) return error.asCheck(ID, issuerWords)
        throw error
    }
}

/** Section 2.1. The entry is signed, so what is wrong in it is the issuer's mistake. */
function readEntry(raw) {
    const types = listed(raw.type).filter(each => typeof each === "string")
    if (types.length !== 1 || types[0] !== ENTRY_TYPE) {
        throw unknown("status.kind", { kind: types.join(", ") || "nothing named" })
    }
    const { statusPurpose: purpose, statusListCredential: url, statusListIndex: index } = raw
    const unreadable = reason => unknown("status.entry", { reason })
    if (!NEGATIVE.has(purpose)) throw unreadable("Its purpose is not one that this verifier knows.")
    if (Object.hasOwn(raw, "statusSize") && raw.statusSize !== 1) {
        throw unreadable("It has more than one bit.")
    }
    if (typeof url !== "string" || !url.startsWith("https://") || url.includes("#")) {
        throw unreadable("The list's address is not an https address.")
    }
    if (typeof index !== "string" || !/^[0-9]+$/.test(index)) {
        throw unreadable("Its number is not written in digits.")
    }
    if (index.length > 10 || (index[0] === "0" && index !== "0")) {
        throw unreadable("Its number is not written plainly.") // 2**32 has 10 digits
    }
    return { purpose, url, index: Number(index) }
}

/** The list of `issuer` at `url`, its bits, and whether it was handed; rejects with a Finding. */
async function authenticList(url, issuer, purpose, examined) {
    const notHad = reason => unknown("status.unavailable", { ask: "ask.later", reason })
    const kind = "BitstringStatusListCredential"
    const { place, handed } = await issuersOwn(url, issuer, examined, notHad, untrue, kind, { forList: true })
    const { signed } = place
    if (signed.proof.expires !== null && examined.asOf > signed.proof.expires) {
        throw untrue("Its signature was made to count for a shorter time.")
    }
    checkIsTheOne(signed, url, purpose, handed)
    const { encodedList } = signed.subject
    try {
        place.bits ??= await decodeBits(typeof encodedList === "string" ? encodedList : "")
        return { signed, bits: place.bits, handed }
    } catch (error) {
        throw error instanceof StatusListError ? untrue(error) : error
    }
}

/**
 * It is the list named, not another of the same issuer.
 *
 * Section 2.2 lets a list have no id. From its own address it is the right one all the
 * same; handed over without an id it could be any.
 */
function checkIsTheOne({ id, subject }, url, purpose, handed) {
    if (id !== url && (id || handed)) throw untrue("It is another list of the issuer.")
    const types = listed(subject.type)
    if (types.length !== 1 || types[0] !== "BitstringStatusList") {
        throw untrue("It is not a list of withdrawals.")
    }
    const purposes = listed(subject.statusPurpose)
    if (!isTexts(purposes) || !purposes.includes(purpose)) throw untrue("It was made for another purpose.")
}

/** A clear bit counts only within the list's own validity (VC Data Model 2.0, 4.9). */
function checkInForce({ validFrom, validUntil }, asOf, written) {
    if (validFrom !== null && asOf < validFrom) throw untrue("It is from a later time.")
    if (validUntil !== null && asOf > validUntil) {
        throw unknown("status.old", { ask: "ask.later", listed: written ?? validUntil })
    }
}

/** `case.listed` is the oldest of what the lists say, since all of them must be clear. */
function note(examined, written) {
    if (written !== null && (examined.listed === null || written < examined.listed)) {
        examined.listed = written
    }
}

function untrue(reason) {
    return unknown("status.untrue", { reason })
}
