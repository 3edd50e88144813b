// The only documents a judge can have: folders that stand for addresses, and single files.
import { readFileSync, realpathSync } from "node:fs"
import { sep } from "node:path"

/**
 * @param {{folders?: Object<string, string>, files?: Object<string, string>}} places
 * @returns {{read: (url: string) => string}} `read` throws for what is not there
 */
export function openWorld({ folders = {}, files = {} }) {
    return {
        read(url) {
            if (Object.hasOwn(files, url)) return readFileSync(files[url], "utf8")
            const prefix = Object.keys(folders)
                .filter(each => url.startsWith(each))
                .sort((a, b) => b.length - a.length)[0]
            if (prefix === undefined) throw new Error(`NotFoundError: ${url} is outside of this world`)
            const path = url.slice(prefix.length)
            if (!/^(?!.*\.\.)[\w./-]+$/.test(path)) throw new Error(`NotFoundError: ${url} is not plain`)
            const root = realpathSync(folders[prefix]) + sep
            try {
                const file = realpathSync(root + path)
                if (file.startsWith(root)) return readFileSync(file, "utf8")
            } catch (error) {
                if (error.code !== "ENOENT" && error.code !== "EISDIR") throw error
            }
            throw new Error(`NotFoundError: nothing stands at ${url}`)
        },
    }
}

/** Where the document of a did:web identifier stands (did:web method, section 3.2). */
export function didDocumentUrl(did) {
    const [, method, host, ...path] = did.split(":")
    if (method !== "web") throw new Error(`NotFoundError: ${did} is not did:web`)
    return `https://${decodeURIComponent(host)}/${path.length ? path.join("/") : ".well-known"}/did.json`
}
