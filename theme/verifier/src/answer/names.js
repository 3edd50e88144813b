/** Compares the name a reader was told with the name that is signed, and says how alike they are. */

/** Letters that stand for others without being built from them, so that NFKD leaves them. */
const MAX_NAME = 1_000 // characters; long runs of marks take long to compose

const PLAIN = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i" }

/**
 * Is `typed` the name `signed`?
 *
 * Same: equal but for case, spaces, and "Last, First". Close: equal but for what forms and
 * passports change (accents, punctuation, order, a middle name, an initial). Letters of another
 * alphabet that only look alike make a different name, and so does endless length.
 *
 * @param {string} typed
 * @param {string} signed
 * @returns {{answer: "same" | "close" | "different", why: string}} `why` is a sentence about a
 *     close one, else empty
 */
export function compareNames(typed, signed) {
    if (Math.max(typed.length, signed.length) > MAX_NAME) return { answer: "different", why: "" }
    const [a, b] = [typed, signed].map(even)
    if (a === b) return { answer: "same", why: "" }
    const [x, y] = [a, b].map(plain)
    if (!x.length || !y.length) return { answer: "different", why: "" }
    const close = why => ({ answer: "close", why })
    if (x.join(" ") === y.join(" ")) return close("Only accents or punctuation differ.")
    if (x.join("") === y.join("")) return close("Only spaces or punctuation differ.")
    if ([...x].sort().join(" ") === [...y].sort().join(" ")) return close("The same words in another order.")
    const [few, many] = x.length <= y.length ? [x, y] : [y, x]
    if (few.length > 1 && holds(many, few)) {
        return close(
            few.length === many.length ? "One of them has an initial." : "One of them has more parts.",
        )
    }
    return { answer: "different", why: "" }
}

/** One form for what is the same name: composed, lower case, first name first. */
function even(name) {
    const text = lower(name.normalize("NFC"))
        .replace(/[\s\u00a0]+/gu, " ")
        .trim()
    const parts = text.split(/ ?, ?/)
    return parts.length === 2 && parts.every(Boolean) ? `${parts[1]} ${parts[0]}` : text
}

/** Both ways, so that final sigma, sharp s and the like fall together. */
const lower = text => text.toLowerCase().toUpperCase().toLowerCase().normalize("NFC")

/** The words of a name without accents and punctuation. */
function plain(name) {
    const bare = name.normalize("NFKD").replace(/\p{M}/gu, "")
    const spelled = [...lower(bare)].map(letter => PLAIN[letter] ?? letter).join("")
    return spelled
        .replace(/['’ʼ`.]/g, m => (m === "." ? " " : ""))
        .split(/[^\p{L}\p{N}]+/u)
        .filter(Boolean)
}

/** Whether all of `few` stand in `many` in this order, one at least as a whole; an initial may for a word. */
function holds(many, few) {
    let whole = 0
    let at = 0
    for (const word of few) {
        const found = many.slice(at).findIndex(other => alike(word, other))
        if (found < 0) return false
        if (many[at + found] === word && word.length > 1) whole += 1
        at += found + 1
    }
    return whole > 0
}

function alike(one, other) {
    return (
        one === other ||
        (one.length === 1 && other.startsWith(one)) ||
        (other.length === 1 && one.startsWith(other))
    )
}
