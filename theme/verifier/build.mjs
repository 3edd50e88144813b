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
import { gzipSync } from "node:zlib"
import { build } from "esbuild"
import { minify } from "terser"

const here = new URL("./", import.meta.url)
const at = path => new URL(path, here)

/**
 * jsonld.js as ECMAScript modules, so that what is not used of it is left out; 7 kB gzip of 20.
 * Its version is pinned, its files are all written alike, and one that is not stops the build.
 */
const jsonld = {
    name: "jsonld",
    setup(builder) {
        builder.onResolve({ filter: /^rdf-canonize$/ }, ({ path }) => ({ path, namespace: "unused" }))
        builder.onLoad({ filter: /.*/, namespace: "unused" }, () => ({
            contents: "export const IdentifierIssuer = null",
        }))
        builder.onLoad({ filter: /\/jsonld\/lib\/\w+\.js$/ }, async ({ path }) => ({
            contents: asModule(await readFile(path, "utf8"), path),
        }))
    },
}

/**
 * What nobody reads of theirs, and what it gives way to: of an error or an event only its code is
 * read; an inverse context is for compaction, a frame for framing; no IRI is joined with a base,
 * since terms.js lets absolute ones through only, and rdf.js refuses others; JSON-LD is 1.1, and
 * somebody always listens to events. Keywords but `@id` and `@type`, and maps, are refused by
 * terms.js, and here once more. 3 kB gzip.
 */
const REFUSED = when => `if(${when}) throw new JsonLdError('', '', {code: 'unused'});\n`
const UNUSED = [
    [/(new JsonLdError\(\s*|message:\s*)(?:(?:'[^'\n]*'|`[^`]*`|[\w.]+)(?:\s*\+\s*)?)+(?=,|\s*\})/g, "$1''"],
    [/'jsonld\.\w+',/g, "'',"],
    [/,\s*details: \{[^{}]*\}|type: \['JsonLdEvent'\],/g, ""],
    [/\{\s*(code: '[^']*'),[^{}]*\}/g, "{$1}"],
    [/getInverse: _createInverseContext,|child\.getInverse = this\.getInverse;|isFrame: false/g, ""],
    [/options\.isFrame/g, "false"],
    [/activeCtx\.processingMode === 'json-ld-1\.0'/g, "false"],
    [/\b(?:_|api\.)processingMode\(\w+, 1\.(\d)\)/g, (_, minor) => String(minor === "1")],
    [/if\(options\.eventHandler\)/g, ""],
    [/^api\.prependBase = [^]*?^\};$/m, "api.prependBase = (base, iri) => iri;"],
    [
        /^ {4}\/\/ Included blocks are [^]*?(?=^ {4}\/\/ use potential scoped context)/m,
        REFUSED("_isKeyword(expandedProperty)"),
    ],
    [
        /^ {4}if\(container\.includes\('@language'\)[^]*?^ {4}\} else \{\n(?= {6}\/\/ recurse into @list)/m,
        `${REFUSED("container.some(each => !/@(set|list|graph)/.test(each))")} {`,
    ],
]

/**
 * The mistakes a context can hold: ours are pinned by digest and hold none, so only what depends on
 * the order in which a document names them can happen. 0.4 kB gzip.
 */
const MISTAKES = /throw new JsonLdError\([^]*?\{\s*code: '(?!protected term)[^']*'[^{}]*\}\);/g

function asModule(theirs, path) {
    const text = path.endsWith("/context.js") ? theirs.replace(MISTAKES, "{}") : theirs
    const members = Array.from(text.matchAll(/^api\.(\w+) = /gm), ([, name]) => name)
    const made = UNUSED.reduce((kept, [what, instead]) => kept.replace(what, instead), text)
        .replace(/^const (\w+) = require\('(.+)'\)\.\w+;$/gm, "import { $1 } from '$2';")
        .replace(/^const JsonLdError = require\('(.+)'\);$/gm, "import JsonLdError from '$1';")
        .replace(/^const (\w+) = require\('(.+)'\);$/gm, "import * as $1 from '$2';")
        .replace(/^const \{([^}]+)\} = require\('(.+)'\);$/gm, (_, names, from) => {
            return `import {${names.replaceAll(":", " as ")}} from '${from}';`
        })
        .replace(/^const api = \{\};\nmodule\.exports = api;$/m, "")
        .replace(/^module\.exports = /m, "export default ")
        .replace(/^api\.(\w+) = /gm, "let api_$1 = ")
        .replace(/\bapi\.(\w+)/g, "api_$1")
    if (/\brequire\(|\bmodule\.exports\b|\bapi\./.test(made))
        throw new Error(`${path} is not written like the others`)
    if (!members.length) return made
    const exported = members.map(name => `api_${name} as ${name}`)
    const whole = members.map(name => `${name}: api_${name}`)
    return `${made}\nexport { ${exported} }\nexport default { ${whole} }\n`
}

/** The number of the release, for records of checks. */
const VERSION = /^version = "(.+)"$/m.exec(await readFile(at("../../pyproject.toml"), "utf8"))[1]

/** Long names of jsonld.js's own, which no document and no message holds. */
const THEIRS = [
    "activeCtx", "activeProperty", "allowDuplicate", "contextResolver", "documentLoader", "eventHandler",
    "expandedActiveProperty", "expandedParent", "insideIndex", "insideList", "localCtx", "mappings",
    "overrideProtected", "previousContext", "processingMode", "propertyIsArray", "relativeTo",
    "termDefinitionAux", "typeScopedContext", "unexpandedTypeKey", "valueIsArray",
]

/** A second look at what esbuild made: 2 kB gzip less, most of it by how names are chosen. */
const SMALLER = {
    ecma: 2020,
    compress: { passes: 6, sequences: false, inline: 1 },
    mangle: { properties: { regex: new RegExp(`^(?:${THEIRS.join("|")})$`), keep_quoted: true } },
    format: { quote_style: 2 },
}

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
        plugins: [jsonld],
        logLevel: "warning",
    })
    const { code } = await minify(outputFiles[0].text, SMALLER)
    return code
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
    if (/<\/?script/i.test(script) || /<\/style/i.test(css))
        throw new Error("the bundle would end its element")
    const parts = { SCRIPT: script, STYLE: css, SCRIPT_HASH: hash(script), STYLE_HASH: hash(css) }
    return html.replace(/@([A-Z_]+)@/g, (_, name) => parts[name])
}

async function outputs() {
    return new Map([
        ["verify.html", await page()],
        ["verifier.js", (await bundle("src/worker.js")) + "\n"],
        ["credential.js", (await bundle("src/credential/credential.js")) + "\n"],
    ])
}

/** A size in bytes of dist/verify.html, packed: what a phone on a slow network has to fetch. */
const MAX_PACKED = 60_000

const checking = process.argv.includes("--check")
let changed = 0
await mkdir(at("dist"), { recursive: true })
const made = await outputs()
for (const [name, text] of made) {
    const file = at(`dist/${name}`)
    if (!checking) await writeFile(file, text)
    else if (!existsSync(file) || (await readFile(file, "utf8")) !== text) {
        changed += 1
        console.error(`dist/${name} is not what the sources give; run npm run build`)
    }
}
const html = made.get("verify.html")
const packed = gzipSync(html, { level: 9 }).length
if (packed > MAX_PACKED) {
    changed += 1
    console.error(`dist/verify.html has ${packed} bytes packed; ${MAX_PACKED} is the limit`)
}
if (!checking) console.log(`for the README: ${createHash("sha256").update(html).digest("hex")}`)
process.exitCode = changed ? 1 : 0
