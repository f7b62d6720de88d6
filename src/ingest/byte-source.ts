/** The bytes of a file, chunk by chunk. `ReadableStream` itself cannot be iterated in every browser. */
export async function* fileChunks(file: Blob): AsyncGenerator<Uint8Array, void, void> {
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
