// The JSON-LD contexts we know: bundled, never fetched; a test holds them to the SHA-256 of
// generator/openbadges/contexts.py.
//
// One URL has had two bodies (generator/README, trap 1): the current text of Open Badges 3.0.3 and
// the text of 2024, which lacks `jti` and `endorsementJwt`. The current one is used for both.

import credentialsV2 from "../../../../generator/openbadges/contexts_data/credentials-v2.json"
    with { type: "json" }
import dataIntegrityV2 from "../../../../generator/openbadges/contexts_data/data-integrity-v2.json"
    with { type: "json" }
import obV302 from "../../../../generator/openbadges/contexts_data/ob-v3p0-context-3.0.2.json"
    with { type: "json" }
import obV303 from "../../../../generator/openbadges/contexts_data/ob-v3p0-context-3.0.3.json"
    with { type: "json" }
import obExtensions from "../../../../generator/openbadges/contexts_data/ob-v3p0-extensions.json"
    with { type: "json" }
import { quoted } from "./quoted.js"

export const VC_V2 = "https://www.w3.org/ns/credentials/v2"
export const OB_V3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
const OB_V3_2 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"
const OB_V3_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
const DATA_INTEGRITY_V2 = "https://w3id.org/security/data-integrity/v2"

/**
 * What a credential from anywhere may name, in this order and nothing else: the vocabulary is then
 * known, and no inline context can rename a member (generator/README, trap 5). Open Badges 3.0.1
 * and older redefine what VC 2.0 protects, so nothing valid names both.
 */
export const ALLOWED_CONTEXTS = [[], [OB_V3], [OB_V3_2]].flatMap(badges =>
    [[], [OB_V3_EXTENSIONS]].flatMap(extensions =>
        [[], [DATA_INTEGRITY_V2]].map(integrity => [VC_V2, ...badges, ...extensions, ...integrity]),
    ),
)

const PINNED = new Map([
    [VC_V2, credentialsV2],
    [OB_V3, obV303],
    [OB_V3_2, obV302],
    [OB_V3_EXTENSIONS, obExtensions],
    [DATA_INTEGRITY_V2, dataIntegrityV2],
])
PINNED.forEach(freeze)

/** A context that is not pinned; it is not fetched either. */
export class UnknownContextError extends Error {}

/**
 * The context document at that URL; shared, and frozen.
 *
 * @param {string} url
 * @returns {object}
 * @throws {UnknownContextError} not pinned
 */
export function pinnedContext(url) {
    const found = PINNED.get(url)
    if (found === undefined) {
        throw new UnknownContextError(`The context ${quoted(url, 200)} is not one we know.`)
    }
    return found
}

function freeze(value) {
    if (typeof value !== "object" || value === null) return
    Object.freeze(value)
    Object.values(value).forEach(freeze)
}
