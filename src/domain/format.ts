/** A no-break thin space, between a number and its unit. */
const GAP = "\u202f";

// Formats are made once: that takes longer than a hundred uses.
const counts = new Intl.NumberFormat("en-GB");
const hundredths = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });
const tenThousandths = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 4 });
const fourDigits = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 4 });

/** 1141078 → "1,141,078" */
export function formatCount(n: number): string {
  return counts.format(n);
}

/** A share as a percentage: 0.99442 → "99.44 %". */
export function formatPercent(share: number, digits = 2): string {
  return `${(share * 100).toFixed(digits)}${GAP}%`;
}

/** A prevalence keeps two significant digits below one per cent: 0.00166 → "0.17 %". */
export function formatPrevalence(share: number): string {
  const percent = share * 100;
  const digits = percent === 0 || percent >= 10 ? 1 : percent >= 0.01 ? 2 : 4;
  return `${percent.toFixed(digits)}${GAP}%`;
}

/** A loss: fixed to three or four significant figures, so that digits do not jump. */
export function formatLoss(loss: number): string {
  if (loss === 0) return "0";
  const size = Math.abs(loss);
  if (size >= 1e5 || size < 1e-4) return loss.toExponential(2);
  return loss.toFixed(size < 10 ? 4 : size < 1000 ? 2 : 0);
}

/** A statistic of unknown size, such as a mean: grouped, with four decimals, fewer where it is large, four digits where small. */
export function formatStatistic(value: number): string {
  if (Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  if (value !== 0 && (size >= 1e15 || size < 1e-4)) return value.toExponential(4);
  return (size >= 1000 ? hundredths : size < 0.1 ? fourDigits : tenThousandths).format(value);
}

const UNITS = ["bytes", "kB", "MB", "GB"] as const;

export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)}${GAP}${UNITS[unit] ?? ""}`;
}

/** Seconds as a clock: 4.2 → "0:05", 75 → "1:15", 3700 → "1:01:40". */
export function formatDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const pad = (n: number): string => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

/** A rate: 842_311 → "842 k rows/s". */
export function formatRate(rowsPerSecond: number): string {
  if (rowsPerSecond >= 1e6) return `${(rowsPerSecond / 1e6).toFixed(2)}${GAP}M rows/s`;
  if (rowsPerSecond >= 1e3) return `${(rowsPerSecond / 1e3).toFixed(rowsPerSecond >= 1e4 ? 0 : 1)}${GAP}k rows/s`;
  return `${rowsPerSecond.toFixed(0)} rows/s`;
}

/** A difference of two shares: `6.00 points`. */
export function formatPoints(difference: number): string {
  const value = difference * 100;
  return `${value.toFixed(value < 0.1 ? 3 : 2)} points`;
}
