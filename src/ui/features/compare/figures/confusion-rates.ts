import { formatPercent } from "../../../../domain/format";
import type { Confusion } from "../../../../domain/history";

/** What a count is a share of: rows of the same label, rows of the same answer, or all. */
export type RateBase = "row" | "column" | "all";

export const RATE_TITLES: Readonly<Record<RateBase, string>> = { row: "by row", column: "by column", all: "of all" };

/** A cell as a share; null where there are no rows for it to be a share of. */
export function rateOf(confusion: Confusion, cell: keyof Confusion, base: RateBase): number | null {
  const { tp, fp, tn, fn } = confusion;
  const total = base === "all" ? tp + fp + tn + fn : base === "row" ? (isOne(cell) ? tp + fn : tn + fp) : saysOne(cell) ? tp + fp : tn + fn;
  return total === 0 ? null : confusion[cell] / total;
}

/** With two decimals; what is not quite none or all is never shown as 0 or 100 %. */
export function rateText(rate: number | null): string {
  if (rate === null) return "undefined";
  if (rate > 0 && rate < 0.00005) return `< ${formatPercent(0.0001)}`;
  if (rate < 1 && rate >= 0.99995) return `> ${formatPercent(0.9999)}`;
  return formatPercent(rate);
}

function isOne(cell: keyof Confusion): boolean {
  return cell === "tp" || cell === "fn";
}

function saysOne(cell: keyof Confusion): boolean {
  return cell === "tp" || cell === "fp";
}
