/** What verifying found: one outcome a check, and the verdict that follows from them. */

import { say } from "./words.js"

/** The checks that make the verdict, in the order they are reported, and what each needs. */
export const NEEDS = {
    "document": [],
    "issuer-key": ["document"],
    // Also without the key it says of itself when the kind of signature is one we can't check.
    "signature": ["document"],
    // An unsigned date, status or issuer says nothing.
    "validity-period": ["signature"],
    "status": ["signature"],
    "issuer-trust": ["signature"],
}
export const CHECK_IDS = Object.keys(NEEDS)

const DECISIVE = CHECK_IDS.slice(0, 5)

const NOTHING = {
    id: null,
    badge: null,
    issuer: null,
    issuerName: null,
    earner: null,
    validFrom: null,
    validUntil: null,
    facts: null,
    endorsements: [],
    components: [],
    listed: null,
}

/**
 * The outcome of one check.
 *
 * @param {string} id - one of CHECK_IDS, or an optional check's
 * @param {"passed"|"failed"|"unknown"|"skipped"} outcome
 * @param {string} detail - one sentence for the reader
 * @param {string} [ask] - whom to ask, as a sentence; empty where there is nothing to ask
 */
export function check(id, outcome, detail, ask = "") {
    return { id, outcome, detail, ask }
}

/**
 * Checks with their verdict, as plain data that survives structured cloning.
 *
 * @param {object[]} checks - in the order of CHECK_IDS
 * @param {object} [said] - what the credential says of itself; proven only if "signature" passed
 * @returns {object} verdict, checks, deciding (an index into checks), and `said`, else null
 */
export function report(checks, said = {}) {
    const verdict = verdictOf(checks)
    return { verdict, checks, deciding: decidingOf(checks, verdict), ...NOTHING, ...said }
}

/**
 * The report on a credential that could not even be read from its place.
 *
 * @param {string|Error} reason
 */
export function notHad(reason) {
    return unjudged(say("document.unavailable", { reason }))
}

/** The report on a credential whose checks were ended because they took too long. */
export function tookTooLong() {
    return unjudged(say("document.too-long"))
}

function unjudged(detail) {
    return report(
        Object.entries(NEEDS).map(([id, [blocker]]) =>
            blocker ? check(id, "skipped", say("skipped", { blocker })) : check(id, "unknown", detail),
        ),
    )
}

/** From the six checks alone; "verified" only when all six are there and passed. */
function verdictOf(checks) {
    const outcomes = new Map(checks.map(({ id, outcome }) => [id, outcome]))
    if (DECISIVE.some(id => outcomes.get(id) === "failed")) return "invalid"
    if (!DECISIVE.every(id => outcomes.get(id) === "passed")) return "unconfirmed"
    return { passed: "verified", failed: "untrusted" }[outcomes.get("issuer-trust")] ?? "unconfirmed"
}

/** The first check that failed, else the first not passed, else the last of the six. */
function decidingOf(checks, verdict) {
    const six = checks.filter(({ id }) => CHECK_IDS.includes(id))
    for (const wanted of ["failed", "unknown", "skipped"]) {
        const found = six.find(
            ({ id, outcome }) =>
                outcome === wanted && !(id === "issuer-trust" && verdict !== "untrusted"),
        )
        if (found) return checks.indexOf(found)
    }
    return checks.indexOf(six.at(-1))
}
