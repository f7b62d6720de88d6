import type { TextEncodingName } from "../domain/reading";

interface DetectedEncoding {
  readonly encoding: TextEncodingName;
  readonly byteOrderMark: boolean;
}

const MARKS: readonly { readonly bytes: readonly number[]; readonly encoding: TextEncodingName }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
];

/** How many bytes are looked at for zeros. */
const LOOKED_AT = 1024;
/** Text in UTF-16 that is mostly ASCII has a zero in nearly every second byte, and hardly any between them. */
const MOST_ZERO = 0.6;
const FEW_ZERO = 0.05;

/**
 * The encoding of a file by its byte order mark, else UTF-16 by its zero bytes, else UTF-8. A file that turns out not to
 * be UTF-8 further on is for the reader to begin again.
 */
export function detectEncoding(first: Uint8Array): DetectedEncoding {
  const mark = MARKS.find(({ bytes }) => bytes.every((byte, at) => first[at] === byte));
  if (mark !== undefined) return { encoding: mark.encoding, byteOrderMark: true };
  const pairs = Math.min(first.length, LOOKED_AT) >>> 1;
  let [even, odd] = [0, 0];
  for (let pair = 0; pair < pairs; pair++) {
    if (first[2 * pair] === 0) even++;
    if (first[2 * pair + 1] === 0) odd++;
  }
  if (pairs > 0 && odd >= MOST_ZERO * pairs && even <= FEW_ZERO * pairs) return { encoding: "utf-16le", byteOrderMark: false };
  if (pairs > 0 && even >= MOST_ZERO * pairs && odd <= FEW_ZERO * pairs) return { encoding: "utf-16be", byteOrderMark: false };
  return { encoding: "utf-8", byteOrderMark: false };
}
