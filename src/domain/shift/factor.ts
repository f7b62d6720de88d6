import { formatCount } from "../format";

/** How many times as much, as people say it: 2.5194 → "2.5", 545.6 → "546", 0.03 → "0.03". */
export function formatFactor(factor: number): string {
  if (factor >= 10) return formatCount(Math.round(factor));
  if (factor >= 1) return factor.toFixed(1);
  return factor === 0 ? "0" : String(Number(factor.toPrecision(2)));
}
