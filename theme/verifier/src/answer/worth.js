/** The third answer: who honors a badge and with what, where that is signed. */

/**
 * @param {object} report
 * @param {boolean} proven - the badge's own signature is good
 * @returns {{tone: string, word: string, lines: string[]}}
 */
export function worth(report, proven) {
    if (!proven) {
        return { tone: "none", word: "Not judged", lines: ["Worth counts only once the signature is proven."] }
    }
    return { tone: "none", word: "Not said", lines: ["Nobody has signed a word on its worth into this badge."] }
}
