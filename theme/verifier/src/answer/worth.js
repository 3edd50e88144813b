/** The third answer: who honors a badge and with what, where that is signed. */

/**
 * @param {object} report
 * @param {boolean} proven - the badge's own signature is good
 * @returns {{tone: string, word: string, lines: string[], endorsements: object[]}} `endorsements`:
 *     of the report's those that are proven; of the others only the reason is told
 */
export function worth({ checks, endorsements }, proven) {
    if (!proven) return told("none", "Not judged", ["Worth counts only once the signature is proven."])
    if (!endorsements.length) {
        return told("none", "Not said", ["Nobody’s word on what it is worth is signed into this badge."])
    }
    const good = endorsements.filter(({ outcome }) => outcome === "passed")
    const others = endorsements.filter(({ outcome }) => outcome !== "passed")
    const lines = others.map(({ detail }) => `One more word on it does not count. ${detail}`)
    // Green only for an issuer the reader knows: another may have borrowed the badge, and the word with it.
    const isKnown = checks.some(({ id, outcome }) => id === "issuer-trust" && outcome === "passed")
    const tone = isKnown ? "good" : "care"
    if (good.some(({ known }) => known)) return told(tone, "Honored by someone on the list", lines, good)
    if (good.length) return told("care", "Honored by someone who is not on the list", lines, good)
    return told("care", "Not known", lines)
}

const told = (tone, word, lines, endorsements = []) => ({ tone, word, lines, endorsements })
