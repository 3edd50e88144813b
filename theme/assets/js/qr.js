// Draws QR codes where the page holds an address in `data-qr` (ISO/IEC 18004: bytes, level M, the
// checkerboard mask). Here and not in the page, since drawn codes would be a third of it; without
// this script the address stands there as text.

// Of versions 1 to 20: bytes of correction a block, and how many blocks.
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26]
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16]
const QUIET = 4   // light modules around the code, section 6.3.8

/** GF(256) over x⁸ + x⁴ + x³ + x² + 1. */
const [POWERS, LOGS] = [new Uint8Array(512), new Uint8Array(256)]
for (let n = 0, value = 1; n < 255; n++) {
    POWERS[n] = POWERS[n + 255] = value
    LOGS[value] = n
    value = (value << 1) ^ (value & 0x80 ? 0x11d : 0)
}

/** The remainder that corrects `data`, in `count` bytes. */
function correction(data, count) {
    let generator = [1]
    for (let n = 0; n < count; n++) {
        const next = [...generator, 0]
        generator.forEach((factor, place) => (next[place + 1] ^= POWERS[LOGS[factor] + n]))
        generator = next
    }
    const rest = [...data, ...new Array(count).fill(0)]
    for (let place = 0; place < data.length; place++) {
        const lead = rest[place]
        if (lead) generator.forEach((factor, n) => (rest[place + n] ^= POWERS[LOGS[factor] + LOGS[lead]]))
    }
    return rest.slice(data.length)
}

/** Where the squares for alignment have their middle, along one side (annex E). */
function alignments(version) {
    if (version === 1) return []
    const [count, last] = [Math.floor(version / 7) + 2, version * 4 + 10]
    const step = Math.ceil((last - 6) / (count - 1) / 2) * 2
    return [6, ...Array.from({ length: count - 1 }, (_, n) => last - (count - 2 - n) * step)]
}

/** The bytes a version holds, corrections included. */
function capacity(version) {
    const squares = alignments(version).length
    const alignment = squares ? (25 * squares - 10) * squares - 55 : 0
    const modules = (16 * version + 128) * version + 64 - alignment - (version >= 7 ? 36 : 0)
    return modules >> 3
}

/** Data and corrections, block by block in turns (section 7.6). */
function codewords(bytes, version) {
    const [all, blocks, more] = [capacity(version), BLOCKS[version - 1], CORRECTION[version - 1]]
    const room = all - blocks * more
    const head = version < 10 ? [4, 8] : [4, 16]   // the mode, and how long the count of bytes is
    let bits = "0100" + bytes.length.toString(2).padStart(head[1], "0")
    for (const byte of bytes) bits += byte.toString(2).padStart(8, "0")
    bits += "0".repeat(Math.min(4, room * 8 - bits.length))
    bits += "0".repeat(-bits.length & 7)
    const data = bits.match(/.{8}/g).map(each => parseInt(each, 2))
    for (let pad = 0xec; data.length < room; pad ^= 0xec ^ 0x11) data.push(pad)

    const short = Math.floor(room / blocks)
    const parts = []
    for (let n = 0, start = 0; n < blocks; n++) {
        const end = start + short + (n >= blocks - (room % blocks) ? 1 : 0)
        parts.push(data.slice(start, end))
        start = end
    }
    const turns = lists => Array.from({ length: Math.max(...lists.map(each => each.length)) },
        (_, n) => lists.filter(each => n < each.length).map(each => each[n])).flat()
    return [...turns(parts), ...turns(parts.map(each => correction(each, more)))]
}

/** `value` with its remainder by a polynomial behind it, as format and version are written. */
function withRemainder(value, polynomial, length) {
    let rest = value << length
    for (let bit = 31 - Math.clz32(rest); bit >= length; bit = 31 - Math.clz32(rest)) {
        rest ^= polynomial << (bit - length)
    }
    return (value << length) | rest
}

/** The code of a text as rows of true (dark) and false; null where it is too long for one. */
function qrMatrix(text) {
    const bytes = new TextEncoder().encode(text)
    const fits = version => {
        const room = capacity(version) - BLOCKS[version - 1] * CORRECTION[version - 1]
        return bytes.length + (version < 10 ? 2 : 3) <= room
    }
    const version = BLOCKS.findIndex((_, n) => fits(n + 1)) + 1
    if (!version) return null
    const size = version * 4 + 17
    const rows = Array.from({ length: size }, () => new Array(size).fill(undefined))
    const square = (middleX, middleY, reach, dark) => {
        for (let y = middleY - reach; y <= middleY + reach; y++) {
            for (let x = middleX - reach; x <= middleX + reach; x++) {
                if (rows[y]?.length > x && x >= 0) rows[y][x] = dark(Math.max(Math.abs(x - middleX), Math.abs(y - middleY)))
            }
        }
    }
    for (let n = 8; n < size - 8; n++) rows[6][n] = rows[n][6] = n % 2 === 0
    for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(x, y, 4, away => away < 4 && away !== 2)
    const lines = alignments(version)
    for (const y of lines) {
        for (const x of lines) {
            const corner = (x === 6 && (y === 6 || y === lines.at(-1))) || (y === 6 && x === lines.at(-1))
            if (!corner) square(x, y, 2, away => away !== 1)
        }
    }
    const format = withRemainder(0b00000, 0b10100110111, 10) ^ 0b101010000010010   // level M, mask 0
    for (let n = 0; n < 15; n++) {
        const dark = Boolean((format >> n) & 1)
        rows[n < 6 ? n : n < 8 ? n + 1 : size - 15 + n][8] = dark
        rows[8][n < 8 ? size - 1 - n : n < 9 ? 7 : 14 - n] = dark
    }
    rows[size - 8][8] = true
    if (version >= 7) {
        const about = withRemainder(version, 0b1111100100101, 12)
        for (let n = 0; n < 18; n++) {
            const [long, short] = [Math.floor(n / 3), size - 11 + (n % 3)]
            rows[long][short] = rows[short][long] = Boolean((about >> n) & 1)
        }
    }
    writeWords(rows, codewords(bytes, version))
    return rows
}

/** Two columns at a time, up and down, from the right; the mask turns every other module. */
function writeWords(rows, words) {
    const size = rows.length
    let bit = 0
    for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
        if (right === 6) right = 5
        for (let n = 0; n < size; n++) {
            const y = up ? size - 1 - n : n
            for (const x of [right, right - 1]) {
                if (rows[y][x] !== undefined) continue
                const dark = (words[bit >> 3] >> (7 - (bit & 7))) & 1
                rows[y][x] = Boolean(dark ^ ((x + y) % 2 === 0 ? 1 : 0))
                bit++
            }
        }
    }
}

/** The dark runs of each row, as rectangles one module high. */
function drawn(rows) {
    return rows.map((row, y) => {
        let path = ""
        for (let x = 0; x < row.length; x++) {
            const start = x
            while (row[x]) x++
            if (x > start) path += `M${start + QUIET} ${y + QUIET}h${x - start}v1h-${x - start}z`
        }
        return path
    }).join("")
}

for (const place of document.querySelectorAll("[data-qr]")) {
    const rows = qrMatrix(place.dataset.qr)
    if (!rows) continue
    const side = rows.length + 2 * QUIET
    const make = (name, attributes) => {
        const element = document.createElementNS("http://www.w3.org/2000/svg", name)
        for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
        return element
    }
    const svg = make("svg", { class: "bp-qr", viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": "QR code of this page’s address" })
    svg.append(make("path", { d: drawn(rows) }))
    place.prepend(svg)
    place.hidden = false
}
