// Judges what tests/agreement hands in: one input a line on standard input, its report on standard output.

import { createHash } from "node:crypto"
import { createInterface } from "node:readline"
import { badgesOfPdf } from "../src/openbadges/pdf.js"
import { ListMemory } from "../src/verify/list-memory.js"
import { readTrust } from "../src/verify/trust.js"
import { verify } from "../src/verify/verify.js"
import { fixed } from "./verify/fixed.js"

const lists = new ListMemory() // as in the worker, which judges one badge after the other

const bytes = text => new Uint8Array(Buffer.from(text, "base64"))

const served = ({ body, handed, date }) => ({ body: bytes(body), handed, date: date && BigInt(date) })

const sha256 = data => createHash("sha256").update(data).digest("hex")

async function judge({ data, asOf, trust, documents, given }) {
    const report = await verify(bytes(data), {
        asOf: BigInt(asOf),
        resolver: fixed(new Map(Object.entries(documents).map(([url, each]) => [url, served(each)]))),
        trust: readTrust(Buffer.from(JSON.stringify(trust))),
        lists,
        given: new Map(Object.entries(given).map(([id, body]) => [id, bytes(body)])),
    })
    return { ...report, held: (await badgesOfPdf(bytes(data))).map(sha256) }
}

const plain = (_, value) => (typeof value === "bigint" ? String(value) : value)

for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(JSON.stringify(await judge(JSON.parse(line)), plain) + "\n")
}
