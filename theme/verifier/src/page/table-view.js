/** Many badges at once: a table to look through, to decide in, and to take away. */

import { readCounted } from "../table/counted.js"
import { CsvError } from "../table/csv.js"
import { byPerson, fits, sorter, totals } from "../table/groups.js"
import { csvTable, relate, rowOf } from "../table/rows.js"
import { printable } from "../verify/words.js"
import { element, save } from "./element.js"
import { tableFilter } from "./table-filter.js"
import { tableBody, tableHead, tableRow } from "./table-row.js"

const ROWS_A_FRAME = 40
const PAUSE_MS = 250 // between frames with new rows: each lays the page out anew
const VERDICTS = {
    verified: "Verified",
    untrusted: "Issuer not known",
    unconfirmed: "Not fully checked",
    invalid: "Invalid",
}

/**
 * A table that fills while the checks run.
 *
 * @param {{onOpen: (item: object) => void, onCancel: () => void}} calls - `onOpen` with what `add`
 *     was given, to show its full answer
 * @returns {{element: HTMLElement, expect: (total: number) => void, add: (item: {name: string,
 *     digest: string, report: object, choice: object, place?: number}) => void, done: () => void}}
 *     `choice`: {decision, note}, kept up with the row's fields; `place`: of the file among those
 *     given, where reports come in another order
 */
export function tableView({ onOpen, onCancel }) {
    const entries = [] // by place
    const waiting = []
    const filter = { verdict: "", issuer: "", text: "" }
    const sorting = { column: "", direction: 1 }
    const bodies = new Map() // by person, or one under null
    let isGrouped = false
    let isDone = false
    let isAwaited = false
    let arranged = 0
    let isCounted = () => false

    const bar = element("progress", { id: "checked", max: "1", value: "0" })
    const checked = element("label", { for: "checked" }, "Checking")
    const stop = element("p.buttons", {}, element("button", { type: "button", click: onCancel }, "Stop"))
    const running = element("div.running screen", {}, checked, bar, stop)
    const status = element("p", { role: "status" })
    const sums = element("p.sums")
    const head = tableHead(sortBy)
    const caption = element("caption", {}, "Every file that was given, with what the check found")
    const table = element("table.badges", { role: "table" }, caption, head.element)
    const controls = tableFilter(filter, VERDICTS, { onFilter: show, onGroup: group })
    const saving = element("button.main", { type: "button", disabled: true, click: saveTable }, "Save as CSV")
    const anyCsv = { type: "file", accept: ".csv,text/csv", hidden: true }
    const last = element("input", { ...anyCsv, change: compareWithLast })
    const chooseLast = { type: "button", click: () => last.click() }
    const comparing = element("button", chooseLast, "Mark what my last CSV counted")

    function expect(total) {
        bar.max = total
        advance()
    }

    function add(item) {
        waiting.push(item)
        fillSoon()
    }

    function done() {
        isDone = true
        fillSoon()
    }

    function fillSoon() {
        if (isAwaited) return
        isAwaited = true
        setTimeout(() => requestAnimationFrame(fill), PAUSE_MS)
    }

    /** A few rows at a time, so that the page stays quick to answer. */
    function fill() {
        isAwaited = false
        for (const item of waiting.splice(0, ROWS_A_FRAME)) {
            const { choice, place = entries.length } = item
            const entry = { item, place, row: rowOf(item), choice }
            entry.line = tableRow(entry, { onOpen, onDecide: tell })
            entries.splice(entries.findLastIndex(({ place }) => place <= entry.place) + 1, 0, entry)
            bodyOf(entry).append(entry.line.element)
            controls.offerIssuer(entry.row.issuer)
        }
        advance()
        compare()
        show()
        if (waiting.length) fillSoon()
        else if (isDone) finish()
    }

    function finish() {
        running.hidden = true
        saving.disabled = !entries.length
        arrange()
        const counts = Object.entries(VERDICTS).map(([verdict, name]) =>
            [entries.filter(({ row }) => row.verdict === verdict).length, name.toLowerCase()])
        const told = counts.filter(([count]) => count).map(each => each.join(" ")).join(", ")
        const stopped = entries.length < bar.max ? "Stopped. " : ""
        status.textContent = `${stopped}${entries.length} of ${bar.max} files checked: ${told || "none"}.`
    }

    function advance() {
        bar.value = entries.length
        checked.textContent = `${entries.length} of ${bar.max} checked`
    }

    function compare() {
        const relations = relate(entries.map(({ row }) => row), isCounted)
        entries.forEach((entry, index) => {
            entry.relation = relations[index]
            entry.line.relate(entry.relation)
        })
    }

    function show() {
        for (const { row, line } of entries) line.element.hidden = !fits(row, filter)
        tell()
    }

    /** What the rows that can be seen add up to. */
    function tell() {
        const shown = entries.filter(({ line }) => !line.element.hidden)
        const { count, hours, accepted, acceptedHours } = totals(shown)
        const isPart = shown.length < entries.length
        const part = isPart ? `${shown.length} of ${entries.length} rows are shown. Of these ` : ""
        const sum = `${badges(count, hours)} to count. Accepted so far: ${badges(accepted, acceptedHours)}.`
        sums.textContent = part + sum
        if (isGrouped) tellGroups(new Map(byPerson(shown).map(each => [each.person, each.entries])))
    }

    function tellGroups(groups) {
        for (const [person, { body, title }] of bodies) {
            const { count, hours } = totals(groups.get(person) ?? [])
            body.hidden = !groups.has(person)
            title.textContent = `${badges(count, hours)} to count`
        }
    }

    function bodyOf({ row }) {
        const person = isGrouped ? row.person : null
        if (!bodies.has(person)) {
            const made = tableBody(person)
            bodies.set(person, made)
            table.append(made.body)
        }
        return bodies.get(person).body
    }

    /** Lays the rows out in their order, a few a frame; a newer order ends this one. */
    function arrange() {
        const rest = ordered()
        const isInOrder = rest.every(({ line }, at) => line.element === table.tBodies[0]?.rows[at])
        if (isInOrder && !isGrouped) return
        const mine = ++arranged
        const focused = document.activeElement
        for (const { body } of bodies.values()) body.remove()
        bodies.clear()
        const step = () => {
            if (mine !== arranged) return
            for (const entry of rest.splice(0, ROWS_A_FRAME)) bodyOf(entry).append(entry.line.element)
            show()
            if (rest.length) requestAnimationFrame(step)
            else focused?.focus()
        }
        step()
    }

    function ordered() {
        const { column, direction } = sorting
        const compared = sorter(column, direction)
        const sorted = column ? [...entries].sort((a, b) => compared(a.row, b.row)) : [...entries]
        return isGrouped ? byPerson(sorted).flatMap(each => each.entries) : sorted
    }

    function group(wanted) {
        isGrouped = wanted
        arrange()
    }

    function sortBy(column) {
        sorting.direction = sorting.column === column ? -sorting.direction : 1
        sorting.column = column
        head.mark(column, sorting.direction)
        arrange()
    }

    function saveTable() {
        const parts = ["row", "relation", "choice"].map(part => entries.map(entry => entry[part]))
        save("badges.csv", "text/csv", csvTable(...parts))
    }

    async function compareWithLast() {
        const [file] = last.files
        if (!file) return
        try {
            isCounted = readCounted(new Uint8Array(await file.arrayBuffer()))
            compare()
            tell()
            const counted = entries.filter(({ relation }) => relation.alreadyCounted).length
            const name = printable(file.name)
            status.textContent = `Counted before, by ${name}: ${counted} of ${badges(entries.length)}.`
        } catch (error) {
            status.textContent = error instanceof CsvError ? error.message : "The file could not be read."
        }
        last.value = "" // so that the same file can be chosen again
    }

    const view = element("section.many", { "aria-labelledby": "many" },
        element("h2", { id: "many", tabindex: "-1" }, "The badges"),
        running,
        status,
        controls.element,
        sums,
        element("p.quiet", {}, "Only verified badges count, each once. What was counted before does not, "
            + "nor what you decline or ask about. One name may be several people: no signature tells."),
        element("p.buttons screen", {}, saving, comparing, last),
        element("div.scroll", { role: "region", "aria-label": "Table of the badges", tabindex: "0" }, table))
    return { element: view, expect, add, done }
}

function badges(count, hours = 0) {
    return many(count, "badge") + (hours ? ` (${many(hours, "hour")})` : "")
}

function many(count, thing) {
    return `${count} ${thing}${count === 1 ? "" : "s"}`
}
