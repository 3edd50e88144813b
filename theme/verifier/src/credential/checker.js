/** One verification in a worker that comes when it is needed and goes when it is done. */

import { startJudges } from "../page/judge.js"
import { tookTooLong } from "../verify/report.js"

const START_MS = 20_000 // for the worker's script to come and start

/** Why nothing was judged; one sentence. */
export class NotJudged extends Error {}

/**
 * @param {string} script - the worker's address
 * @param {ArrayBuffer} data - the credential
 * @param {{asOf: bigint, trust: object, get: Function}} world - see page/judge.js
 * @returns {Promise<object>} the report, as `verify` gives it
 * @throws {NotJudged}
 */
export async function check(script, data, world) {
    let worker
    let isBroken = false
    let timer
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new NotJudged("The program that checks it did not come.")), START_MS)
    })
    const makeWorker = () => {
        worker = new Worker(script)
        worker.addEventListener("message", () => clearTimeout(timer), { once: true })
        worker.addEventListener("error", () => (isBroken = true), { once: true })
        return worker
    }
    try {
        const done = await Promise.race([startJudges(makeWorker, 1).verify(data, world), late])
        if (isBroken) throw new NotJudged("The program that checks it does not work here.")
        return done ? done.report : tookTooLong()
    } catch (error) {
        throw error instanceof NotJudged ? error : new NotJudged("This browser does not let a page check it.")
    } finally {
        clearTimeout(timer)
        worker?.terminate()
    }
}
