/** Workers that check, one job at a time each, and are killed when a job takes too long. */

import { tookTooLong } from "../verify/report.js"

const MAX_MS = 1_500 // of work on one badge, not counting the wait for a document
const MORE_MS = 250 // for each document: it may be a badge that this one is made of
const MAX_OPENING_MS = 10_000 // of work on all that was dropped at once

/**
 * @param {() => Worker} makeWorker
 * @param {number} count - how many work side by side
 * @returns {object} `verify(data, {asOf, trust, get, given})`: {report, digest}; where the badge took too
 *     long or broke its worker, the report says so; `get(url)` resolves to {body, handed, date,
 *     reason}. `open(files)` and `link(data)`: the worker's answer, or null where that took too
 *     long. `drop()`: what waits and what runs is answered with null, and what runs is killed.
 */
export function startJudges(makeWorker, count) {
    const queue = []
    const hands = Array.from({ length: count }, () => startHand(makeWorker, next))
    let jobs = 0

    function next() {
        for (const hand of hands) {
            if (!queue.length) return
            if (!hand.busy()) hand.take(queue.shift())
        }
    }

    function put(message, limit, { get, late = null } = {}) {
        return new Promise(resolve => {
            queue.push({ message: { ...message, job: ++jobs }, limit, get, late, resolve })
            next()
        })
    }

    return {
        verify: (data, { get, ...world }) =>
            put({ type: "verify", data, ...world }, MAX_MS, { get, late: { report: tookTooLong() } }),
        open: files => put({ type: "open", files }, MAX_OPENING_MS),
        link: data => put({ type: "link", data }, MAX_MS),
        drop() {
            for (const { resolve } of queue.splice(0)) resolve(null)
            for (const hand of hands) hand.stop(null)
        },
    }
}

/** One worker and its successors. */
function startHand(makeWorker, whenFree) {
    let worker
    let isReady
    let task = null
    let timer = 0
    let left = 0
    let since = 0

    let waits = 0

    const hold = () => {
        if (waits++) return
        clearTimeout(timer)
        left -= performance.now() - since
    }
    const run = () => {
        since = performance.now()
        timer = setTimeout(() => stop(task.late), left)
    }
    const begin = () => {
        left = task.limit
        waits = 0
        worker.postMessage(task.message)
        run()
    }
    const finish = answer => {
        clearTimeout(timer)
        const { resolve } = task
        task = null
        resolve(answer)
        whenFree()
    }

    const hear = {
        ready() {
            isReady = true
            if (task) begin()
        },
        async need({ job, url }) {
            hold()
            const found = await task.get(url)
            if (task?.message.job !== job) return // killed while it waited
            worker.postMessage({ type: "document", job, url, ...found })
            left += MORE_MS
            if (!--waits) run()
        },
        report: finish,
        opened: finish,
        linked: finish,
    }

    function start() {
        const mine = makeWorker()
        worker = mine
        isReady = false
        mine.addEventListener("message", ({ data }) => mine === worker && hear[data.type](data))
        mine.addEventListener("error", () => mine === worker && task && stop(task.late))
    }

    function stop(answer) {
        if (!task) return
        clearTimeout(timer)
        worker.terminate()
        start()
        finish(answer)
    }

    start()
    return {
        busy: () => task !== null,
        stop,
        take(given) {
            task = given
            if (isReady) begin()
        },
    }
}
