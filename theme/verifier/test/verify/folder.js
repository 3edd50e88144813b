// A folder in which everything stands but "a.json", for tests of both languages.

import { mapped } from "../../src/verify/resolver.js"

export function fromFolder(prefix, url) {
    return mapped(prefix, path => (path === "a.json" ? null : new Uint8Array(1))).get(url)
}
