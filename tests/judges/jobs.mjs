// What every judge shares: a batch of documents on stdin, one JSON line of answer for each.
//
// The first line of a batch is the world: {as_of, folders: {url prefix: folder},
// files: {url: file}}. Each further line is {name, text}, the bytes of one document.
import { mock } from "node:test"
import { text } from "node:stream/consumers"
import { openWorld } from "./world.mjs"

/**
 * Answers a batch from stdin. An answer is what `judge(document, world)` gives; what it throws
 * is the answer's `error`.
 *
 * @param {(document: object, world: object) => Promise<object>} judge
 */
export async function answerBatch(judge) {
    console.log = console.error // some judges talk; stdout is for answers
    const [first, ...jobs] = (await text(process.stdin)).trim().split("\n")
    const { as_of, ...places } = JSON.parse(first)
    const world = openWorld(places)
    mock.timers.enable({ apis: ["Date"], now: new Date(as_of) }) // the judges read the clock
    for (const job of jobs) {
        const { name, text } = JSON.parse(job)
        let answer
        try {
            answer = await judge(JSON.parse(text), world)
        } catch (error) {
            answer = { error: explain(error) }
        }
        process.stdout.write(JSON.stringify({ name, ...answer }) + "\n")
    }
}

/** Everything an error says, its causes and parts included, on one line. */
export function explain(error) {
    const parts = [error?.errors, error?.cause, error?.details?.event?.code]
    const said = typeof error === "string" ? error : (error?.message ?? JSON.stringify(error))
    const inner = parts.flat().filter(Boolean).map(explain)
    return [...new Set([said, ...inner])].join(" | ").replaceAll(/\s+/g, " ").slice(0, 800)
}
