import { formatCount, formatPercent, formatPrevalence } from "../format";
import type { Against } from "./against";
import { aucText } from "./apart-words";
import { CLASSES, type ClassDrift, type ClassVerdict, type Together } from "./class-verdict";
import type { DriftAnswer } from "./drift";
import { CUT_OFFS, isEmpty, looksOf, missingEffect, rankDrift, type EffectLevel, type EffectSize, type MissingShares, type RankedDrift } from "./effect-size";
import { formatFactor } from "./factor";
import { labelMoved, type LabelShift } from "./label-shift";
import { listed } from "./name-lists";

/** Columns that a sentence names at most; the rest are counted. */
const MOST_NAMED = 3;
/** Below it a share is not worth telling as a factor, be it beyond chance. */
const LEAST_FACTOR = 1.05;
/** A share of values that train never had is worth a word from here on. */
const NOTABLE_UNSEEN = 0.01;

export const LEVEL_WORDS: Readonly<Record<EffectLevel, string>> = {
  none: "no effect",
  small: "small effect",
  medium: "medium effect",
  large: "large effect",
};

/** An effect as figures: "KS 0.56", "missing 0.0 % → 60.0 %". */
export function effectText({ measure, value, missing }: Pick<EffectSize, "measure" | "value" | "missing">): string {
  return missing === null ? `${CUT_OFFS[measure].name} ${value.toFixed(2)}` : `missing ${missingText(missing)}`;
}

/** The shares of train and of the other split: "0.0 % → 60.0 %". */
export function missingText({ reference, current }: MissingShares): string {
  return `${formatPrevalence(reference)} → ${formatPrevalence(current)}`;
}

/** What became of the share of positives, against validation and then test. */
export function labelSentences(label: LabelShift): string[] {
  const { prevalence, against } = label;
  const { train } = prevalence;
  if (train.share === null) return [];
  const share = train.share;
  return (["validation", "test"] as const).flatMap((split) => {
    const other = prevalence[split];
    if (other.share === null) return [];
    if (other.share === share) return [`Train and ${split} have the same share of positives, ${formatPrevalence(share)}.`];
    const { ratio, note } = against[split];
    const figures = `${formatPrevalence(share)} of the rows are positive in train, ${formatPrevalence(other.share)} in ${split}`;
    const moved = labelMoved(label, split) ? timesText(ratio) : ": a difference that chance alone can make";
    return [`${figures}${moved}.`, ...(note === null ? [] : [note])];
  });
}

function timesText(ratio: number | null): string {
  if (ratio === null || ratio === 0) return "";
  if (Math.max(ratio, 1 / ratio) < LEAST_FACTOR) return ": more than chance makes, but little";
  return ratio > 1 ? `: ${formatFactor(ratio)} times as many` : `: ${formatFactor(1 / ratio)} times fewer`;
}

/** Which columns moved from train to a split, and which stayed, in plain words; the weightiest first. */
export function driftSentences(answer: DriftAnswer, against: Against): string[] {
  const ranked = rankDrift(answer, against);
  if (ranked.length === 0) return [];
  const moved = ranked.filter(({ effect }) => effect !== null && effect.level !== "none");
  const byChance = ranked.filter(({ effect }) => effect?.byChance === true);
  const quiet = ranked.filter(({ effect }) => effect === null || (effect.level === "none" && !effect.byChance));
  const empty = quiet.filter(({ drift }) => isEmpty(drift.all));
  const unmeasured = quiet.filter(({ drift: { all } }) => !isEmpty(all) && (all.referenceRows === 0 || all.currentRows === 0));
  const still = quiet.filter((each) => !empty.includes(each) && !unmeasured.includes(each));
  return [
    ...movedSentences(moved, ranked.length, against),
    ...stillSentences(still, ranked.length - still.length, against),
    ...missingSentences(ranked, against),
    ...unseenSentences(ranked, against),
    ...(byChance.length === 0 ? [] : [chanceSentence(byChance, against)]),
    ...(unmeasured.length === 0 ? [] : [`${columnList(unmeasured, false)} cannot be compared: train or ${against} has no value there.`]),
    ...(empty.length === 0 ? [] : [`${columnList(empty, false)} ${empty.length === 1 ? "has" : "have"} no value in train or ${against}: there is nothing to compare.`]),
  ];
}

/** Which columns lack values more often than in train, or less often, the most changed first. */
function missingSentences(ranked: readonly RankedDrift[], against: Against): string[] {
  const looks = looksOf(ranked.length, "all");
  const changed = ranked
    .flatMap(({ drift }) => {
      const effect = missingEffect(drift.all, looks);
      return effect === null || effect.missing === null || effect.level === "none" ? [] : [{ name: drift.name, value: effect.value, missing: effect.missing }];
    })
    .sort((a, b) => b.value - a.value);
  const named = changed.slice(0, MOST_NAMED).map(({ name, missing: { reference, current } }) => `${name} is missing in ${shareWords(current)} of ${against}'s rows and in ${shareWords(reference)} of train's`);
  const more = changed.length - named.length;
  return named.length === 0 ? [] : [`${named.join("; ")}${more === 0 ? "" : `; so it changed in ${formatCount(more)} more ${more === 1 ? "column" : "columns"}`}.`];
}

function shareWords(share: number): string {
  return share === 0 ? "none" : share === 1 ? "all" : formatPrevalence(share);
}

function movedSentences(moved: readonly RankedDrift[], columns: number, against: Against): string[] {
  if (moved.length === 0) return [];
  const count = columns === 1 ? "The one column" : moved.length === columns ? `All ${columns} columns` : `${moved.length} of ${columns} columns`;
  const levels = (["large", "medium", "small"] as const).flatMap((level) => {
    const own = moved.filter(({ effect }) => effect?.level === level);
    return own.length === 0 ? [] : [`${LEVEL_WORDS[level]}: ${columnList(own)}`];
  });
  return [`${count} moved from train to ${against}. ${capital(levels.join("; "))}.`];
}

function stillSentences(still: readonly RankedDrift[], others: number, against: Against): string[] {
  if (still.length === 0) return [];
  if (others > 0) return [`${columnList(still, false)} ${still.length === 1 ? "stays" : "stay"} as in train.`];
  const columns = still.length === 1 ? "The one column is" : `All ${formatCount(still.length)} columns are`;
  return [`${columns} in ${against} as in train: no effect passes the cut-off for small.`];
}

function unseenSentences(ranked: readonly RankedDrift[], against: Against): string[] {
  const shares = ranked.flatMap(({ drift }) => (drift.all.unseenShare !== null && drift.all.unseenShare >= NOTABLE_UNSEEN ? [{ name: drift.name, share: drift.all.unseenShare }] : []));
  const [most, ...others] = shares.sort((a, b) => b.share - a.share);
  if (most === undefined) return [];
  const rest = others.length === 0 ? "" : others.length === 1 ? ", and one more column has such values" : `, and ${others.length} more columns have such values`;
  return [`In ${most.name} ${formatPercent(most.share, 1)} of ${against}'s rows have a value that train never had${rest}.`];
}

function chanceSentence(byChance: readonly RankedDrift[], against: Against): string {
  const least = Math.min(...byChance.map(({ drift }) => Math.min(drift.all.referenceRows, drift.all.currentRows)));
  const differ = byChance.length === 1 ? "differs" : "differ";
  return `${columnList(byChance)} ${differ} between train and ${against} by no more than chance can make: ${rows(least)} tell too little.`;
}

/** What the look within each class says about the shift: the verdict first, then what moved in which class. */
export function classSentences(verdict: ClassVerdict): string[] {
  return [verdictSentence(verdict), ...CLASSES.flatMap((name) => classSentence(verdict.classes[name], verdict.against))];
}

function verdictSentence(verdict: ClassVerdict): string {
  const { kind, against, labelMoved: moved, together } = verdict;
  switch (kind) {
    case "alike":
      return `Within each class no single column moved${jointly(together, against)}, and the share of positives is the same as far as can be told: ${against} is like train${reach(together)}`;
    case "label-shift":
      return `Within each class no single column moved${jointly(together, against)}${labelAlone(together, against)}`;
    case "within-class": {
      const changed = changedWithin(verdict);
      return moved
        ? `From train to ${against} this is not label shift alone: the share of positives changed, and ${changed}.`
        : `From train to ${against} ${changed}, though the share of positives did not change by more than chance.`;
    }
    case "not-known":
      return `Whether the shift from train to ${against} is one of the label alone cannot be told.`;
  }
}

function changedWithin({ classes, together }: ClassVerdict): string {
  const moved = CLASSES.filter((name) => classes[name].status === "moved");
  if (moved.length === 0) return `no single column is seen to move within a class, but together they tell the rows of a class apart (AUC ${aucText(together?.auc ?? 1)})`;
  const slightly = moved.every((name) => classes[name].moved.every(({ effect }) => effect?.level === "small"));
  return `what rows look like changed ${slightly ? "a little " : ""}within ${moved.length === 2 ? "both classes" : `the ${moved[0] ?? "positive"}s`}`;
}

/** What all columns together add to a verdict that no single one moved. */
function jointly(together: Together | null, against: Against): string {
  if (together === null) return "";
  const area = `(AUC ${aucText(together.auc)})`;
  return together.told === "no" ? `, and all together do not tell ${against} from train there ${area}` : `, and all together hardly tell ${against} from train there ${area}`;
}

function labelAlone(together: Together | null, against: Against): string {
  if (together === null) return `, so from train to ${against} this is label shift alone${reach(together)}`;
  return together.told === "no" ? ": this is pure label shift, only the mix of the classes changed." : ": this is label shift, and next to nothing else.";
}

/** How far a verdict of single columns reaches. */
function reach(together: Together | null): string {
  return together === null ? ", as far as single columns can show. “Telling them apart” asks about all of them together." : ".";
}

function classSentence(drift: ClassDrift, against: Against): string[] {
  const { status, moved, untold, referenceRows, currentRows } = drift;
  const among = `Among ${drift.class}s`;
  switch (status) {
    case "moved": {
      const few = drift.few ? ` With ${counts(drift, against)} smaller moves would not show.` : "";
      return [`${among}, ${columnList(moved)} moved.${few}`];
    }
    case "same":
      return [`${among} no single column moved: with ${counts(drift, against)}, no effect passes the cut-off for small.`];
    case "too-few":
      return [drift.few ? tooFewSentence(drift, against) : `${among}, ${columnList(untold, false)} cannot be compared: too many different values, or too few rows that have one.`];
    case "absent": {
      const where = referenceRows > 0 ? `${capital(against)} has no` : currentRows > 0 ? "Train has no" : `Neither train nor ${against} has a`;
      return [`${where} ${drift.class} row, so nothing can be said about ${drift.class}s.`];
    }
  }
}

function tooFewSentence(drift: ClassDrift, against: Against): string {
  const least = Math.min(1, drift.visible ?? 1).toFixed(2);
  return `Among ${drift.class}s nothing was seen to move, but ${counts(drift, against)} are too few to tell: chance alone can make a KS of ${least}.`;
}

function counts({ class: name, referenceRows, currentRows }: ClassDrift, against: Against): string {
  return `${formatCount(referenceRows)} ${name}${referenceRows === 1 ? "" : "s"} in train and ${formatCount(currentRows)} in ${against}`;
}

/** Columns by name, the first few with their figures: "userId (KS 0.56), args (V 0.31) and 4 more". */
export function columnList(ranked: readonly RankedDrift[], figures = true): string {
  const names = ranked.slice(0, MOST_NAMED).map(({ drift, effect }) => (figures && effect !== null ? `${drift.name} (${effectText(effect)})` : drift.name));
  const more = ranked.length - names.length;
  return listed(more === 0 ? names : [...names, `${formatCount(more)} more`]);
}

function rows(count: number): string {
  return count === 1 ? "1 row" : `${formatCount(count)} rows`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
