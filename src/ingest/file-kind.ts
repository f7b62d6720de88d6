import { counted, DataError, problem, type Problem } from "../domain/problem";
import type { FilePlace } from "./finish-column";

/** How many bytes the checks of this file look at. */
const SIGNATURE_BYTES = 1024;

interface Signature {
  readonly bytes: readonly number[];
  readonly looksLike: string;
}

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

const SIGNATURES: readonly Signature[] = [
  { bytes: [0x89, ...ascii("PNG")], looksLike: "a PNG picture" },
  { bytes: [0xff, 0xd8, 0xff], looksLike: "a JPEG picture" },
  { bytes: ascii("GIF8"), looksLike: "a GIF picture" },
  { bytes: ascii("%PDF"), looksLike: "a PDF document" },
  { bytes: [0x1f, 0x8b, 8], looksLike: "a gzip archive, packed once more" },
  { bytes: ascii("BZh"), looksLike: "a bzip2 archive" },
  { bytes: [0xfd, ...ascii("7zXZ")], looksLike: "an xz archive" },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], looksLike: "a Zstandard archive" },
  { bytes: [...ascii("7z"), 0xbc, 0xaf], looksLike: "a 7-Zip archive" },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], looksLike: "an old Excel workbook (.xls)" },
  { bytes: ascii("PAR1"), looksLike: "a Parquet file" },
  { bytes: ascii("ARROW1"), looksLike: "an Arrow file" },
  { bytes: ascii("SQLite format 3"), looksLike: "an SQLite database" },
  { bytes: [0x93, ...ascii("NUMPY")], looksLike: "a NumPy array" },
  { bytes: [0x89, ...ascii("HDF")], looksLike: "an HDF5 file" },
];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const GZIP = [0x1f, 0x8b];

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}

function describeZip(bytes: Uint8Array, fileName: string): string {
  const names = String.fromCharCode(...bytes);
  const workbook = /\.xls[xmb]$/i.test(fileName) || names.includes("[Content_Types].xml") || names.includes("xl/");
  return workbook ? "an Excel workbook (.xlsx)" : "a zip archive";
}

function remedyFor(looksLike: string): string {
  if (looksLike.includes("Excel")) return "Open it in a spreadsheet program and save the sheet as CSV UTF-8.";
  if (looksLike.includes("archive")) return "Unpack it first and choose the CSV file inside.";
  return "Choose a CSV file, or export the data as one.";
}

function refusal(code: Problem["code"], message: string, remedy: string, place: FilePlace): DataError {
  return new DataError(problem("error", code, message, remedy, { ...place }));
}

export function isGzip(start: Uint8Array): boolean {
  return startsWith(start, GZIP);
}

/**
 * Looks at the first bytes of a file (at most {@link SIGNATURE_BYTES} count).
 * @throws DataError when they are not text, saying what they look like.
 */
export function checkSignature(start: Uint8Array, place: FilePlace): void {
  const { file } = place;
  const bytes = start.subarray(0, SIGNATURE_BYTES);
  const looksLike = startsWith(bytes, ZIP)
    ? describeZip(bytes, file)
    : SIGNATURES.find((signature) => startsWith(bytes, signature.bytes))?.looksLike;
  if (looksLike !== undefined) {
    throw refusal("binary-file", `"${file}" is no CSV file: it looks like ${looksLike}.`, remedyFor(looksLike), place);
  }
}

/**
 * Text has no zero bytes once it is UTF-8.
 * @throws DataError when the first bytes have one.
 */
export function checkZeros(start: Uint8Array, place: FilePlace): void {
  const zero = start.subarray(0, SIGNATURE_BYTES).indexOf(0);
  if (zero < 0) return;
  throw refusal(
    "binary-file",
    `"${place.file}" is no CSV file: byte ${zero + 1} is 0, as in binary data.`,
    "Choose a CSV file. If this is one in an unusual encoding, save it again as UTF-8.",
    place,
  );
}

/** Characters that no text has in numbers: below the space, but for tabs and line ends. */
const CONTROLS = /[\u0001-\u0008\u000e-\u001f]/g;
const MAX_CONTROL_SHARE = 0.02;

/** An opening brace or bracket, then what may follow it in JSON but hardly in a header. */
const JSON_START = /^\s*(?:\{\s*(?:"[^"]*"\s*:|\})|\[\s*(?:[[{\]"\d-]|true|false|null))/;
const MARKUP_START = /^\s*<(?:!doctype|html|\?xml|head|body|table)\b/i;

/**
 * Looks at the first characters of a file.
 * @throws DataError when they are binary data, JSON or a web page.
 */
export function checkText(sample: string, place: FilePlace): void {
  const { file } = place;
  const controls = sample.match(CONTROLS)?.length ?? 0;
  if (controls > 1 && controls > MAX_CONTROL_SHARE * sample.length) {
    throw refusal(
      "binary-file",
      `"${file}" is no CSV file: ${controls} of its first ${counted(sample.length, "character")} are control characters, as in binary data.`,
      "Choose a CSV file, or export the data as one.",
      place,
    );
  }
  if (JSON_START.test(sample)) {
    throw refusal(
      "not-csv",
      `"${file}" is no CSV file: it looks like JSON.`,
      "Export the data as CSV: a header line, then one line a row.",
      place,
    );
  }
  if (MARKUP_START.test(sample)) {
    throw refusal(
      "not-csv",
      `"${file}" is no CSV file: it looks like a web page or XML.`,
      "If it was downloaded, the server may have sent an error or sign-in page: download it again.",
      place,
    );
  }
}
