/**
 * Bundles the verifier: `npm run build` writes dist/, `npm run check` proves that dist/ is what
 * the sources give, byte for byte.
 *
 * dist/verify.html     the whole verifier in one file, for /verify/ and for a reader's own disk
 * dist/verifier.js     the same checks as a worker, for credential pages
 * dist/credential.js   what a credential page itself runs
 */

import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { build } from "esbuild"

const here = new URL("./", import.meta.url)
const at = path => new URL(path, here)

/** Of these two jsonld.js takes one class each; the whole of them would weigh 25 kB. */
const SHIMS = {
    "rdf-canonize": `export { default as IdentifierIssuer } from "rdf-canonize/lib/IdentifierIssuer.js"`,
    "lru-cache": "export default class LRU extends Map { constructor() { super() } }",
}

const shims = {
    name: "shims",
    setup(builder) {
        builder.onResolve({ filter: /^(rdf-canonize|lru-cache)$/ }, ({ path }) => ({ path, namespace: "shim" }))
        builder.onLoad({ filter: /.*/, namespace: "shim" }, ({ path }) => ({
            contents: SHIMS[path],
            resolveDir: at("node_modules/jsonld").pathname,
        }))
    },
}

/** The number of the release, for records of checks. */
const VERSION = /^version = "(.+)"$/m.exec(await readFile(at("../../pyproject.toml"), "utf8"))[1]

async function bundle(entry) {
    const { outputFiles } = await build({
        entryPoints: [at(entry).pathname],
        bundle: true,
        minify: true,
        write: false,
        format: "iife",
        platform: "browser",
        target: "es2022",
        charset: "utf8",
        legalComments: "none",
        absWorkingDir: here.pathname,
        define: { VERSION: JSON.stringify(VERSION) },
        plugins: [shims],
        logLevel: "warning",
    })
    return outputFiles[0].text.trimEnd()
}

async function style() {
    const { outputFiles } = await build({
        entryPoints: [at("src/page/page.css").pathname],
        bundle: true,
        minify: true,
        write: false,
        charset: "utf8",
        logLevel: "warning",
    })
    return outputFiles[0].text.trimEnd()
}

const hash = text => `'sha256-${createHash("sha256").update(text).digest("base64")}'`

/** The page with its script, style and policy in it. */
async function page() {
    const [html, script, css] = await Promise.all([
        readFile(at("src/page/page.html"), "utf8"),
        bundle("src/page/page.js"),
        style(),
    ])
    if (/<\/?script/i.test(script) || /<\/style/i.test(css)) throw new Error("the bundle would end its element")
    const parts = { SCRIPT: script, STYLE: css, SCRIPT_HASH: hash(script), STYLE_HASH: hash(css) }
    return html.replace(/@([A-Z_]+)@/g, (_, name) => parts[name])
}

async function outputs() {
    const made = new Map()
    if (existsSync(at("src/page/page.html"))) made.set("verify.html", await page())
    if (existsSync(at("src/worker.js"))) made.set("verifier.js", (await bundle("src/worker.js")) + "\n")
    if (existsSync(at("src/credential/credential.js"))) {
        made.set("credential.js", (await bundle("src/credential/credential.js")) + "\n")
    }
    return made
}

const checking = process.argv.includes("--check")
let changed = 0
await mkdir(at("dist"), { recursive: true })
for (const [name, text] of await outputs()) {
    const file = at(`dist/${name}`)
    if (!checking) await writeFile(file, text)
    else if (!existsSync(file) || (await readFile(file, "utf8")) !== text) {
        changed += 1
        console.error(`dist/${name} is not what the sources give; run npm run build`)
    }
}
process.exitCode = changed ? 1 : 0
