/** A file whose bytes can be read more than once. */
export interface CsvSource {
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

export function fileSource(file: Blob): CsvSource {
  return { bytes: file.size, open: () => fileChunks(file) };
}

/**
 * Files of up to so many bytes are held whole while they are read: nobody waits for chunks, and the browser can hash them
 * itself, many times as fast as JavaScript.
 */
export const MAX_HELD_BYTES = 64 * 1024 * 1024;

/** Few enough that reading them takes but a moment, whatever the browser gives at once. */
const MAX_CHUNK = 1024 * 1024;

async function* fileChunks(file: Blob): AsyncGenerator<Uint8Array, void, void> {
  if (file.size > MAX_HELD_BYTES) yield* streamed(file);
  else yield* cut(new Uint8Array(await file.arrayBuffer()));
}

function* cut(bytes: Uint8Array): Generator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.length; at += MAX_CHUNK) yield bytes.subarray(at, at + MAX_CHUNK);
}

/** The bytes of a file as they come. `ReadableStream` itself cannot be iterated in every browser. */
async function* streamed(file: Blob): AsyncGenerator<Uint8Array, void, void> {
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* cut(value);
    }
  } finally {
    // Ends the reading of the disk when the consumer stops early; of no effect at the end.
    await reader.cancel().catch(() => undefined);
  }
}

/** Lets messages that wait for this thread, such as a cancel, be delivered; timers would be slow in hidden tabs. */
export function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Bytes from their start on, of which the first have been looked at. */
export interface Peeked {
  /** At least as many as were asked for, or all. */
  readonly first: Uint8Array;
  /** The first bytes are all. */
  readonly complete: boolean;
  /** All bytes, the first ones included. */
  readonly chunks: AsyncGenerator<Uint8Array, void, void>;
}

/** Looks at the first `least` bytes. */
export async function peek(chunks: AsyncGenerator<Uint8Array, void, void>, least: number): Promise<Peeked> {
  const taken: Uint8Array[] = [];
  let bytes = 0;
  let complete = false;
  while (bytes < least && !complete) {
    const next = await chunks.next();
    if (next.done === true) complete = true;
    else {
      taken.push(next.value);
      bytes += next.value.length;
    }
  }
  const first = concatenated(taken, bytes);
  return { first, complete, chunks: following(first, chunks) };
}

async function* following(
  first: Uint8Array,
  rest: AsyncGenerator<Uint8Array, void, void>,
): AsyncGenerator<Uint8Array, void, void> {
  if (first.length > 0) yield first;
  yield* rest;
}

export function joined(before: Uint8Array, after: Uint8Array): Uint8Array<ArrayBuffer> {
  return concatenated([before, after], before.length + after.length);
}

function concatenated(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
