import { formatPercent } from "../../src/domain/format";
import type { LossSpec } from "../../src/domain/run-config";
import { SPLITS, SPLIT_TITLES, type Split } from "../../src/domain/split";
import type { Report } from "../../src/interop/report-schema";

/** A run of the demonstration and what it is called. */
export interface DemoRun {
  readonly title: string;
  readonly loss: LossSpec;
  readonly report: Report;
}

/** One line a run: the accuracy of each split and, beside it, that of its best constant answer. */
export function demoTable(runs: readonly DemoRun[]): string {
  const rows = runs.map(({ title, report }) => [title, ...SPLITS.map((split) => cell(report, split))]);
  const table = [["accuracy (best constant answer)", ...SPLITS.map((split) => SPLIT_TITLES[split])], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row.map((text, column) => (column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0))).join("   "),
  );
  return [lines[0], "─".repeat(lines[0]?.length ?? 0), ...lines.slice(1)].join("\n");
}

/** What the figures of a run come to, in one sentence. */
export function demoSentence({ loss, report: { evaluation } }: DemoRun): string {
  if (evaluation === null) return "It did not train.";
  if (loss.type === "cross-entropy-single-output") {
    return "Nothing was learned: this loss is 0 whatever the net answers, so its gradient is 0 and the three figures are a draw of the seed.";
  }
  const answer = constantAnswer(evaluation);
  if (answer !== null) {
    return `It answers ${answer} for every row of all three splits, and each accuracy is that split's share of class ${answer}.`;
  }
  const { recall } = evaluation.test;
  const found = typeof recall === "number" ? `, and it finds ${formatPercent(recall, 1)} of the test split's positives` : "";
  const above = SPLITS.filter((split) => evaluation[split].accuracy > (evaluation[split].baselineAccuracy ?? 1));
  if (above.length === 0) return `No split is above its best constant answer${found}.`;
  if (above.length === SPLITS.length) return `All three splits are above their best constant answers${found}.`;
  const names = above.map((split) => SPLIT_TITLES[split]).join(" and ");
  return `Of the three splits only ${names} ${above.length === 1 ? "is above its best constant answer" : "are above their best constant answers"}${found}.`;
}

type Evaluations = NonNullable<Report["evaluation"]>;

/** The answer that every row of every split gets; null where answers differ. */
function constantAnswer(evaluation: Evaluations): 0 | 1 | null {
  const rowsSaid = (answer: 0 | 1): number =>
    SPLITS.reduce((sum, split) => {
      const { tp = 0, fp = 0, tn = 0, fn = 0 } = evaluation[split].confusion ?? {};
      return sum + (answer === 0 ? tn + fn : tp + fp);
    }, 0);
  if (rowsSaid(1) === 0) return 0;
  return rowsSaid(0) === 0 ? 1 : null;
}

function cell({ evaluation }: Report, split: Split): string {
  if (evaluation === null) return "–";
  const { accuracy, baselineAccuracy } = evaluation[split];
  return `${formatPercent(accuracy)} (${baselineAccuracy === undefined ? "?" : formatPercent(baselineAccuracy)})`;
}
