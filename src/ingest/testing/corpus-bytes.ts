const encoder = new TextEncoder();

/** Text as UTF-8 between bytes as they are. */
export function bytesOf(...parts: readonly (string | readonly number[] | Uint8Array)[]): Uint8Array {
  return joined(parts.map((part) => (typeof part === "string" ? encoder.encode(part) : Uint8Array.from(part))));
}

export function utf16(text: string, order: "le" | "be", mark: boolean): Uint8Array {
  const units = (mark ? "\ufeff" : "") + text;
  const bytes = new Uint8Array(units.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < units.length; at++) view.setUint16(at * 2, units.charCodeAt(at), order === "le");
  return bytes;
}

/** Characters up to U+00FF as single bytes. */
export function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

const MAX_STORED = 0xffff;

/** A gzip archive (RFC 1952) whose blocks are stored as they are: the same bytes on every machine. */
export function gzip(content: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255)];
  for (let at = 0; at < content.length || at === 0; at += MAX_STORED) {
    const block = content.subarray(at, at + MAX_STORED);
    const last = at + MAX_STORED >= content.length ? 1 : 0;
    const { length } = block;
    parts.push(Uint8Array.of(last, length & 255, length >>> 8, ~length & 255, (~length >>> 8) & 255), block);
  }
  const trailer = new Uint8Array(8);
  const view = new DataView(trailer.buffer);
  view.setUint32(0, crc32(content), true);
  view.setUint32(4, content.length, true);
  return joined([...parts, trailer]);
}

/** The reflected polynomial 0xEDB88320, bit by bit. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
