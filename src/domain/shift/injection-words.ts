import { formatCount, formatPercent, formatPoints, formatPrevalence } from "../format";
import { counted } from "../problem";
import { SPLIT_TITLES, type Split } from "../split";
import { INJECTION_TITLES, injectionText, type InjectionEffect, type InjectionType, type ListedInjection } from "./injection";
import { WATCHED_TITLES, type Measured, type MetricChange, type WatchedName } from "./injection-change";
import { indexTitle, indexValue, type IndexChange } from "./injection-drift";
import { listed, shortList } from "./name-lists";

/** All that sentences are made from. */
export interface InjectionFigures {
  readonly split: Split;
  /** As it was worked off; only those that are on count. */
  readonly list: readonly ListedInjection[];
  readonly before: Measured;
  readonly after: Measured;
  readonly changes: readonly MetricChange[];
  /** What indices of drift say of the copy against the split as it was, and the columns that none looked at. */
  readonly indices: readonly IndexChange[];
  readonly unwatched: number;
  readonly withoutValue: number;
}

/** Fewer rows than this say little whatever is done to them. */
const FEW_ROWS = 100;
/** Metrics that are taken within one class each, or of pairs of one row of each. */
const BLIND_TO_PRIOR: readonly WatchedName[] = ["recall", "specificity", "balancedAccuracy", "rocAuc"];

/** What the injections did to the figures, in plain sentences, the weightiest first. */
export function injectionSentences(figures: InjectionFigures): string[] {
  const types = new Set(figures.list.filter(({ on }) => on).map(({ injection }) => injection.type));
  if (types.size === 0) return ["Nothing is switched on, so before and after are the same rows."];
  return [
    accuracySentence(figures),
    ...rankingSentence(figures, types),
    ...blindSentence(figures, types),
    ...labelSentence(figures, types),
    ...noticingSentences(figures.changes),
    ...indexSentences(figures),
    ...leftOutSentence(figures),
    ...fewRowsSentence(figures),
  ];
}

function accuracySentence({ split, changes, before, after }: InjectionFigures): string {
  const accuracy = changes.find(({ name }) => name === "accuracy");
  const [from, to] = [before.evaluation.accuracy, after.evaluation.accuracy];
  const best = `the best constant answer ${constants(before.evaluation.baselineAccuracy, after.evaluation.baselineAccuracy)}`;
  const where = SPLIT_TITLES[split].toLowerCase();
  if (from === to) return `Accuracy on ${where} stays at ${formatPercent(from)}; ${best}.`;
  if (accuracy?.verdict === "noise") return `Accuracy on ${where} goes from ${formatPercent(from)} to ${formatPercent(to)}, no further than chance alone may take it; ${best}.`;
  return `Accuracy on ${where} ${to < from ? "falls" : "rises"} by ${formatPoints(Math.abs(to - from))}, from ${formatPercent(from)} to ${formatPercent(to)}; ${best}.`;
}

function constants(from: number, to: number): string {
  return formatPercent(from) === formatPercent(to) ? `stays at ${formatPercent(from)}` : `goes from ${formatPercent(from)} to ${formatPercent(to)}`;
}

function rankingSentence({ changes }: InjectionFigures, types: ReadonlySet<InjectionType>): string[] {
  const auc = changes.find(({ name }) => name === "rocAuc");
  const [from, to] = [auc?.before.value ?? null, auc?.after.value ?? null];
  if (auc === undefined || (from === null && to === null)) return [];
  if (from === null || to === null) return [`ROC AUC is undefined ${to === null ? "after" : "before"} it: ${(to === null ? auc.after : auc.before).reason ?? ""}`.trim()];
  const moved = `(${from.toFixed(3)} before, ${to.toFixed(3)} after)`;
  if (auc.verdict === "notices") return [`ROC AUC ${to < from ? "falls" : "rises"} from ${from.toFixed(3)} to ${to.toFixed(3)}: ${isOnly(types, "flip") ? "held against these labels, the same ranking looks" : "the net ranks these rows"} ${to < from ? "worse" : "better"}.`];
  if (auc.verdict === "unknown") return [`ROC AUC goes from ${from.toFixed(3)} to ${to.toFixed(3)}; how much of that is chance is not known.`];
  const why = isOnly(types, "prior") ? ": it compares rows of one class with rows of the other, so it does not see how many there are of each" : "";
  return [`ROC AUC did not move beyond sampling noise ${moved}${why}.`];
}

/** Said only where the figures bear it out. */
function blindSentence({ changes }: InjectionFigures, types: ReadonlySet<InjectionType>): string[] {
  if (!isOnly(types, "prior")) return [];
  const blind = changes.filter(({ name, verdict }) => name !== "rocAuc" && BLIND_TO_PRIOR.includes(name) && (verdict === "noise" || verdict === "same"));
  if (blind.length === 0) return [];
  return [`${listed(titles(blind))} ${blind.length === 1 ? "is" : "are"} taken within each class, so another mix of the classes leaves ${blind.length === 1 ? "it" : "them"} as ${blind.length === 1 ? "it was" : "they were"}.`];
}

function labelSentence({ changes }: InjectionFigures, types: ReadonlySet<InjectionType>): string[] {
  const called = changes.find(({ name }) => name === "called");
  if (!isOnly(types, "flip") || called?.verdict !== "same") return [];
  return ["The net answers every row exactly as before; only the labels that it is held against have changed."];
}

function noticingSentences(changes: readonly MetricChange[]): string[] {
  const of = (...verdicts: readonly MetricChange["verdict"][]): MetricChange[] => changes.filter(({ verdict }) => verdicts.includes(verdict));
  const [noticed, still, gone, come, unknown] = [of("notices"), of("noise", "same"), of("gone"), of("come"), of("unknown")];
  const some = noticed.length === 0 ? "No metric moves beyond sampling noise." : `Noticed by ${noticed.length} of ${noticed.length + still.length + unknown.length}: ${listed(titles(noticed))}.`;
  return [
    some,
    ...(noticed.length === 0 || still.length === 0 ? [] : [`Not noticed by ${listed(titles(still))}.`]),
    ...(unknown.length === 0 ? [] : [`Of ${listed(titles(unknown))} nobody can tell: too few rows of a kind for an interval.`]),
    ...(gone.length === 0 ? [] : [`No longer defined: ${listed(titles(gone))}. ${reasonsOf(gone, "after")}`]),
    ...(come.length === 0 ? [] : [`Defined only after it: ${listed(titles(come))}. ${reasonsOf(come, "before")}`]),
  ];
}

/** Which indices of drift notice, which look at the rows, not at the net's answers being right. */
function indexSentences({ indices, unwatched, changes }: InjectionFigures): string[] {
  if (indices.length === 0) return [];
  const noticed = indices.filter(({ verdict }) => verdict === "notices");
  const still = indices.filter(({ verdict }) => verdict !== "notices");
  const alone = noticed.length > 0 && !changes.some(({ verdict }) => verdict === "notices" || verdict === "gone");
  return [
    noticed.length === 0
      ? "No index of drift notices: the copy is like the split as it was, as far as they can tell."
      : `${alone ? "But the drift is noticed" : "The drift is noticed"} by ${noticed.length} of ${indices.length} indices: ${shortList(noticed.map((index) => `${indexTitle(index)} (${indexValue(index)})`))}.`,
    ...(noticed.length === 0 || still.length === 0 ? [] : [`Of the indices, not noticed by ${shortList(still.map(indexTitle))}.`]),
    ...(unwatched === 0 ? [] : [`${counted(unwatched, "more column")} ${unwatched === 1 ? "was" : "were"} not looked at, as there are many.`]),
  ];
}

function reasonsOf(changes: readonly MetricChange[], side: "before" | "after"): string {
  return [...new Set(changes.map((change) => change[side].reason ?? ""))].join(" ").trim();
}

function leftOutSentence({ withoutValue, after }: InjectionFigures): string[] {
  if (withoutValue === 0) return [];
  const left = counted(after.evaluation.rows, "row");
  return [`${counted(withoutValue, "row")} now ${withoutValue === 1 ? "lacks" : "lack"} a value and ${withoutValue === 1 ? "is" : "are"} left out, as Features says for such columns; ${left} ${after.evaluation.rows === 1 ? "is" : "are"} measured. Where Features fills gaps instead, the net has to answer those rows.`];
}

function fewRowsSentence({ after: { evaluation } }: InjectionFigures): string[] {
  if (evaluation.rows >= FEW_ROWS) return [];
  return [`Only ${counted(evaluation.rows, "row")} ${evaluation.rows === 1 ? "is" : "are"} measured, so a change must be large to stand out from chance.`];
}

/** What one injection did, such as "Label flips: 18,897 of 188,967 labels". */
export function effectText({ id, changed, of }: InjectionEffect, list: readonly ListedInjection[]): string {
  const injection = list.find((each) => each.id === id)?.injection;
  if (injection === undefined) return "";
  const what = injection.type === "prior" ? "rows left out" : injection.type === "flip" ? "labels flipped" : injection.type === "missing" ? "cells taken away" : "cells changed";
  return `${INJECTION_TITLES[injection.type]} (${injectionText(injection)}): ${formatCount(changed)} of ${formatCount(of)} ${what}.`;
}

/** Which rows both figures are of. */
export function rowsText({ before, after }: Pick<InjectionFigures, "before" | "after">): string {
  const of = ({ evaluation: { rows, positives } }: Measured): string => `${counted(rows, "row")}, ${formatPrevalence(positives / rows)} positive`;
  return `Before: ${of(before)}. After: ${of(after)}.`;
}

function isOnly(types: ReadonlySet<InjectionType>, type: InjectionType): boolean {
  return types.size === 1 && types.has(type);
}

function titles(changes: readonly MetricChange[]): string[] {
  return changes.map(({ name }) => WATCHED_TITLES[name]);
}
