// What every judge shares: a batch of documents on stdin, one JSON line of answer for each.
//
// A line of the batch is {name, text, world}: the text of one document, and the world it is
// judged in, {as_of, folders: {url prefix: folder}, files: {url: file}}.
import { mock } from "node:test"
import { text as allOf } from "node:stream/consumers"
import { openWorld } from "./world.mjs"

/**
 * Answers a batch from stdin. An answer is what `judge(document, world)` gives; what it throws
 * is the answer's `error`.
 *
 * @param {(document: object, world: object) => Promise<object>} judge
 */
export async function answerBatch(judge) {
    console.log = console.error // some judges talk; stdout is for answers
    const jobs = (await allOf(process.stdin)).trim().split("\n").map(line => JSON.parse(line))
    mock.timers.enable({ apis: ["Date"] }) // the judges read the clock
    for (const { name, text, world } of jobs) {
        mock.timers.setTime(Date.parse(world.as_of))
        let answer
        try {
            answer = await judge(JSON.parse(text), openWorld(world))
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
