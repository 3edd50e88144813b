/**
 * Check "validity-period": it was in force at the moment of judging.
 *
 * VC Data Model 2.0, section 4.9; `validUntil` is taken as included. The proof's own `expires`
 * (Data Integrity 1.0, section 2.1) counts too.
 *
 * Where a host that was asked tells another day than the reader's clock, nobody knows which of
 * the two is wrong, and no date is judged. Documents that came with the badge don't count.
 */

import { unknown } from "./finding.js"
import { check } from "./report.js"
import { hostOf, Unavailable } from "./resolver.js"
import { say } from "./words.js"

const ID = "validity-period"
const CLOCK_TOLERANCE = 86_400_000_000n // a day: more than any time zone that was set for another

/** Compare the signed dates with `case.asOf`. */
export async function checkValidityPeriod(examined) {
    const { asOf, badge } = examined
    const clock = wrongClock(examined)
    if (clock) return clock.asCheck(ID, badge.issuerWords)
    const { validFrom: start, validUntil: end, proof } = badge.signed
    const fail = (sentence, values, ask) => check(ID, "failed", say(sentence, values), ask)
    const renew = say("ask.renew", { issuer: badge.issuerWords })
    if (start !== null && asOf < start) return fail("validity-period.early", { start })
    if (end !== null && asOf > end) return fail("validity-period.expired", { end }, renew)
    if (proof.expires !== null && asOf > proof.expires) {
        return fail("validity-period.proof-expired", { end: proof.expires }, renew)
    }
    const sentence = end === null ? "validity-period.passed" : "validity-period.passed-until"
    return check(ID, "passed", say(sentence, { start, end }))
}

/** The finding about the first host that was asked and has another time; null where none has. */
function wrongClock({ fetched, asOf }) {
    for (const [url, found] of fetched) {
        if (found instanceof Unavailable || found.handed || found.date === null) continue
        const off = found.date - asOf
        if (off > CLOCK_TOLERANCE || off < -CLOCK_TOLERANCE) {
            const values = { here: asOf, host: hostOf(url), there: found.date }
            return unknown("validity-period.clock", { ask: "ask.clock", ...values })
        }
    }
    return null
}
