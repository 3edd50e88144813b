// Imports go one way, and the pure rooms touch neither page, network, chance nor clock.

import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { test } from "node:test"
import { fileURLToPath } from "node:url"

const SRC = fileURLToPath(new URL("../src/", import.meta.url))

const CORE = ["openbadges", "verify"]
const PURE = ["openbadges", "verify", "intake", "table", "answer"]
const MAY_IMPORT = {
    // a room may import itself and these
    openbadges: [],
    verify: ["openbadges"],
    intake: CORE,
    table: CORE,
    answer: CORE,
    "": PURE, // worker.js
    page: [...PURE, ""],
    credential: [...PURE, "", "page"],
}
const LIBRARIES = {
    openbadges: ["jsonld", "@noble/ed25519"],
}
// Names of what a pure room may not touch. "document" is also a badge's, so only its uses count.
const IMPURE = [
    /(?<![.\w])(fetch|setTimeout|setInterval|alert|importScripts|postMessage|XMLHttpRequest|WebSocket)\s*\(/,
    /(?<![.\w])(window|console|navigator|location|performance|process|self|localStorage)\s*[.[]/,
    /(?<![.\w])document\.(create|querySelector|getElement|cookie|addEventListener|documentElement|head)/,
    /\bglobalThis\b/,
    /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )\bDate\(|\bnew Date\b(?!\()/,
    /\bMath\.random\b|\bgetRandomValues\b|\brandomUUID\b|\bgenerateKey\b/,
    /\bimport\(/,
]
const CLOCK = /\bDate\.now\b|\bnew Date\(\s*\)|(?<![.\w])performance\s*[.[]/

const modules = readdirSync(SRC, { recursive: true })
    .filter(file => file.endsWith(".js"))
    .map(file => file.split(path.sep).join("/"))
    .sort()

const roomOf = module => path.posix.dirname(module).split("/")[0].replace(".", "")
const sourceOf = module => readFileSync(path.join(SRC, module), "utf8")

/** Without comments, in which one may write of anything. */
function code(source) {
    return source.replace(/\/\*[^]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1")
}

function imports(source) {
    const found = code(source).matchAll(/^(?:import|export)\s+(?:[\w$*{}\s,]+\sfrom\s+)?["']([^"']+)["']/gm)
    return [...found].map(([, from]) => from)
}

function impurities(source) {
    return IMPURE.map(pattern => pattern.exec(code(source))?.[0]).filter(Boolean)
}

test("every room is known", () => {
    assert.deepEqual([...new Set(modules.map(roomOf))].sort(), Object.keys(MAY_IMPORT).sort())
})

for (const module of modules) {
    const room = roomOf(module)

    test(`${module} imports only from the rooms below it`, () => {
        for (const from of imports(sourceOf(module))) {
            if (from.startsWith(".")) {
                const target = path.posix.join(path.posix.dirname(module), from)
                if (target.endsWith(".json") && target.startsWith("../../../generator/")) continue
                assert.ok(modules.includes(target), `${from} is not there`)
                const wanted = roomOf(target)
                assert.ok(wanted === room || MAY_IMPORT[room].includes(wanted), `reaches into ${from}`)
            } else {
                const allowed = LIBRARIES[room] ?? []
                assert.ok(allowed.some(library => from === library || from.startsWith(`${library}/`)), from)
            }
        }
    })

    if (PURE.includes(room)) {
        test(`${module} touches nothing`, () => assert.deepEqual(impurities(sourceOf(module)), []))
    } else if (room === "") {
        test(`${module} reads no clock`, () => assert.doesNotMatch(code(sourceOf(module)), CLOCK))
    }
}

const PURE_ENOUGH = {
    "a badge's own document": "const { body } = document.body; document.proof",
    "given instants": "new Date(value)\nnew Date(Number(x) * 1000)",
    "words in a comment": "// fetch() it\n/* Date.now() */",
    "a method of that name": "resolver.fetch(url)\nself_made.location.x",
    "a digest": "await crypto.subtle.digest('SHA-256', bytes)",
}
const TOUCHING = {
    "network": ["const x = await fetch(url)", "fetch("],
    "page": ["document.createElement('p')", "document.create"],
    "window": ["window.open()", "window."],
    "clock": ["const now = Date.now()", "Date.now"],
    "clock by object": ["new Date()", "new Date()"],
    "clock by name": ["new Date", "new Date"],
    "clock by call": ["Date()", "Date("],
    "chance": ["Math.random()", "Math.random"],
    "waiting": ["setTimeout(f, 1)", "setTimeout("],
    "talk": ["console.log(1)", "console."],
    "roundabout": ["globalThis['fetch']", "globalThis"],
    "later": ["await import('./x.js')", "import("],
}

for (const [name, source] of Object.entries(PURE_ENOUGH)) {
    test(`pure: ${name}`, () => assert.deepEqual(impurities(source), []))
}
for (const [name, [source, found]] of Object.entries(TOUCHING)) {
    test(`impure: ${name}`, () => assert.deepEqual(impurities(source), [found]))
}

test("imports are seen in every form", () => {
    const several = 'import { a,\n b } from "./a.js"\nimport "./b.js"\n'
    const others = 'export { c } from "./c.js"\nimport d from "d"\nexport const e = "e"'
    assert.deepEqual(imports(several + others), ["./a.js", "./b.js", "./c.js", "d"])
})
