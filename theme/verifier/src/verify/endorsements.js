/**
 * Check "endorsements": what others say of the badge is theirs, and in force.
 *
 * Optional: it is made where the badge carries endorsements (OB 3.0, EndorsementCredential), and
 * never changes the verdict. Each is a signed document of its own inside the badge:
 *
 * 1. it can be read, and is about this badge or this award;
 * 2. the key that signed it is the endorser's, and signed exactly this;
 * 3. it is in force and not withdrawn, as a badge must be.
 *
 * Whoever makes a badge chooses its id and its achievement's, so that somebody else's badge or
 * award, and what is said of it, could be borrowed. An endorsement counts where what it names is
 * at the issuer's own host, or the reader knows the issuer.
 */

import { documentUrl } from "../openbadges/did-web.js"
import { isObject } from "../openbadges/strict-json.js"
import { Case } from "./case.js"
import { failed, Finding, unknown } from "./finding.js"
import { findKey } from "./issuer-key.js"
import { summed } from "./optional.js"
import { hostOf } from "./resolver.js"
import { requireGenuine } from "./signature.js"
import { readSigned, requireType } from "./signed.js"
import { judgeStatus } from "./status.js"
import { find } from "./trust.js"
import { requireInForce, requireRightClock } from "./validity-period.js"
import { say } from "./words.js"

const ID = "endorsements"
const MAX_ENDORSEMENTS = 8 // of one badge; each costs a request, and two where it can be withdrawn
const MAX_STATUS_ENTRIES = 1

const UNREAD = { name: "", did: "", comment: "", about: "", outcome: "passed", detail: "", known: false }

/** Whether there is something to judge. */
export function hasEndorsements({ credential }) {
    return Boolean(credential?.endorsements.length)
}

/** Judge each; sets `case.endorsements`. */
export async function checkEndorsements(examined) {
    const found = examined.badge.endorsements
    for (const each of found.slice(0, MAX_ENDORSEMENTS)) {
        examined.endorsements.push(await judge(each, examined))
    }
    return summed(ID, examined.endorsements, found.length)
}

async function judge(raw, examined) {
    let told = UNREAD
    try {
        if (!isObject(raw)) throw failed("document.malformed", { member: "endorsement" })
        const signed = readSigned(raw, ["EndorsementCredential"])
        told = tell(signed, examined)
        requireAbout(told, examined)
        const known = await prove(signed, examined)
        return { ...told, detail: say("endorsements.genuine", { name: signed.issuerWords }), known }
    } catch (error) {
        if (error instanceof Finding) return { ...told, outcome: error.outcome, detail: error.detail }
        throw error
    }
}

/** What it says, "about" the achievement (as anybody may earn it) or the credential (this award). */
function tell({ subject, issuer, issuerName }, { badge }) {
    requireType(subject, "credentialSubject.type", "EndorsementSubject")
    const comment = typeof subject.endorsementComment === "string" ? subject.endorsementComment : ""
    const { id, achievement } = badge.facts
    const about = subject.id === id ? "credential" : subject.id === achievement ? "achievement" : ""
    return { ...UNREAD, name: issuerName, did: issuer, comment, about }
}

function requireAbout({ about }, { badge, trust }) {
    if (!about) throw failed("endorsements.other")
    const { issuer } = badge.signed
    const host = hostOf(about === "achievement" ? badge.facts.achievement : badge.facts.id)
    const own = find(trust, issuer) || host === hostOf(documentUrl(issuer))
    if (!own) throw unknown("endorsements.borrowed", { host })
}

/** It is the endorser's, in force and not withdrawn; whether the reader knows the endorser. */
async function prove(signed, examined) {
    if (!signed.status.every(isObject)) throw failed("document.malformed", { member: "credentialStatus" })
    const { asOf, trust, lists } = examined
    const inner = new Case(null, { asOf, resolver: examined, trust, lists }) // keeps its own clocks
    const key = await findKey(signed, inner)
    await requireGenuine(signed, key.raw)
    const status = await judgeStatus(signed, inner, MAX_STATUS_ENTRIES)
    if (status.outcome === "failed") throw failed("endorsements.withdrawn") // and that is final
    requireRightClock(inner)
    requireInForce(signed, asOf)
    if (status.outcome !== "passed") throw unknown("endorsements.status", { reason: status.detail })
    const known = find(trust, signed.issuer)
    return Boolean(known && (!known.keys.length || known.keys.includes(key.multibase)))
}
