/**
 * A foreign text within a sentence, in plain single quotes, cut by code points as Python cuts.
 *
 * @param {string} text
 * @param {number} characters - at most this many of its code points
 * @returns {string}
 */
export function quoted(text, characters) {
    return `'${[...text.slice(0, 2 * characters)].slice(0, characters).join("")}'`
}
