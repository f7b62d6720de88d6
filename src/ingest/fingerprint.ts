import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { yieldToMessages, type CsvSource } from "./byte-source";

/**
 * Up to this many bytes are held and hashed by the browser itself: many times as fast as JavaScript, on another
 * thread, but only of bytes that are all there. Larger files are hashed as they pass, which takes longer than reading them.
 */
export const MAX_HELD_BYTES = 64 * 1024 * 1024;

/** SHA-256 of bytes that come in pieces. */
export class Fingerprint {
  readonly #streamed = sha256.create();
  #held: Uint8Array<ArrayBuffer> | null;
  #length = 0;

  /** @param expectedBytes How many bytes will come; more or fewer only cost time. */
  constructor(expectedBytes: number) {
    // Pages that were served without encryption have no `subtle`.
    this.#held = expectedBytes <= MAX_HELD_BYTES && "subtle" in crypto ? new Uint8Array(expectedBytes) : null;
  }

  update(bytes: Uint8Array): void {
    if (this.#held !== null && this.#length + bytes.length > this.#held.length) this.#stopHolding(this.#held);
    if (this.#held === null) this.#streamed.update(bytes);
    else this.#held.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** In hexadecimal. To be called once, after the last piece. */
  async digest(): Promise<string> {
    const held = this.#held;
    if (held === null) return bytesToHex(this.#streamed.digest());
    this.#held = null;
    return bytesToHex(new Uint8Array(await crypto.subtle.digest("SHA-256", held.subarray(0, this.#length))));
  }

  #stopHolding(held: Uint8Array): void {
    this.#streamed.update(held.subarray(0, this.#length));
    this.#held = null;
  }
}

/**
 * SHA-256 of a whole file, in hexadecimal.
 * @throws the signal's reason when cancelled
 */
export async function fileFingerprint(file: CsvSource, signal: AbortSignal): Promise<string> {
  const hash = new Fingerprint(file.bytes);
  for await (const chunk of file.open()) {
    hash.update(chunk);
    await yieldToMessages();
    signal.throwIfAborted();
  }
  return hash.digest();
}
