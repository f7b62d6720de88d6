import { problem, type Problem } from "../domain/problem";
import { readNumber } from "../domain/number-text";
import type { Split } from "../domain/split";
import { headerChoices } from "./choices";

export interface Header {
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Names the columns as pandas does: an empty name becomes `Unnamed: 3` (counted from 0), a repeated one `name.1`.
 * Spaces around names are dropped, unlike in pandas, because ` label` is never meant.
 */
export function readHeader(cells: readonly string[], place: { split: Split; file: string; line: number }): Header {
  const problems: Problem[] = [];
  const wanted = cells.map((cell, index) => cell.trim() || `Unnamed: ${index}`);
  const reserved = new Set(wanted);
  const used = new Set<string>();
  const names = wanted.map((name, index) => {
    if (cells[index]?.trim() === "") {
      problems.push(
        problem(
          "warning",
          "unnamed-column",
          `"${place.file}", line ${place.line}: column ${index + 1} has no name.`,
          `It is called "${name}". Name it in the file to keep track of it.`,
          { ...place, column: name },
        ),
      );
    }
    const unique = used.has(name) ? nextFree(name, reserved) : name;
    used.add(unique);
    reserved.add(unique);
    if (unique !== name) {
      problems.push(
        problem(
          "warning",
          "duplicate-column",
          `"${place.file}", line ${place.line}: two columns are called "${name}".`,
          `The later one is called "${unique}". Give each column its own name in the file.`,
          { ...place, column: unique },
        ),
      );
    }
    return unique;
  });
  if (cells.length > 0 && cells.every((cell) => !Number.isNaN(readNumber(cell)))) {
    problems.push(
      problem(
        "warning",
        "headerless",
        `"${place.file}", line ${place.line}: every column name is a number, as if this were a row of data.`,
        "If it is one, choose so.",
        { ...place, choices: headerChoices(true) },
      ),
    );
  }
  return { names, problems };
}

function nextFree(name: string, taken: ReadonlySet<string>): string {
  let count = 1;
  while (taken.has(`${name}.${count}`)) count++;
  return `${name}.${count}`;
}
