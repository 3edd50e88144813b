const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
    for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1
    return byte
})

/**
 * The checksum of PNG chunks and gzip members (ISO 3309).
 *
 * @param {Uint8Array} bytes
 * @returns {number} 32 bits, unsigned
 */
export function crc32(bytes) {
    let crc = -1
    for (let at = 0; at < bytes.length; at++) crc = TABLE[(crc ^ bytes[at]) & 255] ^ (crc >>> 8)
    return ~crc >>> 0
}
