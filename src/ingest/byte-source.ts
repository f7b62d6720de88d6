/** A file whose bytes can be read more than once. */
export interface CsvSource {
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

export function fileSource(file: Blob): CsvSource {
  return { bytes: file.size, open: () => fileChunks(file) };
}

/** The bytes of a file, chunk by chunk. `ReadableStream` itself cannot be iterated in every browser. */
async function* fileChunks(file: Blob): AsyncGenerator<Uint8Array, void, void> {
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
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
  let first: Uint8Array = new Uint8Array(0);
  let complete = false;
  while (first.length < least && !complete) {
    const next = await chunks.next();
    if (next.done === true) complete = true;
    else first = joined(first, next.value);
  }
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
  const bytes = new Uint8Array(before.length + after.length);
  bytes.set(before);
  bytes.set(after, before.length);
  return bytes;
}
