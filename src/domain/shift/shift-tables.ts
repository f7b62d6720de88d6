import { formatCount, formatPercent, formatPrevalence } from "../format";
import { bestConstant } from "../metrics/baseline";
import { SPLIT_TITLES, SPLITS } from "../split";
import { AGAINST, type Against } from "./against";
import type { DriftAnswer, DriftMeasures } from "./drift";
import { effectText, LEVEL_WORDS, missingText } from "./drift-words";
import { effectSize, looksOf, missingShares, rankDrift } from "./effect-size";
import type { Gap, GapPart } from "./gap";
import { changeText, noiseText } from "./gap-words";
import type { LabelShift } from "./label-shift";
import { measureText } from "./measure-text";
import { PRIOR_METHODS, type PriorAnswer } from "./prior-estimates";
import { estimateText, intervalText, METHOD_TITLES } from "./prior-words";
import type { CorrectionFinding, PerAgainst } from "./shift-findings";

export interface SectionTable {
  readonly title: string;
  /** No two alike. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Rows that are left out of it. */
  readonly more: number;
}

/** Columns of the data that a table of the report shows at most; the files have all. */
const MOST_COLUMNS = 20;

export function labelTable({ prevalence, against }: LabelShift): SectionTable {
  return {
    title: "Share of positives",
    columns: ["split", "rows", "positives", "share", "95 % interval", "times train's", "PSI", "Cramér's V"],
    rows: SPLITS.map((split) => {
      const { rows, positives, share, interval } = prevalence[split];
      const pair = split === "train" ? null : against[split];
      return [
        SPLIT_TITLES[split],
        formatCount(rows),
        formatCount(positives),
        share === null ? "undefined" : formatPrevalence(share),
        interval === null ? "–" : intervalText(interval),
        pair === null || pair.ratio === null ? "–" : String(Number(pair.ratio.toPrecision(3))),
        pair === null ? "–" : measureText("psi", pair.psi),
        pair === null ? "–" : measureText("cramersV", pair.cramersV),
      ];
    }),
    more: 0,
  };
}

export function driftTable(answer: DriftAnswer, against: Against): SectionTable {
  const ranked = rankDrift(answer, against);
  const lacking = ranked.some(({ drift: { all } }) => all.referenceMissing + all.currentMissing > 0);
  return {
    title: `Train against ${SPLIT_TITLES[against].toLowerCase()}, the largest effect first`,
    columns: ["column", "effect", "KS", "Wasserstein", "Jensen–Shannon", "PSI", "Cramér's V", "unseen", ...(lacking ? ["missing"] : []), "among positives", "among negatives"],
    rows: ranked.slice(0, MOST_COLUMNS).map(({ drift: { name, kind, all, withinPositive, withinNegative }, effect }) => [
      name,
      effect === null ? "undefined" : LEVEL_WORDS[effect.level],
      ...(["ks", "wasserstein", "jsDistance", "psi", "cramersV", "unseenShare"] as const).map((measure) => measureText(measure, all[measure])),
      ...(lacking ? [missingCell(all)] : []),
      ...[withinPositive, withinNegative].map((measures) => {
        const within = measures === null ? null : effectSize(kind, measures, looksOf(ranked.length, "withinPositive"));
        return within === null ? "undefined" : effectText(within);
      }),
    ]),
    more: Math.max(0, ranked.length - MOST_COLUMNS),
  };
}

function missingCell(all: DriftMeasures): string {
  const shares = missingShares(all);
  return shares === null ? "–" : missingText(shares);
}

export function gapTable(gaps: readonly Gap<"train" | Against>[]): SectionTable {
  const part = (gap: Gap, name: "total" | GapPart): string => {
    const [value, noise] = [gap[name], gap.noise[name]];
    return value === null ? "undefined" : `${changeText(value)}${noise === null ? "" : ` (${noiseText(noise)})`}`.replaceAll(" points", "");
  };
  return {
    title: "Accuracy beside the best constant answer, and the parts of its change in points with 95 % intervals",
    columns: ["from train to", "accuracy on train", "constant on train", "label mix", "TPR", "TNR", "in all", "accuracy there", "constant there"],
    rows: gaps.map((gap) => [
      SPLIT_TITLES[gap.to],
      share(gap.first.accuracy),
      share(bestConstant(gap.first.prevalence)),
      ...(["labelMix", "tpr", "tnr", "total"] as const).map((name) => part(gap, name)),
      share(gap.second.accuracy),
      share(bestConstant(gap.second.prevalence)),
    ]),
    more: 0,
  };
}

function share(value: number | null): string {
  return value === null ? "undefined" : formatPercent(value);
}

export function priorTable({ against: targets }: PriorAnswer): SectionTable {
  return {
    title: "Estimates beside what the labels say",
    columns: ["split", ...PRIOR_METHODS.map((method) => METHOD_TITLES[method]), "by the labels"],
    rows: AGAINST.map((against) => {
      const target = targets[against];
      return [
        SPLIT_TITLES[against],
        ...PRIOR_METHODS.map((method) => estimateText(target[method])),
        target.rows === 0 ? "undefined" : formatPrevalence(target.positives / target.rows),
      ];
    }),
    more: 0,
  };
}

/** The metrics of each split before and after its own correction; null where neither was corrected. */
export function correctionTable(corrected: PerAgainst<CorrectionFinding | null>): SectionTable | null {
  const rows = AGAINST.flatMap((against) => {
    const found = corrected[against];
    if (found?.type !== "corrected") return [];
    const { before, after, prior } = found;
    const logLoss = (value: number | null): string => (value === null ? "undefined" : value.toFixed(4));
    return [[SPLIT_TITLES[against], formatPrevalence(prior), share(before.accuracy), share(after.accuracy), share(after.baselineAccuracy), logLoss(before.logLoss), logLoss(after.logLoss)]];
  });
  if (rows.length === 0) return null;
  return {
    title: "Before and after the correction",
    columns: ["split", "corrected to", "accuracy before", "accuracy after", "best constant", "log loss before", "log loss after"],
    rows,
    more: 0,
  };
}
