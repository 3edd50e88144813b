// What in a folder is taken for a badge, and which documents came with it; twin of
// generator/cli/verify_folder.py, so that the same folder gives the same rows.

import { BakingError } from "../openbadges/baking.js"
import { byCodePoint } from "../openbadges/code-points.js"
import { unbakePng } from "../openbadges/png.js"
import { parseJson, StrictJsonError } from "../openbadges/strict-json.js"
import { namedBadges } from "./record.js"
import { MAX_FILE_BYTES } from "./zip.js"

const BADGE_TYPES = ["OpenBadgeCredential", "AchievementCredential"]
const PICTURE_MARKS = ["openbadgecredential", "openbadges:credential", "imsglobal.org/ob/v3p0", "/EmbeddedFile"]
const SITE_DEPTH = 3 // credentials/<token>/credential.json, as sites are built
const ARCHIVE = "badgepress-archive.json"

/**
 * The badges of a folder, in the order in which the command line finds them.
 *
 * A badge that stands where its own id says is part of a built site, and the site's other
 * documents are handed with it; a list of known issuers that lies there is never read. What lies
 * below an archive's mark is an archive: all that its badges may ask for is below `documents/`, by
 * host and path, and a picture of a badge that was found in it is no second one. A PDF gives every
 * badge in it, a learner record those that were not found before.
 *
 * @param {string} top - the folder's name, for the names of what is found
 * @param {{path: string, data: Uint8Array}[]} files - paths relative to the folder
 * @returns {Promise<{name: string, data: Uint8Array, handed: Map<string, Uint8Array> | null, prefix: string,
 *   isHeld?: true}[]>} `handed` by URL, all below `prefix`; `isHeld`: in a file of several
 */
export async function badgesOf(top, files) {
    const found = []
    const documents = []
    const seen = new Set()
    const sites = new Map()
    let archive = null
    for (const { path, data } of [...files].sort((a, b) => walkOrder(a.path, b.path))) {
        const file = path.slice(path.lastIndexOf("/") + 1)
        const top = path.slice(0, -file.length)
        if (file === ARCHIVE) archive = { prefix: "https://", root: `${top}documents/`, top, inside: new Set() }
        const around = archive && path.startsWith(archive.top) ? archive : null
        const kind = suffix(file)
        const saidId = kind === ".json" ? credentialId(data) : null
        const canCarry = [".png", ".svg", ".pdf"].includes(kind)
        const isPicture = canCarry && holdsOneOf(data, PICTURE_MARKS) && !around?.inside.has(inPicture(data))
        const isOne = saidId !== null || (kind === ".json" && file === "credential.json")
        const read = data.subarray(0, MAX_FILE_BYTES + 1)
        const held = isPicture || (kind === ".json" && !isOne) ? await namedBadges(path, read) : []
        if ((isPicture && held.length === 0) || isOne) {
            found.push({ path, data: read, site: around ?? siteOf(path, saidId ?? "") })
            around?.inside.add(latin1(data))
            if (saidId) seen.add(saidId)
            continue
        }
        const news = held.filter(each => isPicture || !seen.has(credentialId(each.data)))
        found.push(...news.map(each => ({ ...each, path: each.name })))
        if (held.length === 0 && isObject(data)) {
            documents.push({ path, data })
        }
    }
    return found.map(({ path, data, site, isHeld }) => {
        const key = `${site?.prefix} ${site?.root}`
        if (site && !sites.has(key)) sites.set(key, handedBy(site, documents))
        const handed = site ? sites.get(key) : null
        return { name: `${top}/${path}`, data, handed, prefix: site?.prefix ?? "", isHeld }
    })
}

/** The badge in a picture, to be compared. */
function inPicture(data) {
    try {
        return latin1(unbakePng(data))
    } catch (error) {
        if (!(error instanceof BakingError)) throw error
        return null
    }
}

/** The base address and the folder of the site that `path` is part of, if its id says the same. */
function siteOf(path, id) {
    const inside = path.split("/")
    const tail = "/" + inside.slice(-SITE_DEPTH).join("/")
    if (inside.length < SITE_DEPTH || !id.startsWith("https://") || !id.endsWith(tail)) return null
    return { prefix: id.slice(0, -tail.length) + "/", root: path.slice(0, path.length - tail.length + 1) }
}

function handedBy({ prefix, root }, documents) {
    const inside = documents
        .filter(({ path }) => path.startsWith(root))
        .map(({ path, data }) => [path.slice(root.length), data])
        .filter(([path]) => !/[%?#\\:]/.test(path))
    return new Map(inside.map(([path, data]) => [prefix + path, data]))
}

/**
 * The document at a URL among those that came with a badge, as the page's network answers. One that
 * is not there is asked for nowhere else: the same files give the same answer with and without a network.
 *
 * @param {{handed: Map<string, Uint8Array> | null, prefix: string}} badge - as `badgesOf` gives it
 * @param {string} url
 * @returns {{body: Uint8Array | null, handed?: true, date: null, reason?: string} | null} null: the
 *   URL is none that they answer for
 */
export function handedWith({ handed, prefix }, url) {
    if (!handed || !url.startsWith(prefix)) return null
    const body = handed.get(url)
    if (body) return { body, handed: true, date: null }
    const reason = `The folder given for ${prefix} has nothing at '${url.slice(prefix.length)}'.`
    return { body: null, date: null, reason }
}

/** The id of a badge's JSON; null where the data is something else. */
function credentialId(data) {
    let document
    try {
        document = parseJson(data)
    } catch (error) {
        if (!(error instanceof StrictJsonError)) throw error
        return holdsOneOf(data, BADGE_TYPES) ? "" : null
    }
    if (!isBadge(document)) return null
    const id = Object.hasOwn(document, "id") ? document.id : ""
    return typeof id === "string" ? id : ""
}

/**
 * @param {object} document - parsed JSON
 * @returns {boolean} whether it says that it is a badge
 */
export function isBadge(document) {
    const types = Object.hasOwn(document, "type") ? [document.type].flat() : []
    return types.some(type => BADGE_TYPES.includes(type))
}

/** Whether one of some ASCII texts stands somewhere in the bytes that are read of a file. */
function holdsOneOf(data, texts) {
    const read = latin1(data.subarray(0, MAX_FILE_BYTES + 1))
    return texts.some(text => read.includes(text))
}

/** No other document can be an issuer's keys or list; neither begins with a page of white space. */
function isObject(data) {
    return /^\s*\{/.test(latin1(data.subarray(0, 1024)))
}

/** As Python's PurePath.suffix, in small letters: ".json" has none, nor has "a.". */
function suffix(file) {
    const dot = file.lastIndexOf(".")
    return dot > 0 && dot < file.length - 1 ? file.slice(dot).toLowerCase() : ""
}

/** A folder's own files before its folders, each by code point. */
function walkOrder(a, b) {
    const [one, other] = [a.split("/"), b.split("/")]
    for (let depth = 0; ; depth += 1) {
        const isFile = depth === one.length - 1
        if (isFile !== (depth === other.length - 1)) return isFile ? -1 : 1
        if (one[depth] !== other[depth] || isFile) return byCodePoint(one[depth], other[depth])
    }
}

/** Bytes as one character each. */
function latin1(data) {
    return new TextDecoder("latin1").decode(data)
}
