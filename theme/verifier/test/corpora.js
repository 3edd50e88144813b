// Where third-party test input lives; tests that need it skip with a reason without it.

import { existsSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url))
const CORPORA = process.env.BADGEPRESS_CORPORA || path.join(PROJECT, "..", "shared", "corpora")

/**
 * The folder of one corpus, and the `skip` option for the tests that read it.
 *
 * @param {string} name
 * @returns {{folder: string, skip: string | false}}
 */
export function corpus(name) {
    const folder = path.join(CORPORA, name)
    const reason = `no third-party test input '${name}': set BADGEPRESS_CORPORA to its folder`
    return { folder, skip: !existsSync(folder) && reason }
}
