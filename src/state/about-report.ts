import { leakage } from "../domain/features/leakage";
import { formatCount } from "../domain/format";
import { SPLIT_TITLES, SPLITS, type Split } from "../domain/split";
import type { AppState } from "./app-state";
import type { PreparedMeta } from "./preparation-slice";
import type { ReportedNet } from "./shift-report-slice";

/** What the shift report is of: the files with their rows, the label, and the net; a line each. */
export function aboutReport({ shiftReport: { answer } }: Pick<AppState, "shiftReport">): string[] {
  if (answer === null) return [];
  const { data, net } = answer.question;
  return [
    ...SPLITS.map((split) => rowsLine(data, split)),
    `Label: ${data.label.column}. Features: ${data.spec.features.length}.`,
    netLine(net),
    ...leakage(data.fitted.fitOn).map(({ message, remedy }) => `Leakage: ${message} ${remedy}`),
  ];
}

/** Rows that were dealt are not those of the file whose name the split has. */
function rowsLine({ files, rows }: PreparedMeta, split: Split): string {
  const { fileName, carved } = files[split];
  const count = `${formatCount(rows[split].rows)} rows`;
  return carved === null ? `${SPLIT_TITLES[split]}: ${fileName}, ${count}.` : `${SPLIT_TITLES[split]}: ${count}. ${carved}`;
}

function netLine(net: ReportedNet | null): string {
  if (net === null) return "No net was trained.";
  const { epoch, seed, threshold } = net;
  const when = epoch === null ? "in the middle of an epoch" : epoch === 0 ? "untrained" : `after ${epoch === 1 ? "one epoch" : `${formatCount(epoch)} epochs`}`;
  return `Net: ${when}, seed ${seed}, at threshold ${threshold}.`;
}
