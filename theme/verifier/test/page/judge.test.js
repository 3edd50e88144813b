import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"
import { startJudges } from "../../src/page/judge.js"

/** The browser's end of a worker, which answers only what a test lets it answer. */
class Wire extends EventTarget {
    sent = []
    ended = false
    postMessage(message) {
        this.sent.push(message)
    }
    terminate() {
        this.ended = true
    }
    hear(data) {
        this.dispatchEvent(Object.assign(new Event("message"), { data }))
    }
}

let wires

const judges = count =>
    startJudges(() => {
        const wire = new Wire()
        wires.push(wire)
        return wire
    }, count)

const WORLD = { asOf: 0n, trust: {}, get: async () => ({ body: null, reason: "Not now." }) }
const settled = () => new Promise(resolve => setImmediate(resolve))

beforeEach(() => {
    wires = []
    mock.timers.enable({ apis: ["setTimeout"] })
})
afterEach(() => mock.timers.reset())

test("a worker gets one job at a time, once it is ready", async () => {
    const started = judges(1)
    const both = [started.verify("a", WORLD), started.verify("b", WORLD)]
    assert.deepEqual(wires[0].sent, [])
    wires[0].hear({ type: "ready" })
    assert.deepEqual(wires[0].sent.map(({ data }) => data), ["a"])
    wires[0].hear({ type: "report", report: "A" })
    wires[0].hear({ type: "report", report: "B" })
    assert.deepEqual((await Promise.all(both)).map(({ report }) => report), ["A", "B"])
    assert.deepEqual(wires[0].sent.map(({ data }) => data), ["a", "b"])
})

test("several workers share the jobs", () => {
    const started = judges(2)
    for (const wire of wires) wire.hear({ type: "ready" })
    for (const data of ["a", "b", "c"]) started.verify(data, WORLD)
    assert.deepEqual(wires.map(({ sent }) => sent.map(({ data }) => data)), [["a"], ["b"]])
})

test("a badge that takes too long gets a typed answer, and another worker takes the next", async () => {
    const started = judges(1)
    wires[0].hear({ type: "ready" })
    const slow = started.verify("slow", WORLD)
    const next = started.verify("next", WORLD)
    mock.timers.tick(1_500)
    const { report } = await slow
    assert.equal(report.verdict, "unconfirmed")
    assert.match(report.checks[0].detail, /^It took too long to judge/)
    assert.ok(wires[0].ended)
    wires[1].hear({ type: "ready" })
    wires[0].hear({ type: "report", report: "from the grave" })
    wires[1].hear({ type: "report", report: "fine" })
    assert.equal((await next).report, "fine")
})

test("a worker's start does not count as work", () => {
    judges(1).verify("a", WORLD)
    mock.timers.tick(60_000)
    assert.ok(!wires[0].ended)
})

test("nor does the wait for a document, which may bring more work", async () => {
    const started = judges(1)
    wires[0].hear({ type: "ready" })
    let answer
    const get = () => new Promise(resolve => (answer = resolve))
    const judged = started.verify("a", { ...WORLD, get })
    wires[0].hear({ type: "need", job: 1, url: "https://a.example/did.json" })
    mock.timers.tick(60_000)
    assert.ok(!wires[0].ended)
    answer({ body: null, reason: "No." })
    await settled()
    assert.deepEqual(wires[0].sent[1], {
        type: "document",
        job: 1,
        url: "https://a.example/did.json",
        body: null,
        reason: "No.",
    })
    mock.timers.tick(1_500)
    assert.ok(!wires[0].ended) // a document may be a badge, which takes work too
    mock.timers.tick(250)
    assert.match((await judged).report.checks[0].detail, /^It took too long/)
})

test("a worker that breaks is replaced", async () => {
    const started = judges(1)
    wires[0].hear({ type: "ready" })
    const judged = started.verify("a", WORLD)
    wires[0].dispatchEvent(new Event("error"))
    assert.equal((await judged).report.verdict, "unconfirmed")
    assert.equal(wires.length, 2)
})

test("dropping ends what runs and what waits", async () => {
    const started = judges(1)
    wires[0].hear({ type: "ready" })
    const all = [started.verify("a", WORLD), started.verify("b", WORLD), started.open([])]
    started.drop()
    assert.deepEqual(await Promise.all(all), [null, null, null])
    assert.ok(wires[0].ended)
    wires[1].hear({ type: "ready" })
    assert.deepEqual(wires[1].sent, [])
})
