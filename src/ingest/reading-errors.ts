import { counted, DataError, problem, type Problem } from "../domain/problem";
import { ENCODING_TITLES, type ReadRules, type TextEncodingName } from "../domain/reading";
import { encodingChoices } from "./choices";
import type { FilePlace } from "./finish-column";
import { LongRowError, MAX_ROW_CHARACTERS, OpenQuoteError } from "./row-reader";
import type { InvalidUtf8Error, Utf8Survey } from "./utf8";

/** What stops the reading of a file, as a refusal in words; any other error as it is. */
export function explained(reason: unknown, place: FilePlace): unknown {
  const refusal = (code: Problem["code"], line: number, message: string, remedy: string): DataError =>
    new DataError(problem("error", code, `"${place.file}", line ${line}: ${message}`, remedy, { ...place, line }));

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
  return reason;
}

const NOT_UTF8_REMEDIES = {
  replace: 'What is no character was read as the sign "\ufffd". The file seems to be damaged, or put together from files in several encodings: look for that sign.',
  "latin-1": `The file was read as ${ENCODING_TITLES["windows-1252"]} instead. Check that letters beyond A to Z look right.`,
  stop: 'The file was not loaded. Read it in its own encoding, or save it again as UTF-8 (in Excel: "CSV UTF-8").',
};

/**
 * Bytes that are no UTF-8, and what was done about it.
 * @param survey what the whole file holds; null where it was not read to its end
 * @param place with the line of the first such byte
 */
export function notUtf8(
  { byteOffset }: InvalidUtf8Error,
  survey: Utf8Survey | null,
  done: "replace" | "latin-1" | "stop",
  place: FilePlace & { readonly line: number },
): Problem {
  const others = survey === null || survey.bad < 2 ? "" : `, nor ${survey.bad === 2 ? "is" : "are"} ${counted(survey.bad - 1, "other place")}`;
  const letters = done === "replace" && survey !== null && survey.letters > 0 ? `, though ${counted(survey.letters, "letter")} of it ${survey.letters === 1 ? "is" : "are"}` : "";
  return problem(
    done === "stop" ? "error" : "warning",
    "not-utf8",
    `"${place.file}", line ${place.line}: byte ${(byteOffset + 1).toLocaleString("en-GB")} of the file is not UTF-8${others}${letters}.`,
    NOT_UTF8_REMEDIES[done],
    { ...place, count: survey?.bad ?? null, choices: encodingChoices(place.split, "utf-8", done) },
  );
}

/** Bytes that are no character in UTF-16. */
export function undecodable(encoding: TextEncodingName, remedy: ReadRules["undecodable"], place: FilePlace): Problem {
  return problem(
    remedy === "stop" ? "error" : "warning",
    "wrong-encoding",
    `"${place.file}": some bytes are no character in ${ENCODING_TITLES[encoding]}, in which the file is.`,
    remedy === "stop" ? "The file was not loaded. Choose another encoding, or save it again as UTF-8." : NOT_UTF8_REMEDIES.replace,
    { ...place, choices: encodingChoices(place.split, encoding, remedy) },
  );
}
