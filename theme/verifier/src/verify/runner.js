/** Runs the checks of a case in order, each only if what it needs has passed. */

import { CHECK_IDS, check } from "./report.js"
import { say } from "./words.js"

/**
 * One outcome a step that applies, as they are reported.
 *
 * @param {import("./case.js").Case} examined
 * @param {{id: string, run: Function, needs: string[], applies?: Function}[]} steps
 */
export async function runSteps(examined, steps) {
    const done = new Map()
    for (const { id, run, needs, applies } of steps) {
        if (applies && !applies(examined)) continue
        const blocker = needs.find(need => done.get(need).outcome !== "passed")
        done.set(
            id,
            blocker ? check(id, "skipped", say("skipped", { blocker })) : await answer(id, run, examined),
        )
    }
    const ids = [...CHECK_IDS, ...done.keys()]
    return [...done.values()].sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
}

/**
 * The step's own answer.
 *
 * A fault of the program, or of a library on input nobody thought of, must neither stop
 * five hundred other badges nor look like an answer. No test may reach it.
 */
async function answer(id, run, examined) {
    try {
        return await run(examined)
    } catch {
        return check(id, "unknown", say("fault"))
    }
}
