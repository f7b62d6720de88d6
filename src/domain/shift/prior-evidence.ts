import { formatCount } from "../format";
import type { Against } from "./against";
import { ksNoise, type ScoreDrift } from "./class-scores";
import type { DriftAnswer, DriftMeasures } from "./drift";
import type { TargetPrior } from "./prior-estimates";

/** Whether something speaks for the assumption that each class looks alike in train and in the target. */
export interface Evidence {
  readonly verdict: "for" | "against" | "unclear";
  readonly sentence: string;
}

/** From here on a statistic of 0 to 1, beyond what chance makes of it, counts as a move. */
const MOVED = 0.1;

/** Columns that a sentence names at most. */
const MOST_NAMED = 3;

/**
 * What speaks for and against the assumption, for one target: the scores of each class, and the features within each.
 * @param drift null while it is not known
 */
export function priorEvidence(against: Against, { scores }: TargetPrior, drift: DriftAnswer | null): Evidence[] {
  return [
    scoreEvidence("positive", against, scores.positive),
    scoreEvidence("negative", against, scores.negative),
    ...(drift === null ? [UNKNOWN_FEATURES] : [featureEvidence("positive", against, drift), featureEvidence("negative", against, drift)]),
  ];
}

/** All of it in one word: a single thing against it is enough, and so much as one unclear thing leaves it open. */
export function evidenceVerdict(evidence: readonly Evidence[]): Evidence["verdict"] {
  if (evidence.some(({ verdict }) => verdict === "against")) return "against";
  return evidence.every(({ verdict }) => verdict === "for") ? "for" : "unclear";
}

/** The same as a sentence that leads. */
export function evidenceSummary(evidence: readonly Evidence[], against: Against): string {
  switch (evidenceVerdict(evidence)) {
    case "against":
      return `The evidence is against it: something changed within a class from train to ${against}, so estimates and correction are to be trusted only as far as that is small.`;
    case "for":
      return `The evidence is for it: within each class, nothing that was measured differs between train and ${against} beyond chance or a small effect.`;
    case "unclear":
      return `Nothing that was measured is against it, but not all could be measured well enough to say that it holds for ${against}.`;
  }
}

type Class = "positive" | "negative";

function scoreEvidence(name: Class, against: Against, drift: ScoreDrift | null): Evidence {
  if (drift === null) return { verdict: "unclear", sentence: `Train or ${against} has no ${name} row, so the scores of ${name}s cannot be compared.` };
  const { ks, noise, trainRows, targetRows } = drift;
  const figure = `KS ${ks.toFixed(2)}; chance alone makes up to ${noise.toFixed(2)} of ${formatCount(trainRows)} and ${formatCount(targetRows)} rows`;
  const verdict = verdictOf(ks, noise);
  const sentence = {
    against: `Scores of ${name}s in ${against} lie elsewhere than in train (${figure}).`,
    for: `Scores of ${name}s lie alike in train and ${against} (${figure}).`,
    unclear: `There are too few ${name}s to tell whether their scores lie alike in train and ${against} (${figure}).`,
  }[verdict];
  return { verdict, sentence };
}

function featureEvidence(name: Class, against: Against, drift: DriftAnswer): Evidence {
  const features = drift.filter((each) => each.against === against);
  const within = features.map((each) => ({ column: each.name, ...effectOf(name === "positive" ? each.withinPositive : each.withinNegative, features.length) }));
  const moved = within.filter(({ verdict }) => verdict === "against").sort((a, b) => b.value - a.value);
  if (moved.length > 0) {
    const named = moved.slice(0, MOST_NAMED).map(({ column, measure, value }) => `${column} (${measure} ${value.toFixed(2)})`);
    const more = moved.length - named.length;
    return { verdict: "against", sentence: `Among ${name}s, ${listed([...named, ...(more > 0 ? [`${formatCount(more)} more`] : [])])} moved from train to ${against}.` };
  }
  const untold = within.filter(({ verdict }) => verdict === "unclear").length;
  if (within.length === 0 || untold > 0) {
    return { verdict: "unclear", sentence: `Among ${name}s no feature is seen to move from train to ${against}, but there are too few rows to be sure of ${untold === within.length ? "any" : formatCount(untold)} of them.` };
  }
  return { verdict: "for", sentence: `Among ${name}s no feature moved from train to ${against}.` };
}

const UNKNOWN_FEATURES: Evidence = {
  verdict: "unclear",
  sentence: "How the features differ within each class is not known yet.",
};

/** By KS of numbers, by the Jensen–Shannon distance of categories. Where a measure or a class is missing, nothing can be told. */
function effectOf(measures: DriftMeasures | null, looks: number): { readonly verdict: Evidence["verdict"]; readonly measure: string; readonly value: number } {
  const value = measures?.ks ?? measures?.jsDistance ?? null;
  if (measures === null || value === null || measures.referenceRows === 0 || measures.currentRows === 0) return { verdict: "unclear", measure: "", value: 0 };
  return { verdict: verdictOf(value, ksNoise(measures.referenceRows, measures.currentRows, looks)), measure: measures.ks === null ? "JS" : "KS", value };
}

function verdictOf(value: number, noise: number): Evidence["verdict"] {
  if (value >= MOVED && value > noise) return "against";
  return noise > 2 * MOVED ? "unclear" : "for";
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
