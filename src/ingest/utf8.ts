import { joined } from "./byte-source";

/** Thrown by {@link Utf8Reader}; the reader of the file adds its name and the line. */
export class InvalidUtf8Error extends Error {
  override name = "InvalidUtf8Error";
  /** 0-based position of the first byte that fits no character, in the file. */
  readonly byteOffset: number;
  /** What could still be read of the chunk before that byte. */
  readonly textBefore: string;
  /** There are letters beyond ASCII before it, and they are UTF-8: the file is damaged, not in another encoding. */
  readonly afterLetters: boolean;

  constructor(byteOffset: number, textBefore: string, afterLetters: boolean) {
    super(`Byte ${byteOffset} is not UTF-8.`);
    this.byteOffset = byteOffset;
    this.textBefore = textBefore;
    this.afterLetters = afterLetters;
  }
}

/**
 * Decodes UTF-8 chunk by chunk, with characters cut at chunk borders put together again and the byte order mark
 * dropped. The strictness is `TextDecoder`'s; this class adds where the first bad byte is.
 */
export class Utf8Reader {
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  /** Bytes of a character that the last chunk did not finish. */
  #tail = new Uint8Array(0);
  #bytesBefore = 0;
  /** A character of several bytes has been read. */
  #letters = false;

  /** @throws InvalidUtf8Error */
  push(chunk: Uint8Array): string {
    return this.#decode(chunk, false);
  }

  /** Counts bytes of whole characters that were read elsewhere; to be called only where a character may begin. */
  skip(bytes: number): void {
    this.#bytesBefore += bytes;
  }

  /** @throws InvalidUtf8Error when the file ends inside a character. */
  end(): string {
    return this.#decode(new Uint8Array(0), true);
  }

  #decode(chunk: Uint8Array, last: boolean): string {
    try {
      const text = this.#decoder.decode(chunk, { stream: !last });
      const tail = unfinishedTail(this.#tail, chunk);
      if (text.length !== this.#tail.length + chunk.length - tail.length) this.#letters = true;
      this.#bytesBefore += chunk.length;
      this.#tail = tail;
      return text;
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
      const bytes = joined(this.#tail, chunk);
      const at = firstInvalid(bytes);
      const textBefore = new TextDecoder().decode(bytes.subarray(0, at));
      throw new InvalidUtf8Error(
        this.#bytesBefore - this.#tail.length + at,
        textBefore,
        this.#letters || textBefore.length !== at,
      );
    }
  }
}

/** Length that a character has by its first byte; 0 when no character starts so (RFC 3629). */
function characterLength(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  if (first >= 0xf0 && first <= 0xf4) return 4;
  return 0;
}

const MAX_CHARACTER = 4;

function unfinishedTail(before: Uint8Array, chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = chunk.length >= MAX_CHARACTER ? chunk.subarray(-MAX_CHARACTER) : joined(before, chunk);
  for (let back = 1; back < MAX_CHARACTER && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0x80 && byte < 0xc0) continue;
    return characterLength(byte) > back ? bytes.slice(-back) : new Uint8Array(0);
  }
  return new Uint8Array(0);
}

/** The lowest and highest second byte of a character, which rule out overlong forms, surrogates and above U+10FFFF. */
function secondByteRange(first: number): readonly [number, number] {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  if (first === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}

/** Start of the first character that is wrong or cut short; the length when there is none. */
function firstInvalid(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at] ?? 0;
    const length = characterLength(first);
    if (length === 0 || at + length > bytes.length) return at;
    for (let step = 1; step < length; step++) {
      const byte = bytes[at + step] ?? 0;
      const [low, high] = step === 1 ? secondByteRange(first) : [0x80, 0xbf];
      if (byte < low || byte > high) return at;
    }
    at += length;
  }
  return at;
}
