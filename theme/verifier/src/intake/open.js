// What the reader dropped, by what it holds: badges one by one, folders, zips, a list of known issuers.

import { parseJson, StrictJsonError } from "../openbadges/strict-json.js"
import { readCredential } from "../openbadges/reading.js"
import { credentialIn } from "../verify/document.js"
import { Finding } from "../verify/finding.js"
import { badgesOf, isBadge } from "./folder.js"
import { namedBadges } from "./record.js"
import { isZip, MAX_FILE_BYTES, readZip, ZipError } from "./zip.js"

/**
 * Every credential in what was dropped. A file given by itself is one whatever it is: its report
 * will say what is missing. A list of known issuers counts only where nothing else is given: one that
 * comes with badges, in their folder or beside them, vouches for them itself.
 *
 * @param {{path: string, data: Uint8Array}[]} files - paths as the browser tells them; those of a
 *   folder begin with its name
 * @returns {Promise<{
 *   items: {name: string, data: Uint8Array, handed: Map<string, Uint8Array> | null, prefix: string,
 *     id: string, components: string[]}[],
 *   trust: Uint8Array | null,
 *   refused: {name: string, reason: string}[],
 * }>} `handed` by URL: the documents that came with a badge, all below `prefix`;
 *   `id` and `components`: what it says that it is, and is made of
 */
export async function open(files) {
    const opened = { items: [], trust: null, refused: [] }
    const folders = new Map()
    for (const { path, data } of files) {
        const top = path.slice(0, path.indexOf("/"))
        if (!path.includes("/")) await addFile(opened, path, data, files.length === 1)
        else if (folders.has(top)) folders.get(top).push({ path: path.slice(top.length + 1), data })
        else folders.set(top, [{ path: path.slice(top.length + 1), data }])
    }
    for (const [top, inside] of folders) await addFolder(opened, top, inside)
    for (const item of opened.items) Object.assign(item, await said(item.data))
    return opened
}

async function addFile(opened, name, data, isAlone) {
    if (isZip(data)) {
        await addZip(opened, name, data)
    } else if (/\.ya?ml$/i.test(name)) {
        opened.refused.push({ name, reason: "This page reads a list of known issuers as trust.json." })
    } else if (!isTrustList(name, data)) {
        const whole = { name, data: data.subarray(0, MAX_FILE_BYTES + 1) }
        const held = await namedBadges(name, whole.data)
        const found = held.length ? held : [whole]
        opened.items.push(...found.map(each => ({ ...each, handed: null, prefix: "" })))
    } else if (isAlone) {
        opened.trust = data
    } else {
        opened.refused.push({ name, reason: "A list of known issuers counts only where it is given alone." })
    }
}

async function addZip(opened, name, data) {
    try {
        const { files, refused } = await readZip(data)
        opened.refused.push(...refused.map(each => ({ ...each, name: `${name}/${each.name}` })))
        await addFolder(opened, name, files)
    } catch (error) {
        if (!(error instanceof ZipError)) throw error
        opened.refused.push({ name, reason: error.message })
    }
}

async function addFolder(opened, top, files) {
    const found = await badgesOf(top, files)
    const zips = files.filter(({ path, data }) => path.toLowerCase().endsWith(".zip") && isZip(data))
    for (const { path } of zips) {
        const reason = "A zip that lies inside is not opened: give it by itself."
        opened.refused.push({ name: `${top}/${path}`, reason })
    }
    if (found.length === 0) opened.refused.push({ name: top, reason: "There is no badge to check in there." })
    opened.items.push(...found)
}

async function said(data) {
    try {
        const { id, components } = readCredential(parseJson(await credentialIn(data)))
        return { id, components }
    } catch (error) {
        if (!(error instanceof StrictJsonError || error instanceof Finding)) throw error
        return { id: "", components: [] }
    }
}

/** By what it holds; the name decides only where that cannot be read. */
function isTrustList(name, data) {
    try {
        const document = parseJson(data)
        return Object.hasOwn(document, "issuers") && !isBadge(document)
    } catch (error) {
        if (!(error instanceof StrictJsonError)) throw error
        return name === "trust.json"
    }
}
