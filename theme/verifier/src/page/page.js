/** The verifier's page. The same script is its worker: there, no document is. */

import "../worker.js"
import { startVisit } from "./visit.js"
import { startWaysIn } from "./ways-in.js"
import { startJudges } from "./judge.js"
import { startNetwork } from "./network.js"

const WORKERS = 2

function startPage(script) {
    const source = URL.createObjectURL(new Blob([script], { type: "text/javascript" }))
    const name = { createScriptURL: url => url }
    const policy = globalThis.trustedTypes?.createPolicy("worker", name) ?? name
    const address = policy.createScriptURL(source)
    const judges = startJudges(() => new Worker(address), WORKERS)
    startWaysIn(startVisit(judges, startNetwork(location)))
}

if (typeof document !== "undefined") {
    const { textContent } = document.currentScript
    startPage(textContent)
}
