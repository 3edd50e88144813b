/** The plan of a verification, the same as generator/verify/verify.py. */

import { Case } from "./case.js"
import { checkComponents, hasComponents } from "./components.js"
import { checkEndorsements, hasEndorsements } from "./endorsements.js"
import { report } from "./report.js"
import { runSteps } from "./runner.js"
import { STEPS } from "./steps.js"

/** Made where there is something to judge; they never change the verdict. */
const OPTIONAL_STEPS = [
    { id: "endorsements", run: checkEndorsements, needs: ["signature"], applies: hasEndorsements },
    { id: "components", run: checkComponents, needs: ["signature"], applies: hasComponents },
]

/**
 * Judge one credential, given as JSON or as a PNG or SVG that carries it. Never rejects: bad
 * input is an outcome.
 *
 * @param {Uint8Array} data
 * @param {{asOf: bigint, resolver: object, trust: object, lists?: object, given?: Map}} world - the moment of
 *     judging; what has the issuer's documents (see resolver.js); the reader's own list (see
 *     trust.js); a memory to share between badges (see list-memory.js);
 *     what was handed in together (see case.js)
 * @returns {Promise<object>} a report, plain data; see report.js
 */
export async function verify(data, world) {
    const examined = new Case(data, world)
    const checks = await runSteps(examined, [...STEPS, ...OPTIONAL_STEPS])
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
        components: examined.components,
    })
}
