import { formatPercent } from "../format";
import { shortened } from "../problem";

/** A share that is neither nothing nor all does not read as such. */
export function formatShare(share: number): string {
  if (share > 0 && share < 1e-6) return `less than ${formatPercent(1e-6, 4)}`;
  if (share < 1 && share > 0.99999) return `more than ${formatPercent(0.99999, 3)}`;
  return formatPercent(share, share > 0 && share < 0.001 ? 4 : share < 1 && share > 0.999 ? 3 : 1);
}

/** A name as it stands in a sentence: in quotes where it would not read as a name. */
export function nameOf(column: string): string {
  const short = shortened(column);
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(short) ? short : `"${short}"`;
}

/** To so many decimals; only 1 itself reads as 1, and what rounds to 0 has no sign. Undefined: a dash. */
export function formatCorrelation(correlation: number, decimals: number): string {
  if (Number.isNaN(correlation)) return "–";
  const size = Math.abs(correlation);
  const text = size > 1 - 1e-12 ? "1" : Math.min(size, 1 - 10 ** -decimals).toFixed(decimals);
  return correlation < 0 && Number(text) > 0 ? `−${text}` : text;
}
