import assert from "node:assert/strict"
import { test } from "node:test"
import { pictureKind } from "../../src/answer/picture.js"

const bytes = text => Uint8Array.from(text, letter => letter.charCodeAt(0))

const KINDS = {
    "PNG": [bytes("\x89PNG\r\n\x1a\n"), "holder"],
    "SVG": [bytes('<?xml version="1.0"?>\n<svg xmlns="">'), "holder"],
    "JPEG": [bytes("\xff\xd8\xff\xe0"), "flat"],
    "PDF": [bytes("%PDF-1.7"), "flat"],
    "WebP": [bytes("RIFF\0\0\0\0WEBP"), "flat"],
    "HEIC": [bytes("\0\0\0\x18ftypheic"), "flat"],
    "JSON": [bytes('{"type": "svg"}'), ""],
    "nothing": [bytes(""), ""],
}

for (const [name, [data, kind]] of Object.entries(KINDS)) {
    test(name, () => assert.equal(pictureKind(data), kind))
}
