/** Is a file a picture or a scan, which may show a badge without holding one? */

const PNG = [0x89, 0x50, 0x4e, 0x47]
const FLAT = [
    [0xff, 0xd8, 0xff], // JPEG
    [0x47, 0x49, 0x46, 0x38], // GIF
    [0x25, 0x50, 0x44, 0x46], // PDF
    [0x52, 0x49, 0x46, 0x46], // WebP
    [0x49, 0x49, 0x2a, 0x00], // TIFF
    [0x4d, 0x4d, 0x00, 0x2a], // TIFF
    [0x42, 0x4d], // BMP
]

/**
 * @param {Uint8Array} data
 * @returns {"" | "flat" | "holder"} "holder": a PNG or SVG, which can carry a badge; "flat": a
 *     kind that can't; empty: something else
 */
export function pictureKind(data) {
    const starts = bytes => bytes.every((byte, at) => data[at] === byte)
    const text = new TextDecoder("latin1").decode(data.subarray(0, 1024))
    if (starts(PNG) || /<svg[\s>]/.test(text)) return "holder"
    return FLAT.some(starts) || /^....ftyp(hei|mif|avif)/s.test(text) ? "flat" : ""
}
