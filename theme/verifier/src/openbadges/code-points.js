/**
 * Orders texts by code point, as Python does. JavaScript compares UTF-16 units, where an emoji
 * comes before U+E000.
 *
 * @param {string} one
 * @param {string} other
 * @returns {number} below, at or above zero
 */
export function byCodePoint(one, other) {
    let at = 0
    while (at < one.length && one[at] === other[at]) at += 1
    if (at === one.length || at === other.length) return one.length - other.length
    return rank(one.charCodeAt(at)) - rank(other.charCodeAt(at))
}

/** A unit's place among code points: halves of a pair come behind all else. */
function rank(unit) {
    return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
