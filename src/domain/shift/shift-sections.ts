import { formatCount, formatPercent, formatPrevalence } from "../format";
import { SPLIT_TITLES, SPLITS } from "../split";
import { AGAINST, type Against } from "./against";
import { domainSentences } from "./apart-words";
import { classVerdict } from "./class-verdict";
import type { DriftAnswer } from "./drift";
import { classSentences, driftSentences, effectText, labelSentences, LEVEL_WORDS } from "./drift-words";
import { effectSize, looksOf, rankDrift } from "./effect-size";
import { gapSentences, changeText, noiseText } from "./gap-words";
import type { Gap, GapPart } from "./gap";
import type { LabelShift } from "./label-shift";
import { measureText } from "./measure-text";
import { PRIOR_METHODS, type PriorAnswer } from "./prior-estimates";
import { ASSUMPTION, estimateNotes, estimateSentence, estimateText, intervalText, levelWarning, METHOD_TITLES, trainedSentence } from "./prior-words";
import type { Finding, ShiftFindings } from "./shift-findings";

export interface SectionTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Rows that are left out of it. */
  readonly more: number;
}

/** A part of the shift report: what it says, and the figures behind it. */
export interface ShiftSection {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly tables: readonly SectionTable[];
}

/** Columns that a table of the report shows at most; the files have all. */
const MOST_COLUMNS = 20;

/** The report in the order in which it is read, the verdict first. */
export function shiftSections(findings: ShiftFindings): ShiftSection[] {
  const { label, drift, domain, gaps, prior } = findings;
  return [
    { title: "Verdict", sentences: verdict(findings), tables: [] },
    { title: "The label", sentences: labelSentences(label), tables: [labelTable(label)] },
    section("The features", drift, (answer) => ({
      sentences: AGAINST.flatMap((against) => [...driftSentences(answer, against), ...classSentences(classVerdict(answer, label, against))]),
      tables: AGAINST.map((against) => driftTable(answer, against)),
    })),
    {
      title: "Telling the splits apart",
      sentences: AGAINST.flatMap((against) => {
        const found = domain[against];
        return found.type === "found" ? domainSentences(found.value) : [found.reason];
      }).filter(isFirst),
      tables: [],
    },
    section("What it cost", gaps, (found) => ({
      sentences: AGAINST.flatMap((against) => gapSentences(found[against])),
      tables: [gapTable(AGAINST.map((against) => found[against]))],
    })),
    section("The share of positives, estimated without labels", prior, (answer) => ({ sentences: priorSentences(answer), tables: [priorTable(answer)] })),
  ];
}

/** What somebody who reads nothing else should know: of test, and of validation where that is not like train. */
function verdict({ label, drift, gaps }: ShiftFindings): string[] {
  return ["test", "validation"].flatMap((name) => {
    const against: Against = name === "test" ? "test" : "validation";
    const moved = drift.type === "found" ? classVerdict(drift.value, label, against) : null;
    const cost = gaps.type === "found" ? gapSentences(gaps.value[against]) : [];
    const [kind] = moved === null ? [] : classSentences(moved);
    const [size, , last] = cost;
    return [kind, size, last].filter((sentence) => sentence !== undefined);
  });
}

function section<T>(title: string, finding: Finding<T>, of: (value: T) => Omit<ShiftSection, "title">): ShiftSection {
  return { title, ...(finding.type === "found" ? of(finding.value) : { sentences: [finding.reason], tables: [] }) };
}

function labelTable({ prevalence, against }: LabelShift): SectionTable {
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

function driftTable(answer: DriftAnswer, against: Against): SectionTable {
  const ranked = rankDrift(answer, against);
  return {
    title: `Train against ${SPLIT_TITLES[against].toLowerCase()}, the largest effect first`,
    columns: ["column", "effect", "KS", "Wasserstein", "Jensen–Shannon", "PSI", "Cramér's V", "unseen", "among positives", "among negatives"],
    rows: ranked.slice(0, MOST_COLUMNS).map(({ drift: { name, kind, all, withinPositive, withinNegative }, effect }) => [
      name,
      effect === null ? "undefined" : LEVEL_WORDS[effect.level],
      ...(["ks", "wasserstein", "jsDistance", "psi", "cramersV", "unseenShare"] as const).map((measure) => measureText(measure, all[measure])),
      ...[withinPositive, withinNegative].map((measures) => {
        const within = measures === null ? null : effectSize(kind, measures, looksOf(ranked.length, "withinPositive"));
        return within === null ? "undefined" : effectText(within);
      }),
    ]),
    more: Math.max(0, ranked.length - MOST_COLUMNS),
  };
}

function gapTable(gaps: readonly Gap[]): SectionTable {
  const accuracy = (value: number | null): string => (value === null ? "undefined" : formatPercent(value));
  const part = (gap: Gap, name: "total" | GapPart): string => {
    const [value, noise] = [gap[name], gap.noise[name]];
    return value === null ? "undefined" : `${changeText(value)}${noise === null ? "" : ` (${noiseText(noise)})`}`.replaceAll(" points", "");
  };
  return {
    title: "The change of accuracy and its parts in points, with 95 % intervals",
    columns: ["from train to", "accuracy on train", "label mix", "TPR", "TNR", "in all", "accuracy there"],
    rows: gaps.map((gap) => [gap.to, accuracy(gap.first.accuracy), part(gap, "labelMix"), part(gap, "tpr"), part(gap, "tnr"), part(gap, "total"), accuracy(gap.second.accuracy)]),
    more: 0,
  };
}

function priorSentences(answer: PriorAnswer): string[] {
  const warning = levelWarning(answer);
  return [
    trainedSentence(answer.trained),
    ...(warning === null ? [] : [warning]),
    ...AGAINST.flatMap((against) =>
      PRIOR_METHODS.flatMap((method) => [estimateSentence(against, method, answer.against[against]), ...estimateNotes(method, answer.against[against])]),
    ),
    ASSUMPTION,
  ];
}

function priorTable({ against: targets }: PriorAnswer): SectionTable {
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

function isFirst(sentence: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(sentence) === index;
}
