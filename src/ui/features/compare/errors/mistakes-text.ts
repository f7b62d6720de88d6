import { formatCount, formatPercent } from "../../../../domain/format";
import { counted } from "../../../../domain/problem";
import { SPLIT_TITLES, type Split } from "../../../../domain/split";
import { trainingRowCount } from "../../../../domain/training-rows";
import type { RunConfig } from "../../../../domain/run-config";
import { countOf, type AnswerCounts, type MistakeKind } from "../../../../domain/why/mistakes";
import type { PreparedMeta } from "../../../../state/preparation-slice";

export const KIND_TITLES: Readonly<Record<MistakeKind, string>> = {
  wrong: "All wrong answers",
  "false-positives": "False positives",
  "false-negatives": "False negatives",
  all: "All rows, right ones last",
};

/** How many answers are wrong, in a sentence. */
export function countsSentence(counts: AnswerCounts, split: Split, threshold: number, filtered: boolean): string {
  const all = countOf(counts, "all");
  const wrong = countOf(counts, "wrong");
  const rows = `${counted(all, "row")} of ${SPLIT_TITLES[split].toLowerCase()}${filtered ? " that meet the filters" : ""}`;
  const share = all === 0 ? "" : ` (${formatPercent(wrong / all)})`;
  const kinds = `${counted(counts.falsePositives, "false positive")} and ${counted(counts.falseNegatives, "false negative")}`;
  return `At the threshold ${threshold}, ${formatCount(wrong)} of ${rows} get the wrong answer${share}: ${kinds}.`;
}

/** What is to be known of the rows that are listed, a sentence each. */
export function rowNotes(split: Split, config: RunConfig, data: PreparedMeta, counts: AnswerCounts | null): string[] {
  const { rows, files, label } = data;
  const notes: string[] = [];
  if (split === "train") {
    const trained = trainingRowCount(rows.train.rows, config);
    if (trained < rows.train.rows) {
      notes.push(
        `Only the ${formatCount(trained)} of ${formatCount(rows.train.rows)} rows that the run was trained on are looked at; rows set aside, or not drawn into the subset, are not.`,
      );
    }
    if ((config.subset?.labelNoise ?? 0) > 0) {
      notes.push(`Some labels were flipped on purpose: "Label" is what the run went by, the column "${label.column}" what the data says.`);
    }
  }
  if (counts !== null && counts.notNumbers > 0) {
    notes.push(`${counted(counts.notNumbers, "row")} are not listed: the net's output for them is not a number.`);
  }
  notes.push(`Rows have the number that they have in "${files[split].fileName}", counted from 1 without the header and blank lines; rows that were left out count.`);
  return notes;
}
