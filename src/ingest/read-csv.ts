import { DataError, type Problem } from "../domain/problem";
import { DEFAULT_READ_RULES } from "../domain/reading";
import type { CsvSource } from "./byte-source";
import { CsvReading, type Approach, type CsvOutcome, type ReadOptions } from "./csv-reading";
import { UndecodableError } from "./decode";
import { SeveralArchivesError } from "./gunzip";
import { notUtf8, undecodable } from "./reading-errors";
import { LostWritingError } from "./table-builder";
import { InvalidUtf8Error } from "./utf8";

export type { CsvOutcome, ReadOptions } from "./csv-reading";

/**
 * Reads a CSV file into columns. The result does not depend on how the source cuts the bytes.
 * A file that cannot be used is an outcome, not an error. What only its later rows show, such as that it is not UTF-8, has
 * it read once more from its beginning by what was learned.
 * @throws the signal's reason, an `AbortError`, when cancelled.
 */
export async function readCsv(source: CsvSource, options: ReadOptions): Promise<CsvOutcome> {
  try {
    return await readInPasses(source, options);
  } catch (reason) {
    if (reason instanceof DataError) return { status: "refused", problems: [reason.problem] };
    throw reason;
  }
}

/** What the passes so far have found out. */
interface Pass extends Approach {
  /** To be told when the file is read. */
  readonly warning: Problem | null;
}

async function readInPasses(source: CsvSource, options: ReadOptions): Promise<CsvOutcome> {
  const { encoding } = options.rules ?? DEFAULT_READ_RULES;
  let pass: Pass = { encoding, replaces: false, severalArchives: false, written: new Set(), warning: null };
  for (;;) {
    const reading = new CsvReading(options, pass, source.bytes);
    try {
      const outcome = await reading.run(source);
      return { ...outcome, problems: pass.warning === null ? outcome.problems : [pass.warning, ...outcome.problems] };
    } catch (reason) {
      pass = await nextPass(pass, reason, reading, source, options);
    }
  }
}

/** @throws the reason where no further pass can do better */
async function nextPass(pass: Pass, reason: unknown, reading: CsvReading, source: CsvSource, options: ReadOptions): Promise<Pass> {
  const { encoding, undecodable: remedy } = options.rules ?? DEFAULT_READ_RULES;
  const { split, file } = options;
  if (reason instanceof SeveralArchivesError) return { ...pass, severalArchives: true };
  if (reason instanceof LostWritingError) return { ...pass, written: reason.columns };
  if (reason instanceof UndecodableError) {
    const problem = undecodable(reason.encoding, remedy, { split, file });
    if (remedy === "stop") throw new DataError(problem);
    return { ...pass, replaces: true, warning: problem };
  }
  if (!(reason instanceof InvalidUtf8Error)) throw reason;
  const place = { split, file, line: reading.lineOf(reason) };
  if (remedy === "stop") throw new DataError(notUtf8(reason, null, "stop", place));
  const survey = await new CsvReading({ ...options, fingerprint: false }, pass, source.bytes).survey(source);
  // Latin-1 has hardly ever, and only by chance, what would be a letter in UTF-8.
  const damaged = encoding === "utf-8" || reading.decoded?.byteOrderMark === true || (survey.letters > 0 && survey.letters >= survey.bad);
  const done = damaged ? "replace" : "latin-1";
  const warning = notUtf8(reason, survey, done, place);
  return damaged ? { ...pass, replaces: true, warning } : { ...pass, encoding: "windows-1252", warning };
}
