import type { Delimiter, FileFormat, ReadRules, TextEncodingName } from "../../../domain/reading";

export const ENCODING_NAMES: Record<TextEncodingName, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16 LE",
  "utf-16be": "UTF-16 BE",
  "windows-1252": "Latin-1 (Windows-1252)",
};

export const DELIMITER_NAMES: Record<Delimiter, string> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" };

/** How a file was read, in a line: "UTF-8 · comma · LF · 8 columns". */
export function formatText(format: FileFormat, columns: number): string {
  const parts = [
    format.byteOrderMark ? `${ENCODING_NAMES[format.encoding]} with BOM` : ENCODING_NAMES[format.encoding],
    ...(format.gzip ? ["gzip"] : []),
    DELIMITER_NAMES[format.delimiter],
    format.newline,
    ...(format.decimal === "," ? ["decimal comma"] : []),
    ...(format.header ? [] : ["no header"]),
    `${columns.toLocaleString("en-GB")} column${columns === 1 ? "" : "s"}`,
  ];
  return parts.join(" · ");
}

/** Of a file that was sampled: "a random 1 in 4 rows (seed 0)"; null for others. */
export function sampleText({ sample }: ReadRules): string | null {
  return sample === null ? null : `a random 1 in ${Math.round(1 / sample.share).toLocaleString("en-GB")} rows (seed ${sample.seed})`;
}
