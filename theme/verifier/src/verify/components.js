/**
 * Check "components": the badges that this one is made of are genuine, current, and its holder's.
 *
 * Optional: it is made where the badge names others as evidence, and never changes the verdict.
 * Each of them:
 *
 * 1. comes from what was handed in together, by the id it says it has, or else from its own
 *    address: an own copy is nowhere online, and one that was handed in and is not proven to be
 *    the one that is named does not keep the right one from being asked for;
 * 2. is judged whole, by the same six checks, at the same moment and with the same list of
 *    known issuers; what it is made of itself is not followed, so that nothing can run away;
 * 3. says the id that it is named by, and no other person's name: where both are signed with a
 *    name, it is the same to the letter; without a name it contradicts nobody.
 *
 * Whoever issues a stack has looked at what it is made of, and says so by signing: a component's
 * issuer need not be one that the reader knows, and its sentence tells. But what is signed in the
 * stack is only an address, so a component counts where its issuer is the stack's own, known to
 * the reader, or at the host of that address; a stranger who took the id counts for nothing.
 */

import { documentUrl } from "../openbadges/did-web.js"
import { Case } from "./case.js"
import { failed, unknown } from "./finding.js"
import { summed } from "./optional.js"
import { CHECK_IDS, report } from "./report.js"
import { hostOf, Unavailable } from "./resolver.js"
import { runSteps } from "./runner.js"
import { STEPS } from "./steps.js"
import { find } from "./trust.js"
import { say } from "./words.js"

const ID = "components"
const MAX_COMPONENTS = 16 // of one badge; each costs a request, and up to nine for its issuer

/** Whether there is something to follow. */
export function hasComponents({ credential }) {
    return Boolean(credential?.facts.components.length)
}

/** Judge each; sets `case.components`. */
export async function checkComponents(examined) {
    const found = examined.badge.facts.components
    for (const url of found.slice(0, MAX_COMPONENTS)) examined.components.push(await judge(url, examined))
    return summed(ID, examined.components, found.length)
}

async function judge(url, examined) {
    const given = examined.given.get(url)
    const told = given && (await tell(url, examined, given))
    if (told?.badge) return told
    if (!/^https:[^#]*$/.test(url)) return told ?? component(url, unknown("components.address"))
    try {
        return await tell(url, examined)
    } catch (reason) {
        if (!(reason instanceof Unavailable)) throw reason
        return told ?? component(url, unknown("document.unavailable", { reason }))
    }
}

const component = (url, { outcome, detail }, badge = "") => ({ url, badge, outcome, detail })

/** What the component at `url` is found to be; rejects with `Unavailable`. */
async function tell(url, examined, given) {
    const { asOf, trust, lists } = examined
    const inner = new Case(given, { asOf, resolver: examined, trust, lists }) // keeps its own clocks
    inner.data ??= (await inner.get(url)).body
    const judged = report(await runSteps(inner, STEPS))
    const against = notTheOne(url, judged, inner, examined)
    if (against) return component(url, against)
    const { badge, facts } = inner.credential
    const count = notCounting(judged, facts, examined) ?? {
        outcome: "passed",
        detail: say("components.genuine", { trust: judged.checks.at(-1).detail }),
    }
    return component(url, count, badge)
}

/** Why it is not proven that this is the credential that the stack names, if so. */
function notTheOne(url, { checks, deciding }, { credential }, { badge, trust }) {
    if (!credential) return checks[deciding]
    const { id, issuer, issuerWords: name } = credential.signed
    if (id !== url) return failed("components.other")
    if (checks[CHECK_IDS.indexOf("signature")].outcome !== "passed") return checks[deciding]
    const host = hostOf(url)
    const own = issuer === badge.signed.issuer || find(trust, issuer) || host === hostOf(documentUrl(issuer))
    return own ? null : unknown("components.borrowed", { name, host })
}

/** Why it counts for nothing, or may not, although it is the one that the stack names. */
function notCounting({ verdict, checks, deciding }, { earner }, { badge }) {
    const named = badge.facts.earner
    if (earner && named && earner !== named) return failed("components.person")
    return verdict === "verified" || verdict === "untrusted" ? null : checks[deciding]
}
