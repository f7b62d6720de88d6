import { counted, problem, shortened, type Problem } from "../domain/problem";
import { readNumber } from "../domain/number-text";
import type { Column } from "../domain/table";
import { headerChoices } from "./choices";
import { MAX_LISTED } from "./column-builder";
import type { FilePlace } from "./finish-column";

export interface Header {
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
}

interface HeaderPlace extends FilePlace {
  readonly line: number;
}

/**
 * Names the columns as pandas does: an empty name becomes `Unnamed: 3` (counted from 0), a repeated one `name.1`.
 * Spaces around names are dropped, unlike in pandas, because ` label` is never meant.
 */
export function readHeader(cells: readonly string[], place: HeaderPlace): Header {
  const wanted = cells.map((cell, index) => cell.trim() || `Unnamed: ${index}`);
  const names = uniqueNames(wanted);
  const unnamed = names.flatMap((name, index) => (cells[index]?.trim() === "" ? unnamedColumn(index, name, place) : []));
  const repeated = names.flatMap((name, index) => {
    const first = wanted[index] ?? "";
    return name === first ? [] : repeatedColumn(first, name, place);
  });
  const problems = [
    ...listed(unnamed, "unnamed-column", "have no name", place),
    ...listed(repeated, "duplicate-column", "have the name of another", place),
  ];
  return { names, problems };
}

function uniqueNames(wanted: readonly string[]): string[] {
  const taken = new Set(wanted);
  const used = new Set<string>();
  /** Numbers up to which the repetitions of a name are taken: thousands may have one name. */
  const counts = new Map<string, number>();
  return wanted.map((name) => {
    let unique = name;
    if (used.has(name)) {
      let count = counts.get(name) ?? 0;
      do unique = `${name}.${++count}`;
      while (taken.has(unique));
      counts.set(name, count);
    }
    used.add(unique);
    taken.add(unique);
    return unique;
  });
}

function unnamedColumn(index: number, name: string, place: HeaderPlace): Problem {
  return problem(
    "warning",
    "unnamed-column",
    `"${place.file}", line ${place.line}: column ${index + 1} has no name.`,
    `It is called "${name}". Name it in the file to keep track of it.`,
    { ...place, column: name },
  );
}

function repeatedColumn(first: string, name: string, place: HeaderPlace): Problem {
  return problem(
    "warning",
    "duplicate-column",
    `"${place.file}", line ${place.line}: two columns are called "${shortened(first)}".`,
    `The later one is called "${shortened(name)}". Give each column its own name in the file.`,
    { ...place, column: name },
  );
}

/** A file of thousands of columns does not get thousands of problems. */
function listed(problems: readonly Problem[], code: Problem["code"], what: string, place: HeaderPlace): Problem[] {
  if (problems.length <= MAX_LISTED) return [...problems];
  const summary = problem(
    "warning",
    code,
    `"${place.file}", line ${place.line}: ${counted(problems.length, "column")} ${what}; the first ${MAX_LISTED} are listed.`,
    "They are named by their place or with a number. Give each column its own name in the file.",
    { ...place, count: problems.length },
  );
  return [...problems.slice(0, MAX_LISTED), summary];
}

/**
 * Whether the names read like a row of their own table: every column of numbers is named by a number; or there is none,
 * and at least half of the names are values of their columns too.
 * @param names as they are written in the file
 * @param isMissing whether a cell means a missing value, which a row of data may have
 */
export function headerless(
  names: readonly string[],
  columns: readonly Column[],
  isMissing: (text: string) => boolean,
  place: HeaderPlace,
): Problem[] {
  const isNumber = (name: string): boolean => !Number.isNaN(readNumber(name));
  const ofNumbers = names.filter((_, at) => hasNumbers(columns[at]));
  const number = ofNumbers.find(isNumber);
  if (number !== undefined && ofNumbers.every((name) => isNumber(name) || isMissing(name))) {
    const where = ofNumbers.length === names.length ? "every column is" : "every column of numbers is";
    return [looksLikeData(`${where} named by a number, such as "${shortened(number.trim())}", as if this were a row of data.`, place)];
  }
  if (ofNumbers.length > 0) return [];
  const repeated = names.filter((name, at) => {
    const column = columns[at];
    return column?.kind === "text" && column.dictionary.includes(name);
  });
  const [value] = repeated;
  if (value === undefined || 2 * repeated.length < names.length) return [];
  return [looksLikeData(`names such as "${shortened(value)}" are values of their columns too, as if this were a row of data.`, place)];
}

function hasNumbers(column: Column | undefined): boolean {
  return column?.kind === "numeric" && column.values.some((value) => !Number.isNaN(value));
}

function looksLikeData(what: string, place: HeaderPlace): Problem {
  return problem(
    "warning",
    "headerless",
    `"${place.file}", line ${place.line}: ${what}`,
    "It was taken for the names. If the file has no header line, read its first row as data; the columns are then called c0, c1 and so on.",
    { ...place, choices: headerChoices(place.split) },
  );
}
