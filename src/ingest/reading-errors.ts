import { DataError, problem, type Problem } from "../domain/problem";
import { encodingChoices } from "./choices";
import type { FilePlace } from "./finish-column";
import { LongRowError, MAX_ROW_CHARACTERS, OpenQuoteError } from "./row-reader";
import { InvalidUtf8Error } from "./utf8";

/**
 * What stops the reading of a file, as a refusal in words; any other error as it is.
 * @param lineOf the line of bytes that are no UTF-8, where rows have been read already, else null
 */
export function explained(
  reason: unknown,
  place: FilePlace,
  lineOf: (error: InvalidUtf8Error) => number | null,
): unknown {
  const refusal = (
    code: Problem["code"],
    line: number,
    message: string,
    remedy: string,
    choices: Problem["choices"] = [],
  ): DataError => new DataError(problem("error", code, `"${place.file}", line ${line}: ${message}`, remedy, { ...place, line, choices }));

  if (reason instanceof OpenQuoteError) {
    return refusal(
      "unterminated-quote",
      reason.line,
      "a quote is opened and never closed, so the rest of the file reads as one cell.",
      "Close the quote on that line, or double it (\"\") if it belongs to the text.",
    );
  }
  if (reason instanceof LongRowError) {
    return refusal(
      "long-row",
      reason.line,
      `the row does not end within ${MAX_ROW_CHARACTERS.toLocaleString("en-GB")} characters.`,
      "Check that the file has line ends, and that it is a table at all.",
    );
  }
  if (reason instanceof InvalidUtf8Error) {
    const line = lineOf(reason) ?? 1 + (reason.textBefore.match(/\r\n?|\n/g)?.length ?? 0);
    return refusal(
      "not-utf8",
      line,
      `byte ${(reason.byteOffset + 1).toLocaleString("en-GB")} of the file is not UTF-8${reason.afterLetters ? ", though letters before it are" : ""}.`,
      reason.afterLetters
        ? "The file seems to be damaged, or put together from files in several encodings. Save it again as UTF-8, or read it as Latin-1 and check its letters."
        : 'Read the file in its own encoding, or save it again as UTF-8 (in Excel: "CSV UTF-8").',
      encodingChoices(place.split, null),
    );
  }
  return reason;
}
