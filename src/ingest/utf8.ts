import { joined } from "./byte-source";

/** Thrown by {@link Utf8Reader}; the reader of the file adds its name and the line. */
export class InvalidUtf8Error extends Error {
  override name = "InvalidUtf8Error";
  /** 0-based position of the first byte that fits no character, in the file. */
  readonly byteOffset: number;
  /** What could still be read of the chunk before that byte. */
  readonly textBefore: string;

  constructor(byteOffset: number, textBefore: string) {
    super(`Byte ${byteOffset} is not UTF-8.`);
    this.byteOffset = byteOffset;
    this.textBefore = textBefore;
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
      this.#tail = unfinishedTail(this.#tail, chunk);
      this.#bytesBefore += chunk.length;
      return text;
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
      const bytes = joined(this.#tail, chunk);
      const at = firstInvalid(bytes);
      throw new InvalidUtf8Error(this.#bytesBefore - this.#tail.length + at, new TextDecoder().decode(bytes.subarray(0, at)));
    }
  }
}

/** Counts what is and what is not UTF-8 in bytes that come in pieces. */
export class Utf8Survey {
  /** Characters beyond ASCII. */
  letters = 0;
  /** Places that are no character. */
  bad = 0;
  #tail = new Uint8Array(0);
  /** The last byte was no character: those that follow it are of the same place. */
  #inBad = false;

  push(chunk: Uint8Array): void {
    const bytes = this.#tail.length === 0 ? chunk : joined(this.#tail, chunk);
    const whole = bytes.length - unfinishedTail(new Uint8Array(0), bytes).length;
    this.#count(bytes, whole);
    this.#tail = bytes.slice(whole);
  }

  end(): void {
    if (this.#tail.length > 0 && !this.#inBad) this.bad++;
    this.#tail = new Uint8Array(0);
  }

  #count(bytes: Uint8Array, end: number): void {
    let at = 0;
    let inBad = this.#inBad;
    while (at < end) {
      const ascii = bytes[at]! < FIRST_BEYOND_ASCII;
      const length = ascii ? 1 : validLength(bytes, at);
      if (length === 0) {
        if (!inBad) this.bad++;
      } else if (!ascii) this.letters++;
      inBad = length === 0;
      at += length || 1;
    }
    this.#inBad = inBad;
  }
}

const FIRST_BEYOND_ASCII = 0x80;

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

/** Length of the character at a place; 0 where none is, or it is cut short. */
function validLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length = characterLength(first);
  if (at + length > bytes.length) return 0;
  for (let step = 1; step < length; step++) {
    const byte = bytes[at + step] ?? 0;
    const [low, high] = step === 1 ? secondByteRange(first) : [0x80, 0xbf];
    if (byte < low || byte > high) return 0;
  }
  return length;
}

/** Start of the first character that is wrong or cut short; the length when there is none. */
function firstInvalid(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = validLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return at;
}
