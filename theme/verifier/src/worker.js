/** The checks off the page's thread: messages in, reports out. Can be killed at any time. */

import { open } from "./intake/open.js"
import { toFragment } from "./intake/link.js"
import { digest, hex } from "./openbadges/sha256.js"
import { credentialIn } from "./verify/document.js"
import { ListMemory } from "./verify/list-memory.js"
import { Unavailable } from "./verify/resolver.js"
import { verify } from "./verify/verify.js"

/**
 * Answers messages that come to `scope`, a worker's global.
 *
 * verify ▶ report: `digest` is the SHA-256 of the data in hex; `given`: see verify/case.js. open ▶ opened: what is in
 * dropped files. link ▶ linked: the fragment of a private link. A document that a check needs
 * is asked for with `need`, and comes as `document`: `handed` where it came with the badge.
 */
function serve(scope) {
    const asked = new Map()
    const lists = new ListMemory()

    const ask = (job, url) =>
        new Promise((resolve, reject) => {
            asked.set(`${job} ${url}`, { resolve, reject })
            scope.postMessage({ type: "need", job, url })
        })

    const serving = {
        async verify({ job, data, asOf, trust, given }) {
            const bytes = new Uint8Array(data)
            const resolver = { get: url => ask(job, url) }
            const report = await verify(bytes, { asOf, resolver, trust, lists, given })
            return { type: "report", job, report, digest: hex(await digest(bytes)) }
        },
        async open({ job, files }) {
            const given = files.map(({ path, data }) => ({ path, data: new Uint8Array(data) }))
            return { type: "opened", job, ...(await open(given)) }
        },
        async link({ job, data }) {
            return { type: "linked", job, fragment: await toFragment(await credentialIn(new Uint8Array(data))) }
        },
        document({ job, url, body, handed = false, date, reason }) {
            const waiting = asked.get(`${job} ${url}`)
            asked.delete(`${job} ${url}`)
            if (body === null) waiting?.reject(new Unavailable(reason))
            else waiting?.resolve({ body: new Uint8Array(body), handed, date })
        },
    }

    scope.addEventListener("message", async ({ data }) => {
        const answer = await serving[data.type](data)
        if (answer) scope.postMessage(answer)
    })
    scope.postMessage({ type: "ready" })
}

if (typeof document === "undefined" && typeof WorkerGlobalScope !== "undefined") serve(globalThis)
