// Absolute IRIs, strictly (RFC 3987).
//
// JSON-LD processors differ in what they take for an IRI, and some drop a whole statement over one
// space (generator/README, trap 4). So an identifier is an IRI by this grammar, or it is wrong.
// Each part is looked through for what it may not hold, since JavaScript's patterns backtrack.

// RFC 3987, section 2.2, but no white space; the bidirectional marks of section 4.1 are in no range.
const UCS =
    "\\u00a1-\\u167f\\u1681-\\u1fff\\u200b-\\u200d\\u2010-\\u2027\\u2030-\\u205e\\u2060-\\u2fff" +
    "\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufefe\\uff00-\\uffef" +
    Array.from("123456789abcd", plane => `\\u{${plane}0000}-\\u{${plane}fffd}`).join("") +
    "\\u{e1000}-\\u{efffd}"
const PRIVATE = "\\ue000-\\uf8ff\\u{f0000}-\\u{ffffd}\\u{100000}-\\u{10fffd}"

const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*$/
const BRACKETED_HOST = /^\[[0-9A-Fa-f:.]{2,45}\]/
const PORT = /^(?::[0-9]*)?$/
const WEB = /^https?:/i
const WEB_WITH_HOST = /^https?:\/\/[^/?#:@]/i

const NOT_IN_USER = anyBut(":")
const NOT_IN_HOST = anyBut("")
const NOT_IN_PATH = anyBut(":@/")
const NOT_IN_QUERY = anyBut(":@/?" + PRIVATE)
const NOT_IN_FRAGMENT = anyBut(":@/?")

/**
 * Is the text an absolute IRI, a fragment allowed? `http` and `https` need a host too.
 *
 * @param {string} text
 * @returns {boolean}
 */
export function isAbsoluteIri(text) {
    const [beforeFragment, fragment] = cut(text, "#")
    const [beforeQuery, query] = cut(beforeFragment, "?")
    const [scheme, rest] = cut(beforeQuery, ":")
    if (rest === null || !SCHEME.test(scheme)) return false
    if (NOT_IN_FRAGMENT.test(fragment ?? "") || NOT_IN_QUERY.test(query ?? "")) return false
    let path = rest
    if (rest.startsWith("//")) {
        const authority = cut(rest.slice(2), "/")[0]
        if (!isAuthority(authority)) return false
        path = rest.slice(2 + authority.length)
    }
    return !NOT_IN_PATH.test(path) && (!WEB.test(text) || WEB_WITH_HOST.test(text))
}

function isAuthority(authority) {
    const [before, behind] = cut(authority, "@")
    const place = behind ?? before
    if (behind !== null && NOT_IN_USER.test(before)) return false
    const bracketed = BRACKETED_HOST.exec(place)
    const host = bracketed ? bracketed[0] : cut(place, ":")[0]
    return (bracketed !== null || !NOT_IN_HOST.test(host)) && PORT.test(place.slice(host.length))
}

/** The text before the first `mark`, and what is behind it: null where there is none. */
function cut(text, mark) {
    const at = text.indexOf(mark)
    return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)]
}

/** Finds what is neither unreserved, a sub-delimiter, an escape nor in `extra`. */
function anyBut(extra) {
    return new RegExp(`[^A-Za-z0-9\\-._~!$&'()*+,;=%${extra}${UCS}]|%(?![0-9A-Fa-f]{2})`, "u")
}
