import { csvLine } from "../../domain/csv-text";
import type { SplitLogits } from "../../domain/examiner";
import type { RawCell } from "../../domain/features/fitted";
import { isAbove, logitCut, scoresOf } from "../../domain/metrics/logistic";
import { SPLIT_TITLES } from "../../domain/split";
import { countOf, MAX_FILE_ROWS, type AnswerCounts, type Mistake, type MistakeKind, type Mistakes, type MistakesFileQuestion, type MistakesQuestion } from "../../domain/why/mistakes";
import { filterOf } from "../../domain/why/row-condition";
import { rowMask } from "../../domain/why/row-filter";
import { worstRows } from "../../domain/why/worst-rows";
import type { MatrixTable } from "./matrix-rows";
import { rawRows } from "./raw-cells";
import { scoredTableRows, sliceColumn } from "./scored-columns";

/** Rows of a file that are written at a time. */
const BLOCK = 2000;

/** @throws RangeError when a condition makes no sense for its column */
export function findMistakes(matrix: MatrixTable, question: MistakesQuestion): Mistakes {
  const { scored, from, count } = question;
  const mask = maskOf(matrix, question);
  const counts = countAnswers(scored, mask, question.threshold);
  const limit = Math.min(from + count, countOf(counts, question.kind));
  const mistakes = worstOf(question, mask, limit).slice(from);
  return { counts, mistakes, raw: rawRows(matrix, mistakes.map(({ row }) => row)) };
}

/** The worst of them as a CSV text, in blocks; cells in full, what a spreadsheet would run neutralised. */
export function* mistakesCsv(matrix: MatrixTable, question: MistakesFileQuestion): Generator<string, void, void> {
  const mask = maskOf(matrix, question);
  const limit = Math.min(MAX_FILE_ROWS, countOf(countAnswers(question.scored, mask, question.threshold), question.kind));
  const mistakes = worstOf(question, mask, limit);
  const { columns, files: several } = rawRows(matrix, []);
  const own = ["split", ...(several === undefined ? [] : ["file"]), "row in file", "outcome", "label", "score", "loss"].map((name) => (columns.includes(name) ? `${name} (net)` : name));
  yield csvLine([...own, ...columns]);
  for (let at = 0; at < mistakes.length; at += BLOCK) {
    const block = mistakes.slice(at, at + BLOCK);
    const { cells, fileRows, files } = rawRows(matrix, block.map(({ row }) => row));
    const lines = block.map((mistake, index) => {
      const { label, score, loss } = mistake;
      const about = [SPLIT_TITLES[question.split].toLowerCase(), ...(files === undefined ? [] : [files[index] ?? ""]), (fileRows[index] ?? NaN) + 1, outcomeOf(mistake), label, score, loss];
      return csvLine([...about.map(String), ...(cells[index] ?? []).map(cellText)]);
    });
    yield lines.join("");
  }
}

function cellText(cell: RawCell): string {
  return cell === null ? "" : Object.is(cell, -0) ? "-0" : String(cell);
}

function outcomeOf({ label, answer }: Mistake): string {
  return `${label === answer ? "true" : "false"} ${answer === 1 ? "positive" : "negative"}`;
}

/** Marks the rows with a logit that meet all conditions with 1. */
function maskOf(matrix: MatrixTable, { scored, conditions }: MistakesFileQuestion): Uint8Array {
  const places = scoredTableRows(matrix, scored);
  const filters = conditions.map((condition) => {
    const { column: name } = condition;
    const column = name === null ? { kind: "numeric" as const, values: scoresOf(scored.logits) } : sliceColumn(matrix.table.columns, name, places);
    return { column, filter: filterOf(condition, column) };
  });
  return rowMask(scored.logits.length, filters);
}

function countAnswers({ logits, y }: SplitLogits, mask: Uint8Array, threshold: number): AnswerCounts {
  const cut = logitCut(threshold);
  const counts = { falsePositives: 0, falseNegatives: 0, right: 0, notNumbers: 0 };
  for (let row = 0; row < logits.length; row++) {
    if (mask[row] !== 1) continue;
    const logit = logits[row]!;
    const positive = y[row] === 1;
    if (Number.isNaN(logit)) counts.notNumbers++;
    else if (isAbove(logit, cut) === positive) counts.right++;
    else if (positive) counts.falseNegatives++;
    else counts.falsePositives++;
  }
  return counts;
}

function worstOf({ scored, threshold, kind }: MistakesFileQuestion, mask: Uint8Array, limit: number): Mistake[] {
  const { logits, y, rows: numbers } = scored;
  const cut = logitCut(threshold);
  const asked = { logits, y, limit, mask: ofClass(mask, y, kind), ...(kind === "all" ? {} : { cut }) };
  return worstRows(asked).rows.map((found) => ({
    ...found,
    row: numbers?.[found.row] ?? found.row,
    answer: isAbove(found.logit, cut) ? 1 : 0,
  }));
}

/** A false positive is a row of the negative class, a false negative one of the positive. */
function ofClass(mask: Uint8Array, y: Uint8Array, kind: MistakeKind): Uint8Array {
  if (kind === "wrong" || kind === "all") return mask;
  const label = kind === "false-positives" ? 0 : 1;
  return mask.map((mark, row) => (y[row] === label ? mark : 0));
}
