/** Files and folders as the reader gives them, with the bytes that may matter. */

const MAX_FILE_BYTES = 20_000_000 // as intake; one byte more is read, so that it can say so
const MAX_ZIP_BYTES = 200_000_000
const OURS = /\.(json|png|svg|zip)$/i

/**
 * @param {{path: string, file: File}[]} given - of many, only kinds that can be a badge are read
 * @param {(done: number) => void} [told]
 * @returns {Promise<{path: string, data: ArrayBuffer}[]>} without what can't be read any more
 */
export async function readFiles(given, told = () => {}) {
    const wanted = given.length > 1 ? given.filter(({ path }) => OURS.test(path)) : given
    const read = []
    for (const { path, file } of wanted) {
        const most = /\.zip$/i.test(path) ? MAX_ZIP_BYTES : MAX_FILE_BYTES
        try {
            read.push({ path, data: await file.slice(0, most + 1).arrayBuffer() })
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

/** What was dropped, folders with all that is in them; a browser without folders gives the files. */
export async function dropped(transfer) {
    const files = Array.from(transfer.files, file => ({ path: file.name, file }))
    const entries = Array.from(transfer.items, item => item.webkitGetAsEntry?.())
    const found = []
    for (const entry of entries.filter(Boolean)) await walk(entry, found)
    return found.length ? found : files
}

/** Passes over what can't be read any more. */
async function walk(entry, found) {
    const path = entry.fullPath.replace(/^\//, "")
    const asked = (ask, otherwise) => new Promise(resolve => ask(resolve, () => resolve(otherwise)))
    if (entry.isFile) {
        const file = await asked((had, not) => entry.file(had, not), null)
        if (file) found.push({ path, file })
        return
    }
    const reader = entry.createReader()
    for (;;) {
        const some = await asked((had, not) => reader.readEntries(had, not), [])
        if (!some.length) return
        for (const each of some) await walk(each, found)
    }
}
