import { formatCount } from "../format";
import type { Interval } from "../metrics/wilson";
import { SPLIT_TITLES } from "../split";
import type { DomainAnswer, DomainAuc, DomainMeasure } from "./domain-question";

/** Areas from which on rows are said to be told apart so well. */
const SCALE = [
  { from: 0.99, words: "told apart at sight" },
  { from: 0.9, words: "told apart nearly always" },
  { from: 0.75, words: "told apart well" },
  { from: 0.6, words: "told apart more often than not" },
  { from: 0, words: "hardly told apart" },
] as const;

/** Below it, an area above a half is too small to matter, however sure. */
export const HARDLY = 0.55;
/** Where an area that was not seen may be as large as this, that is said. */
const ROUGHLY = 0.6;
/** An interval as wide as this says little more than its verdict. */
const WIDE = 0.2;
/** A column whose mixing up takes less than this away is not what a net goes by. */
const LEAST_DROP = 0.005;

/** Whether the net does better than chance: its interval lies above one half. */
export function isTold({ interval }: DomainAuc): boolean {
  return interval.low > 0.5;
}

/** How well rows are told apart, in words. */
export function toldWords(result: DomainAuc): string {
  if (!isTold(result)) return "cannot be told apart";
  return SCALE.find(({ from }) => result.auc >= from)?.words ?? "";
}

/** 0.9712 → "0.971"; never 1.000 for what is less. */
export function aucText(auc: number): string {
  const text = auc.toFixed(3);
  if (auc === 1 || text !== "1.000") return text;
  return auc.toFixed(5) === "1.00000" ? "above 0.99999" : auc.toFixed(5);
}

/** "0.968 to 0.974" */
export function intervalText({ low, high }: Interval): string {
  return `${aucText(low)} to ${aucText(high)}`;
}

/** The columns that a net goes by: those that lose it at least half as much as the first, three at most. */
export function givingAway({ columns }: Pick<DomainMeasure, "columns">): readonly string[] {
  const most = columns[0]?.mean ?? 0;
  if (most < LEAST_DROP) return [];
  return columns.filter(({ mean }) => mean >= most / 2).slice(0, 3).map(({ name }) => name);
}

/** What the two areas say, the most important first; the last says what that means for the shift. */
export function domainSentences(answer: DomainAnswer): readonly string[] {
  const { plain, sameMix, against } = answer;
  const other = SPLIT_TITLES[against].toLowerCase();
  if (plain.type === "undefined") return [`Whether ${other} and train differ cannot be learned from so few rows: ${lowered(plain.reason)} What changed compares their columns one by one.`];
  const sentences = [plainSentence(plain, other)];
  if (sameMix.type === "undefined") {
    sentences.push(`Whether that is label shift alone cannot be tested this way: ${lowered(sameMix.reason)}`);
  } else {
    sentences.push(mixSentence(plain, sameMix), ...withinSentence(sameMix, other));
  }
  return [...sentences, ...copiesSentence(plain), ...roughSentence(plain)];
}

function plainSentence(plain: DomainMeasure, other: string): string {
  const area = `AUC ${aucText(plain.auc)} (${intervalText(plain.interval)})`;
  if (!isTold(plain)) return `The net cannot tell ${other} from train by the features: ${area}, and 0.5 is chance.`;
  const hardly = plain.auc < HARDLY ? "hardly tells" : "tells";
  return `The net ${hardly} ${other} from train, with ${area}${byWords(plain)}.`;
}

function mixSentence(plain: DomainMeasure, mix: DomainMeasure): string {
  const area = `${aucText(mix.auc)} (${intervalText(mix.interval)}) among rows of the same class`;
  const equal = "With the same share of positives on both sides";
  if (!isTold(mix)) {
    return isTold(plain)
      ? `${equal} it no longer can: ${area}. What it went by is the share of positives, as in pure label shift.`
      : `${equal} it cannot either: ${area}. No shift of the features shows, neither over all rows nor within the classes.`;
  }
  if (!isTold(plain)) return `${equal} it can: ${area}${byWords(mix)}. The classes have changed in opposite ways, which hides in all rows together.`;
  if (mix.auc < HARDLY) return `${equal} it reaches only ${area}: something has changed within the classes too, but little.`;
  const still = mix.auc <= plain.auc ? "still reaches" : "even reaches";
  return `${equal} it ${still} ${area}${byWords(mix)}: this is not label shift alone.`;
}

/** In which class rows differ, where that is not the same for both. */
function withinSentence({ within }: DomainMeasure, other: string): readonly string[] {
  if (within === null) return [];
  const [positive, negative] = [isTold(within.positive), isTold(within.negative)];
  const figure = ({ auc, interval }: DomainAuc): string => `${aucText(auc)} (${intervalText(interval)})`;
  if (!positive && !negative) return [];
  if (positive && negative) return [`Positive rows of ${other} and train are told apart with AUC ${figure(within.positive)}, negative ones with ${figure(within.negative)}.`];
  const [told, alike, names] = positive
    ? [within.positive, within.negative, ["positive", "negative"] as const]
    : [within.negative, within.positive, ["negative", "positive"] as const];
  return [`It is the ${names[0]} rows that differ, with AUC ${figure(told)}; the ${names[1]} ones show no difference, with ${figure(alike)}.`];
}

/** Where copies of a row were learned from and measured. */
function copiesSentence({ copiesTogether, distinctRows }: DomainMeasure): readonly string[] {
  if (copiesTogether) return [];
  if (distinctRows === 1) return ["All rows drawn are the same row, over and over."];
  return [`There are only ${formatCount(distinctRows)} different rows, too few or too unlike to learn from some and measure on others. Copies of a row were in both halves, so what tells these rows apart need not tell others.`];
}

/** Where few different rows leave much open. */
function roughSentence(plain: DomainMeasure): readonly string[] {
  const { low, high } = plain.interval;
  if (!isTold(plain)) return high < ROUGHLY ? [] : [`Few different rows were measured: an AUC of up to ${aucText(high)} is not ruled out.`];
  return high - low < WIDE ? [] : ["Few different rows were measured, so the figure is rough."];
}

function byWords(result: DomainMeasure): string {
  const [first, ...others] = givingAway(result);
  if (first === undefined) return ", by several columns that stand in for each other";
  const last = others.pop();
  const list = last === undefined ? first : `${[first, ...others].join(", ")} and ${last}`;
  return `, mostly by ${list}`;
}

/** How it was done, for those who want to know. */
export function domainMethod({ rowsASide, positivesASide, distinctRows, copiesTogether, columns }: DomainMeasure): string {
  const positives = positivesASide === null ? "" : `, ${formatCount(positivesASide)} of them positive`;
  const repeats = columns[0]?.perRepeat.length ?? 0;
  const mixed = repeats === 0 ? "" : ` Each column was mixed up ${formatCount(repeats)} times.`;
  const different = distinctRows === 2 * rowsASide ? "" : ` ${formatCount(distinctRows)} of all these ${distinctRows === 1 ? "is" : "are"} different${copiesTogether ? "; copies of a row are in one half, and count as one for the interval" : ""}.`;
  return `${formatCount(rowsASide)} rows drawn from either split${positives}: half to learn from, half to measure on.${different}${mixed}`;
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
