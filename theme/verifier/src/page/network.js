/** The only door to the network: what may be asked, of whom, and how. */

import { MAX_FILE_BYTES } from "../intake/zip.js"
import { joined } from "../openbadges/joined.js"
import { MAX_BYTES } from "../openbadges/strict-json.js"

const MAX_MS = 15_000
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

/**
 * Nothing is asked before a check, and then only what the badge names: of the page's own site
 * at once, of others when the reader agreed. No cookie, no referrer, no cache, no redirect.
 *
 * @param {Location} location - the page's
 * @returns {object} `get(url)` resolves to {body, date, reason, cause, host}, never rejects, and asks
 *     once until `forget()`; where `body` is null, `cause` may be "unasked": the reader did not agree
 *     to ask that host yet, or "unreachable": it gave this page no answer; `badge(url)` likewise for a link, which is agreement for its host;
 *     `beside(name)`: a file beside the page; `agree(hosts)`; `unasked`: a set of hosts a
 *     check wanted since `forget()`; `preview(site)`: on the reader's own computer, addresses
 *     under `site` are answered from this copy of it
 */
export function startNetwork(location) {
    const isLocal = LOOPBACK.test(location.hostname)
    const agreed = new Set()
    const unasked = new Set()
    let known = new Map()
    let site = ""

    /** Where to really ask: somewhere else only in a preview. */
    const target = url =>
        site && url.startsWith(site) ? new URL(`../${url.slice(site.length)}`, location.href) : new URL(url)

    async function get(url) {
        const place = parse(url)
        if (!place) return missing(`${url} is not an https address.`)
        const to = target(place.href)
        if (to.origin !== location.origin && !agreed.has(place.host)) {
            unasked.add(place.host)
            return missing(`You have not agreed to ask ${place.host} yet.`, { cause: "unasked", host: place.host })
        }
        if (!known.has(url)) known.set(url, load(to, place.host, MAX_BYTES))
        return known.get(url)
    }

    return {
        get,
        unasked,
        isWeb: /^https?:$/.test(location.protocol),
        isLocal,
        beside: name => load(new URL(name, location.href), location.host, MAX_BYTES),
        agree: hosts => {
            for (const host of hosts) agreed.add(host)
        },
        badge(url) {
            const place = parse(url)
            if (!place) return missing("A link to a badge begins with https://.")
            place.hash = ""
            if (place.pathname.endsWith("/")) place.pathname += "credential.json"
            agreed.add(place.host)
            return load(target(place.href), place.host, MAX_FILE_BYTES)
        },
        forget() {
            known = new Map()
            unasked.clear()
        },
        preview(prefix) {
            site = isLocal && prefix ? prefix.replace(/\/*$/, "/") : ""
            return site
        },
    }
}

const missing = (reason, { cause = "", host = "" } = {}) => ({ body: null, date: null, reason, cause, host })

function parse(url) {
    if (!URL.canParse(url)) return null
    const place = new URL(url)
    return place.protocol === "https:" && !place.username && !place.password ? place : null
}

async function load(url, host, maxBytes) {
    const signal = AbortSignal.timeout(MAX_MS)
    try {
        const answer = await fetch(url, {
            cache: "no-store",
            credentials: "omit",
            referrerPolicy: "no-referrer",
            redirect: "error",
            signal,
        })
        if (answer.status !== 200) return missing(`${host} answered with status ${answer.status}.`)
        const body = await read(answer.body, maxBytes)
        if (!body) return missing(`${host} answered with more than ${maxBytes / 1e6} MB.`)
        const said = Date.parse(answer.headers.get("Date") ?? "")
        return { body, date: Number.isNaN(said) ? null : BigInt(said) * 1000n, reason: "" }
    } catch {
        if (signal.aborted) return missing(`${host} took longer than ${MAX_MS / 1000} seconds to answer.`)
        const reason = `${host} could not be reached, or does not let other pages read from it.`
        return missing(reason, { cause: "unreachable", host })
    }
}

/** The whole body, or null once it is past the limit: a length that is promised may be wrong. */
async function read(stream, maxBytes) {
    const parts = []
    let size = 0
    for (const reader = stream.getReader(); ;) {
        const { done, value } = await reader.read()
        if (done) return joined(parts).buffer
        size += value.length
        if (size > maxBytes) {
            await reader.cancel()
            return null
        }
        parts.push(value)
    }
}
