import type { FileFormat, TextEncodingName } from "../domain/reading";
import { peek, type Peeked } from "./byte-source";
import { detectEncoding } from "./encoding";
import { checkSignature, checkZeros, isGzip } from "./file-kind";
import type { FilePlace } from "./finish-column";
import { gunzipped, gunzippedMembers } from "./gunzip";

/** The kind, encoding and dialect of a file are judged when so many bytes are there, or all. */
export const FIRST_BYTES = 64 * 1024;

export interface Decoded extends Peeked, Pick<FileFormat, "encoding" | "byteOrderMark" | "gzip"> {}

/** How bytes are to be decoded. */
export interface Decoding {
  /** "auto" finds out from the first bytes. */
  readonly encoding: TextEncodingName | "auto";
  /** Bytes that are no character are read as U+FFFD. */
  readonly replaces: boolean;
  /** A gzip file is several archives one after the other. */
  readonly severalArchives: boolean;
}

/** Thrown while reading where bytes are no character in an encoding other than UTF-8, whose reader says more. */
export class UndecodableError extends Error {
  override name = "UndecodableError";
  readonly encoding: TextEncodingName;

  constructor(encoding: TextEncodingName) {
    super(`Bytes are no character in ${encoding}.`);
    this.encoding = encoding;
  }
}

/**
 * Turns the bytes of a file, compressed and in whatever encoding, into bytes of UTF-8; those that are UTF-8 already are
 * passed on unread.
 * @throws DataError when they are no text, saying what they look like
 * @throws SeveralArchivesError, UndecodableError here or while reading
 */
export async function decode(source: AsyncGenerator<Uint8Array, void, void>, decoding: Decoding, place: FilePlace): Promise<Decoded> {
  const { encoding, replaces, severalArchives } = decoding;
  const { gzip, ...plain } = await unpacked(source, severalArchives, place);
  checkSignature(plain.first, place);
  const detected = detectEncoding(plain.first);
  const name = encoding === "auto" ? detected.encoding : encoding;
  const format = { encoding: name, byteOrderMark: detected.byteOrderMark && detected.encoding === name, gzip };
  const isUtf8 = name === "utf-8" && !replaces;
  const text = isUtf8 ? plain : await peek(asUtf8(plain.chunks, name, replaces), FIRST_BYTES);
  checkZeros(text.first, place);
  return { ...text, ...format };
}

/** The bytes of a file, those that are packed in it where it is a gzip file. */
export async function unpacked(
  source: AsyncGenerator<Uint8Array, void, void>,
  severalArchives: boolean,
  place: FilePlace,
): Promise<Peeked & Pick<FileFormat, "gzip">> {
  const plain = await peek(source, FIRST_BYTES);
  if (!isGzip(plain.first)) return { ...plain, gzip: false };
  const members = (severalArchives ? gunzippedMembers : gunzipped)(plain.chunks, place);
  return { ...(await peek(members, FIRST_BYTES)), gzip: true };
}

async function* asUtf8(
  chunks: AsyncGenerator<Uint8Array, void, void>,
  encoding: TextEncodingName,
  replaces: boolean,
): AsyncGenerator<Uint8Array, void, void> {
  const decoder = new TextDecoder(encoding, { fatal: !replaces });
  const encoder = new TextEncoder();
  try {
    for await (const chunk of chunks) yield encoder.encode(decoder.decode(chunk, { stream: true }));
    yield encoder.encode(decoder.decode());
  } catch (cause) {
    throw cause instanceof TypeError ? new UndecodableError(encoding) : cause;
  }
}
