/** What a credential page says beside what `answer` says of a report; in its form. */

import { say } from "../verify/words.js"

/**
 * The page stands elsewhere than where the badge says it stands.
 *
 * @param {string} id - the badge's own address
 */
export const copied = id => ({
    tone: "care",
    icon: "care",
    label: "A copy",
    headline: "This is a copy of the badge’s page, so it is not checked here",
    lead: "Anyone can copy a page and change it. Check the badge at its own address:",
    link: new URL(".", id).href,
})

/** The signed data beside the page is another badge's. */
export const misplaced = {
    tone: "bad",
    icon: "cross",
    label: "Do not rely on it",
    headline: "The signed data beside this page belongs to another badge",
    lead: "What this page shows is not what was signed. Ask the person who showed it for the original file.",
}

/**
 * Nothing could be judged.
 *
 * @param {string} why - one sentence
 */
export const unchecked = why => ({
    tone: "care",
    icon: "care",
    label: "Not checked",
    headline: say("verdict.unconfirmed"),
    lead: `${why} That is neither a yes nor a no.`,
    otherwise: true,
})

/**
 * What to do where the badge's documents stand on other sites, which only the verifier asks.
 *
 * @param {Iterable<string>} hosts
 * @returns {string[]}
 */
export const elsewhere = hosts => [
    `This page asks its own site only. Follow “Every check, one by one” to have ${[...hosts].join(" and ")} asked.`,
]
