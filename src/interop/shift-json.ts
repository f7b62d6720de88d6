import type { DriftAnswer, DriftMeasures } from "../domain/shift/drift";
import type { LabelPair, LabelShift, Prevalence } from "../domain/shift/label-shift";
import type { shiftSchema } from "./shift-schema";
import type { z } from "./zod";

/** What is known of the shift when a report is written. */
export interface ShiftContent {
  readonly label: LabelShift;
  readonly drift: DriftAnswer;
}

type ShiftJson = z.input<typeof shiftSchema>;

/** The block `shift` of a report: train against validation, and against test. */
export function shiftJson({ label: { prevalence, against }, drift }: ShiftContent): ShiftJson {
  return {
    label: {
      train: prevalenceJson(prevalence.train),
      validation: { ...prevalenceJson(prevalence.validation), ...pairJson(against.validation) },
      test: { ...prevalenceJson(prevalence.test), ...pairJson(against.test) },
    },
    features: drift.map(({ name, kind, against: split, all, withinPositive, withinNegative }) => ({
      name,
      kind,
      against: split,
      ...measuresJson(all),
      withinPositive: withinPositive === null ? null : measuresJson(withinPositive),
      withinNegative: withinNegative === null ? null : measuresJson(withinNegative),
    })),
  };
}

function prevalenceJson({ share, interval }: Prevalence): ShiftJson["label"]["train"] {
  return { prevalence: share, interval: interval === null ? null : [interval.low, interval.high] };
}

function pairJson({ psi, cramersV, ratio, logOddsChange }: LabelPair): Omit<ShiftJson["label"]["test"], "prevalence" | "interval"> {
  return { psi, cramersV, ratio, logOddsChange };
}

type MeasuresJson = NonNullable<ShiftJson["features"][number]["withinPositive"]>;

function measuresJson({ referenceRows, currentRows, ks, wasserstein, jsDistance, psi, chiSquare, cramersV, unseenShare }: DriftMeasures): MeasuresJson {
  return { referenceRows, currentRows, ks, wasserstein, jsDistance, psi, chiSquare, cramersV, unseenShare };
}
