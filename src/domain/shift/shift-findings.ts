import { AGAINST, type Against } from "./against";
import { domainFigures, type DomainAnswer } from "./domain-question";
import type { DriftAnswer, DriftMeasures } from "./drift";
import type { Gap } from "./gap";
import type { LabelShift } from "./label-shift";
import type { PriorAnswer, PriorEstimate } from "./prior-estimates";

/** A part of the findings, or why there is none, in a sentence. */
export type Finding<T> = { readonly type: "found"; readonly value: T } | { readonly type: "missing"; readonly reason: string };

export type ShiftGap = Gap<"train" | Against>;

/** All that was found out about the shift from train to the other splits, and what it cost the net that a run ended with. */
export interface ShiftFindings {
  readonly label: LabelShift;
  readonly drift: Finding<DriftAnswer>;
  readonly domain: Readonly<Record<Against, Finding<DomainAnswer>>>;
  /** Of the net that the run ended with, at the run's own threshold. */
  readonly gaps: Finding<Readonly<Record<Against, ShiftGap>>>;
  readonly prior: Finding<PriorAnswer>;
}

type Ends = readonly [number, number];

type MeasureFigures = Readonly<Pick<DriftMeasures, "ks" | "wasserstein" | "jsDistance" | "psi" | "cramersV" | "unseenShare">>;

interface Share {
  readonly prevalence: number | null;
  readonly interval: Ends | null;
}

interface SharePair extends Share {
  readonly ratio: number | null;
  readonly logOddsChange: number | null;
  readonly psi: number | null;
  readonly cramersV: number | null;
}

/** The findings as plain figures, for files; undefined ones and those that are missing are null. */
export interface ShiftFigures {
  readonly label: { readonly train: Share; readonly validation: SharePair; readonly test: SharePair };
  readonly features: readonly (MeasureFigures & {
    readonly name: string;
    readonly kind: "number" | "category";
    readonly against: Against;
    readonly withinPositive: MeasureFigures | null;
    readonly withinNegative: MeasureFigures | null;
  })[] | null;
  readonly domainAuc: PerAgainst<number | null>;
  readonly domain: PerAgainst<{ readonly interval: Ends | null; readonly sameMixAuc: number | null; readonly sameMixInterval: Ends | null }>;
  readonly gap: PerAgainst<{
    readonly from: "train";
    readonly to: Against;
    readonly total: number | null;
    readonly labelMix: number | null;
    readonly tpr: number | null;
    readonly tnr: number | null;
    readonly noise: Readonly<Record<"total" | "labelMix" | "tpr" | "tnr", Ends | null>>;
  } | null>;
  readonly prior: PerAgainst<{
    readonly em: number | null;
    readonly emInterval: Ends | null;
    readonly bbse: number | null;
    readonly bbseInterval: Ends | null;
    readonly true: number | null;
  } | null>;
}

type PerAgainst<T> = Readonly<Record<Against, T>>;

export function perAgainst<T>(of: (against: Against) => T): PerAgainst<T> {
  return { validation: of("validation"), test: of("test") };
}

export function shiftFigures({ label, drift, domain, gaps, prior }: ShiftFindings): ShiftFigures {
  const areas = perAgainst((against) => {
    const found = domain[against];
    return found.type === "found" ? domainFigures(found.value) : null;
  });
  const share = ({ share: prevalence, interval }: LabelShift["prevalence"]["train"]): Share => ({ prevalence, interval: endsOf(interval) });
  const pair = (against: Against): SharePair => {
    const { ratio, logOddsChange, psi, cramersV } = label.against[against];
    return { ...share(label.prevalence[against]), ratio, logOddsChange, psi, cramersV };
  };
  return {
    label: { train: share(label.prevalence.train), validation: pair("validation"), test: pair("test") },
    features: drift.type === "missing" ? null : drift.value.map(({ name, kind, against, all, withinPositive, withinNegative }) => ({
      ...{ name, kind, against },
      ...measuresOf(all),
      withinPositive: withinPositive === null ? null : measuresOf(withinPositive),
      withinNegative: withinNegative === null ? null : measuresOf(withinNegative),
    })),
    domainAuc: perAgainst((against) => areas[against]?.auc ?? null),
    domain: perAgainst((against) => ({
      interval: endsOf(areas[against]?.interval ?? null),
      sameMixAuc: areas[against]?.sameMixAuc ?? null,
      sameMixInterval: endsOf(areas[against]?.sameMixInterval ?? null),
    })),
    gap: perAgainst((against) => {
      if (gaps.type === "missing") return null;
      const { total, labelMix, tpr, tnr, noise } = gaps.value[against];
      const ends = { total: endsOf(noise.total), labelMix: endsOf(noise.labelMix), tpr: endsOf(noise.tpr), tnr: endsOf(noise.tnr) };
      return { from: "train", to: against, total, labelMix, tpr, tnr, noise: ends };
    }),
    prior: perAgainst((against) => {
      if (prior.type === "missing") return null;
      const { em, bbse, rows, positives } = prior.value.against[against];
      return {
        ...{ em: priorOf(em), emInterval: endsOf(intervalOf(em)), bbse: priorOf(bbse), bbseInterval: endsOf(intervalOf(bbse)) },
        true: rows === 0 ? null : positives / rows,
      };
    }),
  };
}

/** Why parts are missing, a sentence each; none where all was found. */
export function missingReasons({ drift, domain, gaps, prior }: ShiftFindings): string[] {
  const parts: readonly Finding<unknown>[] = [drift, ...AGAINST.map((against) => domain[against]), gaps, prior];
  return [...new Set(parts.flatMap((part) => (part.type === "missing" ? [part.reason] : [])))];
}

function measuresOf(measures: DriftMeasures): MeasureFigures {
  const { ks, wasserstein, jsDistance, psi, cramersV, unseenShare } = measures;
  return { ks, wasserstein, jsDistance, psi, cramersV, unseenShare };
}

function priorOf(estimate: PriorEstimate): number | null {
  return estimate.type === "estimated" ? estimate.prior : null;
}

function intervalOf(estimate: PriorEstimate): { readonly low: number; readonly high: number } | null {
  return estimate.type === "estimated" ? estimate.interval : null;
}

function endsOf(interval: { readonly low: number; readonly high: number } | null): Ends | null {
  return interval === null ? null : [interval.low, interval.high];
}
