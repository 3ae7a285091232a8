/**
 * CRC-32 of ISO 3309 and zip files (reflected polynomial 0xEDB88320). Finds every burst of up to 32 bits.
 *
 * @param before the CRC of the bytes that come before these, when they come in parts
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  const whole = bytes.length - (bytes.length % 4);
  for (let i = 0; i < whole; i += 4) {
    crc ^=
      byteAt(bytes, i) |
      (byteAt(bytes, i + 1) << 8) |
      (byteAt(bytes, i + 2) << 16) |
      (byteAt(bytes, i + 3) << 24);
    crc =
      entryAt(768 + (crc & 0xff)) ^
      entryAt(512 + ((crc >>> 8) & 0xff)) ^
      entryAt(256 + ((crc >>> 16) & 0xff)) ^
      entryAt(crc >>> 24);
  }
  for (let i = whole; i < bytes.length; i++) crc = (crc >>> 8) ^ entryAt((crc ^ byteAt(bytes, i)) & 0xff);
  return ~crc >>> 0;
}

/** What a byte does to the checksum, and after it what it does with one, two, three zero bytes behind ("slicing by 4"). */
const TABLE = new Int32Array(4 * 256);
for (let byte = 0; byte < 256; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  TABLE[byte] = crc;
}
for (let entry = 256; entry < TABLE.length; entry++) {
  const one = entryAt(entry - 256);
  TABLE[entry] = (one >>> 8) ^ entryAt(one & 0xff);
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

function entryAt(index: number): number {
  return TABLE[index] ?? 0;
}
