import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { MAX_HELD_BYTES, yieldToMessages, type CsvSource } from "./byte-source";

/**
 * SHA-256 of bytes that come in pieces. Pieces that lie one after the other in one buffer, as those of a file that is held
 * whole do, are hashed by the browser itself at the end, many times as fast as JavaScript; others as they pass, which takes
 * longer than reading them.
 */
export class Fingerprint {
  readonly #streamed = sha256.create();
  /** What is to be hashed at the end: all bytes so far; null where they are hashed as they pass. */
  #held: Uint8Array<ArrayBuffer> | null = new Uint8Array(0);

  update(bytes: Uint8Array): void {
    if (this.#held !== null) {
      const longer = inOnePiece(this.#held, bytes);
      if (longer === null) this.#streamed.update(this.#held);
      this.#held = longer;
    }
    if (this.#held === null) this.#streamed.update(bytes);
  }

  /** In hexadecimal. To be called once, after the last piece. */
  async digest(): Promise<string> {
    const held = this.#held;
    if (held === null) return bytesToHex(this.#streamed.digest());
    this.#held = null;
    return bytesToHex(new Uint8Array(await crypto.subtle.digest("SHA-256", held)));
  }
}

/** Both as one view of their buffer; null where they do not lie in one, are too long, or the browser hashes nothing. */
function inOnePiece(before: Uint8Array<ArrayBuffer>, after: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const length = before.length + after.length;
  const { buffer } = after;
  // Pages that were served without encryption have no `subtle`.
  if (!("subtle" in crypto) || length > MAX_HELD_BYTES || !(buffer instanceof ArrayBuffer)) return null;
  if (before.length === 0) return new Uint8Array(buffer, after.byteOffset, after.length);
  const adjoins = before.buffer === buffer && before.byteOffset + before.length === after.byteOffset;
  return adjoins ? new Uint8Array(buffer, before.byteOffset, length) : null;
}

/**
 * SHA-256 of a whole file, in hexadecimal.
 * @throws the signal's reason when cancelled
 */
export async function fileFingerprint(file: CsvSource, signal: AbortSignal): Promise<string> {
  const hash = new Fingerprint();
  for await (const chunk of file.open()) {
    hash.update(chunk);
    await yieldToMessages();
    signal.throwIfAborted();
  }
  return hash.digest();
}
