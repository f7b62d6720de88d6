import { formatCount } from "../format";
import { counted } from "../problem";
import { SPLITS, type PerSplit, type Split } from "../split";
import { columnFindings, scaleFinding } from "./column-findings";
import { formatCorrelation, formatShare, nameOf } from "./finding-words";
import type { ColumnProfile, Duplicates, Finding, SharedRows } from "./profile";
import type { RepeatedColumn } from "./repeated-column";

/** What was found out about the loaded splits. */
export interface Inspected {
  readonly rows: Partial<PerSplit<number>>;
  readonly profiles: Partial<PerSplit<readonly ColumnProfile[]>>;
  readonly duplicates: Duplicates;
  /** Of the split that is trained on, else of the first that is loaded. */
  readonly repeats: readonly RepeatedColumn[];
  readonly repeatsIn: Split | null;
}

/** What is remarkable about the data, as plain sentences: warnings first, else in the order rows, columns. */
export function findingsOf(inspected: Inspected): Finding[] {
  const all = [...acrossFindings(inspected), ...withinFindings(inspected), ...repeatFindings(inspected), ...columnFindings(inspected.profiles)];
  return warningsFirst(all);
}

/** The same findings where one of the columns is the label: a column that repeats it is the answer, and it is not scaled itself. */
export function withLabel(findings: readonly Finding[], label: string | null): Finding[] {
  return warningsFirst(
    findings.flatMap((finding) => {
      const { code, columns, evidence, spreads, split } = finding;
      if (spreads !== undefined && label !== null && columns.includes(label)) return scaleFinding(spreads.filter(({ name }) => name !== label), split);
      if (code !== "repeats-column" || evidence === undefined || label === null || !columns.includes(label)) return finding;
      const column = nameOf(columns.find((name) => name !== label) ?? "");
      const sentence = `${column} gives the label away: it says what ${nameOf(label)} says (${evidence}). Exclude it, unless it is known before the label is.`;
      return { ...finding, severity: "warning", sentence };
    }),
  );
}

function warningsFirst(findings: readonly Finding[]): Finding[] {
  return [...findings.filter(({ severity }) => severity === "warning"), ...findings.filter(({ severity }) => severity === "note")];
}

function acrossFindings({ duplicates, rows }: Inspected): Finding[] {
  return duplicates.across
    .filter((pair) => pair.rows > 0)
    .map((pair) => ({
      code: "duplicates-across",
      severity: tellsRows(pair) ? "warning" : "note",
      sentence: acrossSentence(pair, rows[pair.to]),
      columns: [],
      split: pair.to,
      shared: { from: pair.from, rows: pair.rows },
    }));
}

/** Rows that agree in most of their columns are the same rows; fewer columns may agree by chance. */
export function tellsRows({ compared, columns }: SharedRows): boolean {
  return compared * 2 >= columns;
}

/** Rows of a split that another has too, and what follows. @param of the rows of `to` */
export function acrossSentence(pair: SharedRows, of: number | undefined): string {
  const { from, to, rows, compared, columns } = pair;
  const one = rows === 1;
  const where = compared === columns ? "" : ` in the ${formatCount(compared)} of ${counted(columns, "column")} that could be compared`;
  if (rows === 0) return `No row of ${to} stands in ${from} too${where}.`;
  const what = `${rowsOf(rows, to, of)} also ${one ? "stands" : "stand"} in ${from}${where}`;
  if (!tellsRows(pair)) return `${what}: too few to call them the same rows.`;
  if (from !== "train") return `${what}: figures of ${to} do not check those of ${from} independently.`;
  return `${what}, a leak: the net has seen ${one ? "it" : "them"} in training, so figures of ${to} look better than they are.`;
}

function withinFindings({ duplicates: { within, notHeld }, rows }: Inspected): Finding[] {
  return SPLITS.flatMap((split) => {
    const repeated = within[split] ?? 0;
    if (repeated === 0) return [];
    const verb = repeated === 1 ? "repeats" : "repeat";
    const sentence = `${rowsOf(repeated, split, rows[split])} ${verb} an earlier row${inKept(notHeld)}: what ${repeated === 1 ? "it says" : "they say"} counts more than once.`;
    return [{ code: "duplicates-within", severity: "note", sentence, columns: [], split }];
  });
}

/** `12 rows of test (0.01 %)` */
function rowsOf(count: number, split: Split, rows: number | undefined): string {
  const share = rows === undefined || rows === 0 ? "" : ` (${formatShare(count / rows)})`;
  return `${counted(count, "row")} of ${split}${share}`;
}

function inKept(notHeld: readonly string[]): string {
  return notHeld.length === 0 ? "" : ", as far as columns are kept";
}

function repeatFindings({ repeats, repeatsIn }: Inspected): Finding[] {
  return repeats.map((repeat) => ({
    code: "repeats-column",
    severity: "note",
    sentence: repeatSentence(repeat),
    columns: [repeat.column, repeat.repeats],
    split: repeatsIn,
    evidence: evidenceOf(repeat),
  }));
}

function repeatSentence(repeat: RepeatedColumn): string {
  const verb = repeat.correlation < 0 ? "mirrors" : "repeats";
  const inOtherWords = repeat.how === "renamed" ? " in other words" : "";
  return `${nameOf(repeat.column)} ${verb} ${nameOf(repeat.repeats)}${inOtherWords}: ${evidenceOf(repeat)}; dropping one costs nothing.`;
}

function evidenceOf({ how, correlation }: RepeatedColumn): string {
  if (how === "same") return "they are equal in every row";
  if (how === "renamed") return "each value of one stands for one value of the other";
  return `correlation ${formatCorrelation(correlation, Math.abs(correlation) < 0.995 ? 2 : 4)}`;
}
