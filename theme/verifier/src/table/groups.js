// The table as people look at it: by person, filtered, sorted, summed up.

/** What a signed number of hours must look like to be added up; any other is shown and not counted. */
const HOURS = /^\d{1,6}(?:\.\d{1,2})?$/

/**
 * How many badges count, and their hours.
 *
 * @param {{row: import("./rows.js").Row, relation: {counts: boolean}, choice: {decision: string}}[]} entries
 * @returns {{count: number, hours: number, accepted: number, acceptedHours: number}} what was declined
 *   or is being asked about counts for nothing
 */
export function totals(entries) {
    const isOut = ({ decision }) => decision === "ask" || decision === "decline"
    const counting = entries.filter(({ relation, choice }) => relation.counts && !isOut(choice))
    const accepted = counting.filter(({ choice }) => choice.decision === "accept")
    return {
        ...{ count: counting.length, hours: sum(counting) },
        ...{ accepted: accepted.length, acceptedHours: sum(accepted) },
    }
}

/** In hundredths, which add up exactly. */
function sum(entries) {
    const hundredths = entries.map(({ row }) => (HOURS.test(row.hours) ? Math.round(row.hours * 100) : 0))
    return hundredths.reduce((all, each) => all + each, 0) / 100
}

/**
 * Entries by the name that is signed in each. One name is not one person: the caller says so.
 *
 * @param {{row: import("./rows.js").Row}[]} entries
 * @returns {{person: string, entries: object[]}[]} by name; last, under an empty one, those where
 *   none is proven
 */
export function byPerson(entries) {
    const groups = new Map()
    for (const entry of entries) {
        const { person } = entry.row
        if (!groups.has(person)) groups.set(person, { person, entries: [] })
        groups.get(person).entries.push(entry)
    }
    return [...groups.values()].sort((a, b) => !a.person - !b.person || a.person.localeCompare(b.person))
}

/**
 * Whether a row is one of those that the reader wants to see.
 *
 * @param {import("./rows.js").Row} row
 * @param {{verdict: string, issuer: string, text: string}} filter - empty: any
 * @returns {boolean}
 */
export function fits(row, { verdict, issuer, text }) {
    if ((verdict && row.verdict !== verdict) || (issuer && row.issuer !== issuer)) return false
    const words = [row.file, row.person, row.badge, row.issuer, row.issuerName, row.reason].join("\n")
    return words.toLowerCase().includes(text.toLowerCase())
}

/**
 * Compares rows by one column: numbers as numbers, and what is empty last either way.
 *
 * @param {string} column - a member of a row
 * @param {1 | -1} direction
 * @returns {(a: import("./rows.js").Row, b: import("./rows.js").Row) => number}
 */
export function sorter(column, direction) {
    return (one, other) => {
        const [a, b] = [one[column], other[column]]
        if (!a || !b) return !a - !b
        return direction * a.localeCompare(b, undefined, { numeric: column === "hours" })
    }
}
