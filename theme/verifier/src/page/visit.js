/** One reader's visit: what is checked, with whose list, and what is shown. */

import { handedWith } from "../intake/folder.js"
import { fromFragment, LinkError } from "../intake/link.js"
import { notHad } from "../verify/report.js"
import { readTrust, TrustError } from "../verify/trust.js"
import { element } from "./element.js"
import { readFiles } from "./files.js"
import { startKnownList } from "./known-list.js"
import { button, oneAnswer } from "./one-answer.js"
import { aboutRecord, consent } from "./remedies.js"
import { startSeal } from "./seal.js"
import { tableView } from "./table-view.js"

const PRIVATE_LINK = /#b=[A-Za-z0-9_-]*$/
const NOTHING =
    "There is no badge in there. A badge is a .json, .png, .svg or .pdf file, alone, in a folder or in a .zip."
const WHOSE_LIST = "Go on only if you made it or trust who did: it decides who counts as known."

const at = id => document.getElementById(id)
const utf8 = text => new TextEncoder().encode(text)

/**
 * @param {object} judges - see judge.js
 * @param {object} network - see network.js
 * @returns {{files, link, text, privateLink, offer}} a check for each way in; `offer(url)` only
 *     fills in a link, which waits for the reader
 */
export function startVisit(judges, network) {
    const known = startKnownList(network, at("list"))
    const seal = startSeal(network, at("preview"))
    let run = 0 // of the check that may still show something

    /** Everything on the page gives way to a new check; answers whether it still is the newest. */
    function begin(saying) {
        const mine = ++run
        judges.drop()
        network.forget()
        at("result").replaceChildren()
        openWays(false)
        at("main").classList.remove("wide")
        at("status").textContent = saying
        return () => mine === run
    }

    function notice(text) {
        openWays(true)
        at("status").textContent = ""
        at("result").replaceChildren(element("p.note", { role: "alert" }, text))
    }

    async function readList() {
        await known.read()
        seal.read(known.trust, now())
        if (!known.preview) return
        at("preview").hidden = false
        at("preview").textContent =
            `Preview: addresses under ${known.preview} are answered from this computer’s copy of the site, ` +
            "not from the web. What is shown here proves nothing to others."
    }

    async function judge(item, asOf, items) {
        const missing = [] // what the network had not: see network.js
        const get = async url => {
            const handed = handedWith(item, url)
            const found = handed ?? (await network.get(url))
            if (!found.body) missing.push(found)
            else if (!handed) seal.look(url, found.body)
            return found
        }
        const parts = items.filter(({ id }) => id && item.components?.includes(id))
        const given = new Map(parts.map(({ id, data }) => [id, data]))
        const judged = await judges.verify(item.data, { asOf, trust: known.trust, get, given })
        return judged && { ...item, digest: "", ...judged, missing }
    }

    async function checkAll(items, isCurrent) {
        await readList()
        if (!isCurrent()) return
        if (items.length === 1) await checkOne(items[0], isCurrent)
        else await checkMany(items, isCurrent)
    }

    async function checkOne(item, isCurrent) {
        at("status").textContent = "Checking…"
        const asOf = now()
        const judged = item.data ? await judge(item, asOf, []) : item
        if (judged && isCurrent()) show(judged, asOf)
    }

    async function checkMany(items, isCurrent) {
        at("status").textContent = ""
        const asOf = now()
        const asked = element("div", {}, aboutRecord(items))
        const back = () => {
            at("main").classList.add("wide")
            at("result").replaceChildren(asked, table.element)
            at("many").focus()
        }
        const table = tableView({ onOpen: item => show(item, asOf, back, items), onCancel: judges.drop })
        table.expect(items.length)
        back()
        // Kept with the file, so that asking one more host loses no decision.
        for (const item of items) item.choice ??= { decision: "", note: "" }
        await Promise.all(
            items.map(async (item, place) => {
                const judged = item.data ? await judge(item, asOf, items) : item
                if (judged && isCurrent()) table.add({ ...judged, place })
            }),
        )
        if (!isCurrent()) return
        table.done()
        const ask = consent([...network.unasked], hosts => again(hosts, items), isStack(items), "h2")
        if (ask) asked.append(ask)
    }

    function again(hosts, items) {
        const isCurrent = begin("Checking…")
        network.agree(hosts)
        checkAll(items, isCurrent)
    }

    function show(item, asOf, back, together = [item]) {
        at("status").textContent = ""
        at("main").classList.remove("wide")
        at("result").replaceChildren(
            ...(back ? [element("p", {}, button("Back to the table", back))] : []),
            ...oneAnswer(item, {
                asOf,
                known,
                notes: seal.told,
                judges,
                isWeb: network.isWeb,
                ask: back ? null : hosts => again(hosts, together),
                again: () => again([], together),
            }),
        )
        at("verdict").focus()
    }

    /** @param {object[] | Promise<object[]>} given - what was shown before is not about these */
    async function files(given) {
        const isCurrent = begin("Reading…")
        const read = await readFiles(await given, done => {
            if (isCurrent() && done % 50 === 0) at("status").textContent = `Reading… ${done}`
        })
        if (isCurrent()) await opened(read, isCurrent)
    }

    async function opened(read, isCurrent) {
        const found = await judges.open(read)
        if (!isCurrent()) return
        if (!found) return notice("This took too long to open, longer than an honest file does.")
        if (found.trust) {
            try {
                known.useOwn(readTrust(found.trust))
                return notice(`${known.words} ${WHOSE_LIST}`)
            } catch (error) {
                if (!(error instanceof TrustError)) throw error
                return notice(`This list of known issuers cannot be used: ${error.message}`)
            }
        }
        const refused = found.refused.map(({ name, reason }) => ({
            name,
            digest: "",
            report: notHad(reason),
        }))
        const items = [...found.items, ...refused]
        if (items.length) await checkAll(items, isCurrent)
        else notice(NOTHING)
    }

    async function link(url) {
        if (PRIVATE_LINK.test(url)) return privateLinkIn(url)
        const isCurrent = begin("Fetching…")
        await readList()
        if (!isCurrent()) return
        const found = await network.badge(url)
        if (!isCurrent()) return
        const { body, reason } = found
        if (body && isPage(body)) {
            return notice(
                "That address is a web page, not a badge. Look there for “Signed data (JSON)” or a badge " +
                    "to download, and check that.",
            )
        }
        if (!body) return checkOne({ name: url, digest: "", report: notHad(reason), missing: [found] }, isCurrent)
        const { items = [] } = (await judges.open([{ path: "link", data: body }])) ?? {}
        if (!isCurrent()) return
        if (!items.length) return checkOne({ name: url, data: body }, isCurrent)
        await checkAll(items.map(each => ({ ...each, name: url + each.name.slice("link".length) })), isCurrent)
    }

    async function privateLinkIn(text) {
        const isCurrent = begin("Reading…")
        try {
            await checkAll([{ name: "private link", data: await fromFragment(text) }], isCurrent)
        } catch (error) {
            if (!(error instanceof LinkError)) throw error
            notice(error.message)
        }
    }

    async function text(pasted) {
        if (!pasted) return
        if (PRIVATE_LINK.test(pasted)) await privateLinkIn(pasted)
        else if (/^https?:\/\/\S+$/.test(pasted)) await link(pasted)
        else await opened([{ path: "pasted text", data: utf8(pasted).buffer }], begin("Reading…"))
    }

    function offer(url) {
        begin("")
        openWays(true)
        at("url").value = url
    }

    return { files, link, text, privateLink: privateLinkIn, offer }
}

/** The ways in are put away while an answer is there to read. */
export function openWays(open) {
    at("ways").hidden = !open
    at("more").hidden = open
}

const isStack = items => items.some(({ components }) => components?.length)

const isPage = body =>
    /<!doctype html|<html[\s>]/i.test(new TextDecoder("latin1").decode(body.slice(0, 1024)))

const now = () => BigInt(Date.now()) * 1000n
