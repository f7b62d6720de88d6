import { DataError, problem } from "../domain/problem";
import { ENCODING_TITLES, type FileFormat, type TextEncodingName } from "../domain/reading";
import { peek, type Peeked } from "./byte-source";
import { detectEncoding } from "./encoding";
import { checkSignature, checkZeros, isGzip } from "./file-kind";
import type { FilePlace } from "./finish-column";

/** The kind, encoding and dialect of a file are judged when so many bytes are there, or all. */
export const FIRST_BYTES = 64 * 1024;

export interface Decoded extends Peeked, Pick<FileFormat, "encoding" | "byteOrderMark" | "gzip"> {}

/**
 * Turns the bytes of a file, compressed and in whatever encoding, into bytes of UTF-8; those that are UTF-8 already are
 * passed on unread.
 * @param encoding as chosen; "auto" finds out from the first bytes
 * @throws DataError when they are no text, saying what they look like; while reading, where they do not decode
 */
export async function decode(
  source: AsyncGenerator<Uint8Array, void, void>,
  encoding: TextEncodingName | "auto",
  place: FilePlace,
): Promise<Decoded> {
  let plain = await peek(source, FIRST_BYTES);
  const gzip = isGzip(plain.first);
  if (gzip) plain = await peek(gunzipped(plain.chunks, place), FIRST_BYTES);
  checkSignature(plain.first, place);
  const detected = detectEncoding(plain.first);
  const name = encoding === "auto" ? detected.encoding : encoding;
  const format = { encoding: name, byteOrderMark: detected.byteOrderMark && detected.encoding === name, gzip };
  const text = name === "utf-8" ? plain : await peek(asUtf8(plain.chunks, name, place), FIRST_BYTES);
  checkZeros(text.first, place);
  return { ...text, ...format };
}

async function* gunzipped(
  chunks: AsyncGenerator<Uint8Array, void, void>,
  place: FilePlace,
): AsyncGenerator<Uint8Array, void, void> {
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
    throw new DataError(
      problem(
        "error",
        "bad-gzip",
        `"${place.file}" is a gzip archive that cannot be unpacked to its end (${cause instanceof Error ? cause.message : String(cause)}).`,
        "It may have been cut short or damaged on its way, or be several archives in one. Fetch it again, or unpack it and choose the CSV file.",
        place,
      ),
    );
  } finally {
    await reader.cancel().catch(() => undefined);
    await chunks.return();
  }
}

async function* asUtf8(
  chunks: AsyncGenerator<Uint8Array, void, void>,
  encoding: TextEncodingName,
  place: FilePlace,
): AsyncGenerator<Uint8Array, void, void> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const encoder = new TextEncoder();
  try {
    for await (const chunk of chunks) yield encoder.encode(decoder.decode(chunk, { stream: true }));
    yield encoder.encode(decoder.decode());
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new DataError(
      problem(
        "error",
        "wrong-encoding",
        `"${place.file}" cannot be read as ${ENCODING_TITLES[encoding]}: some of its bytes are no character in it.`,
        "Choose another encoding, or save the file again as UTF-8.",
        { ...place },
      ),
    );
  }
}
