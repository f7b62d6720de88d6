import { describe, expect, it } from "vitest";
import { formatBytes, formatCount, formatDuration, formatLoss, formatPercent, formatPrevalence, formatRate, formatStatistic } from "./format";

const plain = (text: string): string => text.replaceAll("\u202f", " ");

describe("figures as people read them", () => {
  it.each([
    [formatCount(1_141_078), "1,141,078"],
    [formatPercent(0.9944244), "99.44 %"],
    [formatPrevalence(0.00166286), "0.17 %"],
    [formatPrevalence(0.90735), "90.7 %"],
    [formatPrevalence(0.0000123), "0.0012 %"],
    [formatLoss(0), "0"],
    [formatLoss(0.693147), "0.6931"],
    [formatLoss(123.456), "123.46"],
    [formatLoss(0.00001234), "1.23e-5"],
    [formatStatistic(NaN), "–"],
    [formatStatistic(4026531876.4321), "4,026,531,876.43"],
    [formatStatistic(-0.51234), "-0.5123"],
    [formatStatistic(0.00119449), "0.001194"],
    [formatStatistic(0), "0"],
    [formatBytes(999), "999 bytes"],
    [formatBytes(25_600_000), "25.6 MB"],
    [formatDuration(4.2), "0:05"],
    [formatDuration(3700), "1:01:40"],
    [formatRate(842_311), "842 k rows/s"],
    [formatRate(1_290_000), "1.29 M rows/s"],
  ])("%s", (shown, expected) => {
    expect(plain(shown)).toBe(expected);
  });
});
