// The other end of tests/twins.py: one call a line on standard input, its answer on standard output.

import { createInterface } from "node:readline"

const [modulePath, exportName] = process.argv.slice(2)
const { [exportName]: call } = await import(new URL(`../${modulePath}`, import.meta.url))
if (typeof call !== "function") throw new TypeError(`${modulePath} exports no function '${exportName}'`)

for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(JSON.stringify(packed(await answer(unpacked(JSON.parse(line))))) + "\n")
}

async function answer(args) {
    try {
        return await call(...args)
    } catch (error) {
        return { error: error.constructor.name, message: error.message }
    }
}

function packed(value) {
    if (value === undefined) return null
    if (typeof value === "bigint") return { $bigint: String(value) }
    if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") }
    if (Array.isArray(value)) return value.map(packed)
    if (value instanceof Map) return [...value].map(packed)
    if (value !== null && typeof value === "object") return members(value, packed)
    return value
}

function unpacked(value) {
    if (Array.isArray(value)) return value.map(unpacked)
    if (value === null || typeof value !== "object") return value
    if (typeof value.$bytes === "string") return new Uint8Array(Buffer.from(value.$bytes, "base64"))
    if (typeof value.$bigint === "string") return BigInt(value.$bigint)
    return members(value, unpacked)
}

function members(object, change) {
    return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]))
}
