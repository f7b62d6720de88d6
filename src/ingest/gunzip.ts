import { DataError, problem } from "../domain/problem";
import { joined } from "./byte-source";
import type { FilePlace } from "./finish-column";

type Chunks = AsyncGenerator<Uint8Array, void, void>;

/** Thrown when an archive ends before its file does and another seems to follow: it is to be read as several. */
export class SeveralArchivesError extends Error {
  override name = "SeveralArchivesError";
}

/**
 * Unpacks a gzip file by the browser's own means, which know files of one archive only.
 * @throws SeveralArchivesError where {@link gunzippedMembers} may succeed
 * @throws DataError when the archive is damaged or cut short
 */
export async function* gunzipped(chunks: Chunks, place: FilePlace): Chunks {
  let several = false;
  const watched = async function* (): Chunks {
    for await (const { bytes, begins } of pieces(chunks)) {
      several ||= begins;
      yield bytes;
    }
  };
  try {
    yield* inflated(watched());
  } catch (reason) {
    if (!(reason instanceof InflateError)) throw reason;
    if (several) throw new SeveralArchivesError();
    throw badArchive(reason, place);
  }
}

/**
 * Unpacks a file of several archives one after the other, as `cat` and bgzip make them: where bytes look like the
 * beginning of one, one begins.
 * @throws DataError when one of them is damaged or cut short
 */
export async function* gunzippedMembers(chunks: Chunks, place: FilePlace): Chunks {
  const all = pieces(chunks);
  let next = await all.next();
  const member = async function* (): Chunks {
    do {
      if (next.done === true) return;
      yield next.value.bytes;
      next = await all.next();
    } while (next.done !== true && !next.value.begins);
  };
  try {
    while (next.done !== true) yield* inflated(member());
  } catch (reason) {
    throw reason instanceof InflateError ? badArchive(reason, place) : reason;
  } finally {
    await all.return();
  }
}

interface Piece {
  readonly bytes: Uint8Array;
  /** An archive begins here, after another. */
  readonly begins: boolean;
}

const HEADER_BYTES = 10;

/** The bytes of a file, cut before whatever looks like the header of a further archive. */
async function* pieces(chunks: Chunks): AsyncGenerator<Piece, void, void> {
  let kept = new Uint8Array(0);
  let first = true;
  let begins = false;
  for await (const chunk of chunks) {
    const bytes = joined(kept, chunk);
    let from = 0;
    for (let at = nextHeader(bytes, first ? 1 : 0); at >= 0; at = nextHeader(bytes, at + 1)) {
      if (at > from) yield { bytes: bytes.subarray(from, at), begins };
      first = false;
      begins = true;
      from = at;
    }
    // A header may be cut by the border of the chunk.
    const end = Math.max(from, bytes.length - HEADER_BYTES + 1);
    if (end > from) {
      yield { bytes: bytes.subarray(from, end), begins };
      begins = false;
      first = false;
    }
    kept = bytes.slice(end);
  }
  if (kept.length > 0) yield { bytes: kept, begins };
}

/** Where the next header of an archive may stand, by the fields that have few values (RFC 1952); -1 where none does. */
function nextHeader(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0x1f, from); at >= 0 && at + HEADER_BYTES <= bytes.length; at = bytes.indexOf(0x1f, at + 1)) {
    const [, second, method, flags = 255, , , , , speed = 255, system = 254] = bytes.subarray(at, at + HEADER_BYTES);
    const sane = flags < 32 && (speed === 0 || speed === 2 || speed === 4) && (system <= 13 || system === 255);
    if (second === 0x8b && method === 8 && sane) return at;
  }
  return -1;
}

class InflateError extends Error {}

/** @throws InflateError when the bytes are no archive; what the reading of the file throws comes through as it is */
async function* inflated(chunks: Chunks): Chunks {
  const ofSource: { failure: Error | null } = { failure: null };
  const compressed = new ReadableStream<BufferSource>({
    pull: async (controller) => {
      try {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(new Uint8Array(value));
      } catch (reason) {
        // What the reading of the file says must not be taken for damage to the archive.
        ofSource.failure = reason instanceof Error ? reason : new Error(String(reason));
        controller.error(ofSource.failure);
      }
    },
  });
  const reader = compressed.pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (cause) {
    if (ofSource.failure !== null) throw ofSource.failure;
    throw new InflateError(cause instanceof Error ? cause.message : String(cause));
  } finally {
    await reader.cancel().catch(() => undefined);
    await chunks.return();
  }
}

function badArchive({ message }: InflateError, place: FilePlace): DataError {
  return new DataError(
    problem(
      "error",
      "bad-gzip",
      `"${place.file}" is a gzip archive that cannot be unpacked to its end (${message}).`,
      "It may have been cut short or damaged on its way, or have something else after its end. Fetch it again, or unpack it and choose the CSV file.",
      { ...place },
    ),
  );
}
