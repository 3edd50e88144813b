/** What the optional checks share: each judges several things and answers for all of them. */

import { check } from "./report.js"
import { say } from "./words.js"

/**
 * The worst of what was judged, with its reason; where `found` were more, that is not known.
 *
 * @param {string} id - of the check
 * @param {{outcome: string, detail: string}[]} judged
 * @param {number} found
 */
export function summed(id, judged, found) {
    const answers = found > judged.length ? [...judged, tooMany(judged.length)] : judged
    const worst = ["failed", "unknown"]
        .map(wanted => answers.find(({ outcome }) => outcome === wanted))
        .find(Boolean)
    const { outcome, detail: reason } = worst ?? { outcome: "passed" }
    return check(id, outcome, say(`${id}.${outcome}`, { reason, count: found }))
}

const tooMany = count => ({ outcome: "unknown", detail: say("more-than", { count }) })
