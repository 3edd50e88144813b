/** The plan of a verification, the same as generator/verify/verify.py. */

import { Case } from "./case.js"
import { checkDocument } from "./document.js"
import { checkEndorsements, hasEndorsements } from "./endorsements.js"
import { checkIssuerKey } from "./issuer-key.js"
import { checkIssuerTrust } from "./issuer-trust.js"
import { CHECK_IDS, NEEDS, report } from "./report.js"
import { runSteps } from "./runner.js"
import { checkSignature } from "./signature.js"
import { checkStatus } from "./status.js"
import { checkValidityPeriod } from "./validity-period.js"

const STEPS = Object.entries({
    // 1. Can it be read, in one way only?
    "document": checkDocument,
    // 2. Is the key that signed it the issuer's?
    "issuer-key": checkIssuerKey,
    // 3. Did that key sign exactly this?
    "signature": checkSignature,
    // 4. to 6. Is it current, and do you know the issuer? (The list's host tells its time when
    //    it is asked, so dates are judged after.)
    "status": checkStatus,
    "validity-period": checkValidityPeriod,
    "issuer-trust": checkIssuerTrust,
}).map(([id, run]) => ({ id, run, needs: NEEDS[id] }))

/** Made where there is something to judge; never changes the verdict. */
const ENDORSEMENTS = {
    id: "endorsements",
    run: checkEndorsements,
    needs: ["signature"],
    applies: hasEndorsements,
}

/**
 * Judge one credential, given as JSON or as a PNG or SVG that carries it. Never rejects: bad
 * input is an outcome.
 *
 * @param {Uint8Array} data
 * @param {{asOf: bigint, resolver: object, trust: object, lists?: object}} world - the moment of
 *     judging; what has the issuer's documents (see resolver.js); the reader's own list (see
 *     trust.js); a memory to share between badges (see list-memory.js)
 * @returns {Promise<object>} a report, plain data; see report.js
 */
export async function verify(data, world) {
    const examined = new Case(data, world)
    const checks = inOrder(await runSteps(examined, [...STEPS, ENDORSEMENTS]))
    if (!examined.credential) return report(checks)
    const { signed, badge, facts } = examined.credential
    return report(checks, {
        id: signed.id,
        badge,
        issuer: signed.issuer,
        issuerName: signed.issuerName || null,
        earner: facts.earner || null,
        validFrom: signed.validFrom,
        validUntil: signed.validUntil,
        facts,
        listed: examined.listed,
        endorsements: examined.endorsements,
    })
}

/** As they are reported, whatever the order in which they were made. */
function inOrder(checks) {
    const ids = [...CHECK_IDS, ENDORSEMENTS.id]
    return checks.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
}
