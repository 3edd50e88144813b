/** What a credential page runs: the verdict, by itself, once the page can be read. */

import { answer } from "../answer/answer.js"
import { startNetwork } from "../page/network.js"
import { readTrust, TrustError } from "../verify/trust.js"
import { say } from "../verify/words.js"
import { check, NotJudged } from "./checker.js"
import { offerPicture } from "./picture.js"
import { isAtHome } from "./place.js"
import { show } from "./show.js"
import { copied, elsewhere, misplaced, unchecked } from "./words.js"

const panel = document.querySelector("[data-verdict]")
if (panel) start(panel)

function start(panel) {
    const { credential, id, root, site } = panel.dataset
    const atHome = isAtHome(location.href, credential, id)
    // The verifier's own rules for the network, as they hold on the verifier's page.
    const network = startNetwork(new URL(`${root}verify/`, location.href))
    const load = link => network.beside(new URL(link, location.href).href)
    const standsFor = atHome ? "" : network.preview(site)

    if (!atHome && !standsFor) {
        show(panel, copied(id), "")
        return
    }
    const picture = panel.querySelector("[data-picture]")
    if (picture) offerPicture(picture, load, credential)
    panel.querySelector("[data-waiting]").hidden = false
    panel.querySelector("[data-otherwise]").open = false
    panel.querySelector("[data-verifier]").hidden = false // on a copy it would speak of the copy
    whenReadable(async () => show(panel, await verdict(panel.dataset, load, network), standsFor))
}

function whenReadable(run) {
    const soon = () => (globalThis.requestIdleCallback ?? setTimeout)(run)
    if (document.readyState === "complete") soon()
    else addEventListener("load", soon, { once: true })
}

/** What `show` shows; never rejects. */
async function verdict({ credential, id, trust, worker }, load, network) {
    const [signed, known] = await Promise.all([credential, trust].map(load))
    for (const { body, reason } of [signed, known]) {
        if (!body) return unchecked(say("document.unavailable", { reason }))
    }
    try {
        const world = {
            asOf: BigInt(Date.now()) * 1000n,
            trust: readTrust(new Uint8Array(known.body)),
            get: network.get,
        }
        const report = await check(worker, signed.body, world)
        if (report.id !== null && report.id !== id) return misplaced
        const told = answer(report)
        return network.unasked.size ? { ...told, next: elsewhere(network.unasked) } : told
    } catch (error) {
        const isKnown = error instanceof NotJudged || error instanceof TrustError
        return unchecked(isKnown ? error.message : say("fault"))
    }
}
