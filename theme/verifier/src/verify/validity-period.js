/**
 * Check "validity-period": it was in force at the moment of judging.
 *
 * VC Data Model 2.0, section 4.9; `validUntil` is taken as included. The proof's own `expires`
 * (Data Integrity 1.0, section 2.1) counts too.
 *
 * Where a host that was asked tells another day than the reader's clock, nobody knows which of
 * the two is wrong, and no date is judged. Documents that came with the badge don't count.
 */

import { failed, Finding, unknown } from "./finding.js"
import { check } from "./report.js"
import { hostOf, Unavailable } from "./resolver.js"
import { say } from "./words.js"

const ID = "validity-period"
const CLOCK_TOLERANCE = 86_400_000_000n // a day: more than any time zone that was set for another

/** Compare the signed dates with `case.asOf`. */
export async function checkValidityPeriod(examined) {
    const { signed } = examined.badge
    try {
        requireRightClock(examined)
        requireInForce(signed, examined.asOf)
    } catch (error) {
        if (error instanceof Finding) return error.asCheck(ID, signed.issuerWords)
        throw error
    }
    const { validFrom: start, validUntil: end } = signed
    const sentence = end === null ? "validity-period.passed" : "validity-period.passed-until"
    return check(ID, "passed", say(sentence, { start, end }))
}

/** Every host that was asked for the case has about the time of judging, or a Finding. */
export function requireRightClock({ fetched, asOf: here }) {
    for (const [url, found] of fetched) {
        if (found instanceof Unavailable || found.handed || found.date === null) continue
        const there = found.date
        if (there - here > CLOCK_TOLERANCE || here - there > CLOCK_TOLERANCE) {
            throw unknown("validity-period.clock", { ask: "ask.clock", here, host: hostOf(url), there })
        }
    }
}

/** By its dates and its proof's, `signed` counts at `asOf`, or a Finding. */
export function requireInForce({ validFrom: start, validUntil: end, proof }, asOf) {
    const ask = "ask.renew"
    if (start !== null && asOf < start) throw failed("validity-period.early", { ask: "", start })
    if (end !== null && asOf > end) throw failed("validity-period.expired", { ask, end })
    if (proof.expires !== null && asOf > proof.expires) {
        throw failed("validity-period.proof-expired", { ask, end: proof.expires })
    }
}
