/** One verification in a worker that comes when it is needed and goes when it is done. */

import { startJudges } from "../page/judge.js"

const START_MS = 20_000 // for the worker's script to come and start

/** Why nothing was judged; one sentence. */
export class NotJudged extends Error {}

/**
 * @param {string} script - the worker's address
 * @param {() => Promise<{data: ArrayBuffer, asOf: bigint, trust: object, get: Function}>} prepare -
 *     gets the credential and what it is judged by, see page/judge.js, while the worker comes;
 *     what it throws, this throws
 * @returns {Promise<object>} the report, as `verify` gives it
 * @throws {NotJudged}
 */
export async function check(script, prepare) {
    let worker
    let timer
    let fail
    const failure = new Promise((_, reject) => (fail = why => reject(new NotJudged(why))))
    const makeWorker = () => {
        worker = new Worker(script)
        worker.addEventListener("message", () => clearTimeout(timer), { once: true })
        worker.addEventListener("error", () => fail("The program that checks it does not work here."))
        return worker
    }
    try {
        const judges = startWorker(makeWorker)
        timer = setTimeout(() => fail("The program that checks it did not come."), START_MS)
        const judged = prepare().then(({ data, ...world }) => judges.verify(data, world))
        return (await Promise.race([judged, failure])).report
    } finally {
        clearTimeout(timer)
        worker?.terminate()
    }
}

function startWorker(makeWorker) {
    try {
        return startJudges(makeWorker, 1)
    } catch {
        throw new NotJudged("This browser does not let a page check it.")
    }
}
