import type { Asking } from "../../domain/examiner";
import { compareSplit } from "../../domain/metrics/compare-split";
import type { Comparison } from "../../domain/examiner";
import { inOneGo } from "../../domain/inspect/stepwise";
import type { MetricIntervals } from "../../domain/metrics/intervals";
import type { DomainAnswer, DomainQuestion } from "../../domain/shift/domain-question";
import { correctedFigures } from "../../domain/shift/corrected-figures";
import type { CorrectedFigures, PriorAnswer } from "../../domain/shift/prior-estimates";
import { intervalsOfLogits } from "../../domain/metrics/logit-intervals";
import { perSplit, type PerSplit } from "../../domain/split";
import type { PageExaminer } from "../../state/examiner-client";

/** A question that the test answers. An abort settles it at once. */
export interface AskedQuestion {
  readonly method: keyof PageExaminer;
  readonly question: unknown;
  readonly signal: AbortSignal | undefined;
  tell(share: number): void;
  answer(value: unknown): void;
  fail(reason: Error): void;
}

export interface FakeExaminer extends PageExaminer {
  /** All that was asked, in turn. */
  readonly asked: readonly AskedQuestion[];
}

export function fakeExaminer(): FakeExaminer {
  const asked: AskedQuestion[] = [];
  const ask =
    <Answer>(method: keyof PageExaminer) =>
    (question: unknown, { signal, onShare }: Asking<AbortSignal> = {}): Promise<Answer> =>
      new Promise((resolve, reject) => {
        signal?.addEventListener("abort", () => {
          reject(new DOMException("Cancelled.", "AbortError"));
        });
        asked.push({
          method,
          question,
          signal,
          tell: (share) => onShare?.(share),
          answer: (value) => {
            resolve(value as Answer);
          },
          fail: reject,
        });
      });
  return {
    asked,
    compare: ask("compare"),
    intervals: ask("intervals"),
    baseline: ask("baseline"),
    importance: ask("importance"),
    dependence: ask("dependence"),
    nearest: ask("nearest"),
    worst: ask("worst"),
    insight: ask("insight"),
    logits: ask("logits"),
    heldOut: ask("heldOut"),
    prior: ask("prior"),
    corrected: ask("corrected"),
    domain: ask("domain"),
    measure: ask("measure"),
  };
}

/** The intervals of a few rows. */
export function madeIntervals(): PerSplit<MetricIntervals> {
  const logits = Float32Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : -1) + 0.1 * (i % 7));
  const y = Uint8Array.from(logits, (_, i) => Number(i % 2 === 0 || i % 5 === 0));
  return perSplit(() => {
    const intervals = inOneGo(intervalsOfLogits(logits, y, 0.5, { seed: 1, resamples: 20 }));
    if (intervals === null) throw new Error("A logit is not a number.");
    return intervals;
  });
}

/** An exact comparison of a few rows, the positive ones `lead` above the others. */
export function madeComparison(lead: number): Comparison {
  return perSplit(() => {
    const comparison = inOneGo(compareSplit(Float32Array.of(-1, 0.25, -1 + lead, lead), Uint8Array.of(0, 0, 1, 1), 0.5));
    if (comparison === null) throw new Error("A logit is not a number.");
    return comparison;
  });
}

/** A split of which it cannot be said whether it can be told from train. */
export function untold({ against, seed }: DomainQuestion): DomainAnswer {
  const none = { type: "undefined", reason: "Too few rows." } as const;
  return { against, seed, engine: { name: "cpu", variant: "tfjs", pool: 1, renderer: null }, plain: none, sameMix: none };
}

/** A few rows of each split, corrected by half a unit on the logit. */
export function madeCorrected(): CorrectedFigures {
  return perSplit(() => inOneGo(correctedFigures(Float32Array.of(-1, -0.25, -0.25, 2), Uint8Array.of(0, 0, 1, 1), 0.5, 0.5)));
}

/** Estimates of a few rows, a third of which are positive. */
export function madePrior(): PriorAnswer {
  const target = {
    ...{ rows: 6, positives: 2, scores: { positive: null, negative: null } },
    em: { type: "estimated", prior: 0.3, interval: { low: 0.1, high: 0.6 }, rounds: 4, converged: true, reached: 0.3, maximum: 0.3, flat: false },
    bbse: { type: "none", reason: "The net calls no row positive at this threshold, so its answers say nothing of the labels." },
  } as const;
  return { trained: { type: "known", prior: 0.25, rows: 12, positives: 3, weight: 1 }, level: { score: 0.25, label: 0.25, error: 0.01 }, source: "train", against: { validation: target, test: target } };
}
