// What a folder that holds a badge answers, for tests of both languages.

import { badgesOf, handedWith } from "../../src/intake/folder.js"

const CREDENTIAL = "credentials/1/credential.json"

/** The document at `url`, or why there is none, where the site at `prefix` has files of these names. */
export async function fromFolder(prefix, names, url) {
    const json = value => new TextEncoder().encode(JSON.stringify(value))
    const badge = { path: CREDENTIAL, data: json({ type: "OpenBadgeCredential", id: prefix + CREDENTIAL }) }
    const [found] = await badgesOf("site", [badge, ...names.map(path => ({ path, data: json({}) }))])
    return handedWith(found, url)
}
