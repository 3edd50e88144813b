import assert from "node:assert/strict"
import { test } from "node:test"
import { cell, CsvError, parseCsv, writeCsv } from "../../src/table/csv.js"

const TABLES = { // text: cells
    "": [],
    "a": [["a"]],
    "a,b\r\nc,d\r\n": [["a", "b"], ["c", "d"]],
    "a,b\nc,\n": [["a", "b"], ["c", ""]],
    "a\rb": [["a"], ["b"]],
    ",": [["", ""]],
    "\"a,\"\"b\"\"\r\n\",c": [["a,\"b\"\r\n", "c"]],
    "\"\",\"\"": [["", ""]],
    "a\"b,c": [["a\"b", "c"]],
    " \"a\"": [[" \"a\""]],
    "a;b\n\"1;2\";3,4": [["a", "b"], ["1;2", "3,4"]],
    "a,b\n1;2": [["a", "b"], ["1;2"]],
    "\u2028,é😀": [["\u2028", "é😀"]],
}

for (const [text, cells] of Object.entries(TABLES)) {
    test(`a table is read: ${JSON.stringify(text)}`, () => assert.deepEqual(parseCsv(text), cells))
}

for (const text of ["\"", "\"a", "\"a\"b", "a,\"b\n", "a\n\"\"\"", "\"a\" ,b"]) {
    test(`quotes that do not pair are refused: ${JSON.stringify(text)}`, () => {
        assert.throws(() => parseCsv(text), new CsvError("It is not a table of comma-separated values."))
    })
}

test("a long cell is read", () => {
    const long = "a\"\"".repeat(500_000)
    assert.deepEqual(parseCsv(`"${long}"`), [["a\"".repeat(500_000)]])
})

test("what is written is read back", () => {
    const records = [["a", "b,c"], ["\"", ""], ["'=1", "é;😀"]]
    const data = writeCsv(records)
    assert.deepEqual([...data.subarray(0, 3)], [0xef, 0xbb, 0xbf])
    assert.deepEqual(parseCsv(new TextDecoder().decode(data)), records)
})

test("no cell is a formula, behind a semicolon neither", () => {
    const cells = [" =1", "a;=1", "a; \"+1;-1", "a; b=1", "a=1"]
    assert.deepEqual(cells.map(cell), ["' =1", "a;'=1", "a; \"'+1;'-1", "a; b=1", "a=1"])
})

test("a long value is cut between characters", () => {
    assert.equal(cell("😀".repeat(1_000)), "😀".repeat(1_000))
    assert.equal(cell("😀".repeat(1_001)), "😀".repeat(999) + "…")
})
