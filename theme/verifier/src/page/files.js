/** Files and folders as the reader gives them, with the bytes that may matter. */

import { MAX_FILE_BYTES, MAX_ZIP_BYTES } from "../intake/zip.js"

const OURS = /\.(json|png|svg|pdf|zip)$/i

/**
 * @param {{path: string, file: File}[]} given - of many, only kinds that can be a badge are read
 * @param {(done: number) => void} [told]
 * @returns {Promise<{path: string, data: ArrayBuffer}[]>} without what can't be read any more
 */
export async function readFiles(given, told = () => {}) {
    const wanted = given.length > 1 ? given.filter(({ path }) => OURS.test(path)) : given
    const read = []
    for (const { path, file } of wanted) {
        // One byte more than is taken, so that intake can say that it is too much.
        const most = (/\.zip$/i.test(path) ? MAX_ZIP_BYTES : MAX_FILE_BYTES) + 1
        try {
            read.push({ path, data: await (file.size > most ? file.slice(0, most) : file).arrayBuffer() })
        } catch {
            // Deleted or locked since it was chosen.
        }
        told(read.length)
    }
    return read
}

/** What file inputs hold; paths begin with the folder's name where one was chosen. */
export function chosen(input) {
    return Array.from(input.files, file => ({ path: file.webkitRelativePath || file.name, file }))
}

/** What was dropped, folders with all in them that may matter; the bare files where there are none. */
export async function dropped(transfer) {
    const files = Array.from(transfer.files, file => ({ path: file.name, file }))
    const entries = Array.from(transfer.items, item => item.webkitGetAsEntry?.()).filter(Boolean)
    if (entries.every(({ isFile }) => isFile)) return files
    const found = (await Promise.all(entries.map(entry => walk(entry)))).flat()
    return found.length ? found : files
}

const asked = (ask, otherwise) => new Promise(resolve => ask(resolve, () => resolve(otherwise)))

/** The files at and below an entry; passes over what can't be read any more. */
async function walk(entry, isInside = false) {
    if (entry.isDirectory) {
        const all = await entriesOf(entry.createReader())
        return (await Promise.all(all.map(each => walk(each, true)))).flat()
    }
    if (isInside && !OURS.test(entry.name)) return []
    const file = await asked((had, not) => entry.file(had, not), null)
    return file ? [{ path: entry.fullPath.replace(/^\//, ""), file }] : []
}

/** A folder tells its entries a hundred at a time. */
async function entriesOf(reader) {
    const all = []
    for (;;) {
        const some = await asked((had, not) => reader.readEntries(had, not), [])
        if (!some.length) return all
        all.push(...some)
    }
}
