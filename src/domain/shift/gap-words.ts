import { formatPercent, formatPoints, formatPrevalence } from "../format";
import type { Interval } from "../metrics/wilson";
import { GAP_PARTS, isWithinNoise, type Gap, type GapPart, type SplitRates } from "./gap";
import { listed } from "./name-lists";
import { shareOfLabels } from "./trained-prior";

/** As parts are called within a sentence. */
const PART_WORDS: Readonly<Record<GapPart, string>> = {
  labelMix: "the label mix",
  tpr: "the TPR",
  tnr: "the TNR",
};

/** Of all that moved: from here on one part is said to be nearly all of it, or hardly any. */
const NEARLY_ALL = 0.9;
/** Rates that differ by less, in shares, are much the same. */
const MUCH_AS = 0.1;
/** A gap whose parts are smaller than this, in shares, is not worth a verdict. */
const NOTABLE = 0.002;

/** What a gap is made of, in up to three plain sentences, the gap itself first. */
export function gapSentences(gap: Gap): string[] {
  const { total, first, second, reason } = gap;
  if (total === null || first.accuracy === null || second.accuracy === null) return reason === null ? [] : [reason];
  const size = totalSentence(gap, total, first.accuracy, second.accuracy);
  if (reason !== null) return [size, reason];
  if (total === 0 && GAP_PARTS.every((part) => gap[part] === 0)) return [size];
  const verdict = verdictOf(gap);
  return [size, partSentence(gap, total), ...(verdict === null ? [] : [verdict])];
}

/** That train's labels are not those of the data; null where none was flipped. @param labelNoise share of the labels trained on */
export function flippedSentence(labelNoise: number): string | null {
  if (labelNoise === 0) return null;
  return `${shareOfLabels(labelNoise)} of the labels trained on were flipped on purpose. Train's figures here are by those labels, so its share of positives and its rates are not those of the data.`;
}

/** "+0.12 points" */
export function changeText(change: number): string {
  const points = formatPoints(Math.abs(change));
  if (Number.parseFloat(points) === 0) return points;
  return `${change < 0 ? "−" : "+"}${points}`;
}

/** "−0.02 to +0.12 points" */
export function noiseText({ low, high }: Interval): string {
  return `${bare(changeText(low))} to ${changeText(high)}`;
}

function bare(points: string): string {
  return points.replace(" points", "");
}

function totalSentence({ from, to, noise }: Gap, total: number, first: number, second: number): string {
  if (total === 0) return `Accuracy is the same on ${from} and ${to}: ${formatPercent(first)}.`;
  const points = formatPoints(Math.abs(total));
  if (isWithinNoise(noise.total)) {
    return `Accuracy is ${formatPercent(first)} on ${from} and ${formatPercent(second)} on ${to}: ${points} apart, within sampling noise.`;
  }
  const left = noise.total === null ? "" : `; sampling noise leaves ${noiseText(noise.total)} open`;
  return `Accuracy ${total < 0 ? "falls" : "rises"} by ${points}, from ${formatPercent(first)} on ${from} to ${formatPercent(second)} on ${to}${left}.`;
}

interface Part {
  readonly part: GapPart;
  readonly value: number;
  readonly noisy: boolean;
}

function partsOf(gap: Gap): Part[] {
  return GAP_PARTS.flatMap((part): Part[] => {
    const value = gap[part];
    return value === null || value === 0 ? [] : [{ part, value, noisy: isWithinNoise(gap.noise[part]) }];
  }).toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

function partSentence(gap: Gap, total: number): string {
  const parts = partsOf(gap);
  if (isWithinNoise(gap.noise.total)) return cancellingSentence(gap, parts.filter(({ noisy }) => !noisy));
  const along = parts.filter(({ value }) => value * total > 0);
  const against = parts.filter(({ value }) => value * total < 0);
  const what = (each: Part): string => `${each.noisy ? "within sampling noise" : causeOf(each.part, gap)}`;
  if (against.length === 0) {
    const [word] = total < 0 ? ["lost"] : ["gained"];
    const list = along.map((each, index) => `${bare(formatPoints(Math.abs(each.value)))} ${index === 0 ? "come " : ""}from ${PART_WORDS[each.part]} (${what(each)})`);
    return `Of the ${formatPoints(Math.abs(total))} ${word}, ${listed(list)}.`;
  }
  const [takes, gives] = total < 0 ? ["takes", "gives back"] : ["adds", "takes back"];
  const told = (verb: string) => (each: Part): string => `${PART_WORDS[each.part]} ${verb} ${formatPoints(Math.abs(each.value))} (${what(each)})`;
  return `${sentence(listed(along.map(told(takes))))}, while ${listed(against.map(told(gives)))}.`;
}

/** The gap itself may be nothing: its parts need not be. */
function cancellingSentence(gap: Gap, beyond: readonly Part[]): string {
  if (beyond.length === 0) return "None of its parts is beyond sampling noise either.";
  const told = beyond.map(({ part, value }) => `${PART_WORDS[part]} ${value < 0 ? "takes" : "adds"} ${formatPoints(Math.abs(value))} (${causeOf(part, gap)})`);
  return `Beneath it, beyond noise, ${listed(told)}: what is seen in sum hides it.`;
}

/** What moved, from where to where. */
function causeOf(part: GapPart, { first, second }: Gap): string {
  if (part === "labelMix") return `positives go from ${formatPrevalence(first.prevalence ?? 0)} to ${formatPrevalence(second.prevalence ?? 0)} of the rows`;
  const [what, of] = part === "tpr" ? ["positives found", (rates: SplitRates) => rates.tpr] as const : ["negatives left alone", (rates: SplitRates) => rates.tnr] as const;
  return `${what} go from ${rateText(of(first))} to ${rateText(of(second))}`;
}

function verdictOf(gap: Gap): string | null {
  const { from, to, first, second } = gap;
  const constant = constantAnswer(first, second);
  const moved = GAP_PARTS.reduce((sum, part) => sum + Math.abs(gap[part] ?? 0), 0);
  if (constant !== null) {
    return `At this threshold the model answers ${constant} to every row of both, so its accuracy is the share of ${constant === 0 ? "negatives" : "positives"}, whatever that is.`;
  }
  const parts = partsOf(gap);
  if (moved < NOTABLE || parts.every(({ noisy }) => noisy)) return null;
  const mix = Math.abs(gap.labelMix ?? 0) / moved;
  if (mix >= NEARLY_ALL) {
    const alike = [[first.tpr, second.tpr], [first.tnr, second.tnr]].every(([a, b]) => Math.abs((b ?? 0) - (a ?? 0)) < MUCH_AS);
    return `It is the label mix nearly alone${alike ? `: the model answers positives and negatives of ${to} much as it did those of ${from}` : ""}.`;
  }
  const rates = parts.filter(({ part, noisy }) => part !== "labelMix" && !noisy);
  if (rates.length === 0) return "Beyond sampling noise it is the label mix: what the model answers otherwise may be chance.";
  if (mix <= 1 - NEARLY_ALL) return `Hardly any of it is the label mix: the model itself answers the rows of ${to} otherwise than those of ${from}.`;
  const sum = rates.reduce((all, { value }) => all + value, 0);
  if ((gap.labelMix ?? 0) * sum < 0) return `The label mix and the model pull against each other: ${classByClass(rates)} on ${to} than on ${from}.`;
  return `Part of it is the label mix alone; the rest is that the model answers the rows of ${to} otherwise than those of ${from}.`;
}

/** What became of which class, of the parts beyond noise: "class by class, the model does worse", "it does worse with negatives and better with positives". */
function classByClass(rates: readonly Part[]): string {
  const [first, second] = rates;
  const side = ({ value }: Part): string => (value > 0 ? "better" : "worse");
  const one = (part: Part): string => `${side(part)} with ${part.part === "tpr" ? "positives" : "negatives"}`;
  if (first === undefined) return "the model does the same";
  if (second === undefined) return `the model does ${one(first)}`;
  return side(first) === side(second) ? `class by class, the model does ${side(first)}` : `the model does ${one(first)}, though ${one(second)},`;
}

/** The answer that every row gets on both sides; null where they differ. */
function constantAnswer(first: SplitRates, second: SplitRates): 0 | 1 | null {
  const all = (tpr: number, tnr: number): boolean => [first, second].every((rates) => rates.tpr === tpr && rates.tnr === tnr);
  return all(0, 1) ? 0 : all(1, 0) ? 1 : null;
}

/** A rate; what is not 0 or 1 is not rounded to them. */
export function rateText(rate: number | null): string {
  if (rate === null) return "undefined";
  for (let digits = 1; digits < 5; digits++) {
    const text = formatPercent(rate, digits);
    const shown = Number.parseFloat(text);
    if ((shown !== 0 && shown !== 100) || rate === 0 || rate === 1) return text;
  }
  return formatPercent(rate, 5);
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
