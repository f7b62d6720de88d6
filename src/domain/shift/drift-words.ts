import { formatCount, formatPercent, formatPrevalence } from "../format";
import type { Against } from "./against";
import { CLASSES, type ClassDrift, type ClassVerdict } from "./class-verdict";
import type { DriftAnswer } from "./drift";
import { CUT_OFFS, rankDrift, type EffectLevel, type EffectSize, type RankedDrift } from "./effect-size";
import { formatFactor } from "./factor";
import type { LabelShift } from "./label-shift";

/** Columns that a sentence names at most; the rest are counted. */
const MOST_NAMED = 3;
/** A share of values that train never had is worth a word from here on. */
const NOTABLE_UNSEEN = 0.01;

export const LEVEL_WORDS: Readonly<Record<EffectLevel, string>> = {
  none: "no effect",
  small: "small effect",
  medium: "medium effect",
  large: "large effect",
};

/** An effect as figures: "KS 0.56". */
export function effectText({ measure, value }: Pick<EffectSize, "measure" | "value">): string {
  return `${CUT_OFFS[measure].name} ${value.toFixed(2)}`;
}

/** What became of the share of positives, against validation and then test. */
export function labelSentences({ prevalence, against }: LabelShift): string[] {
  const { train } = prevalence;
  if (train.share === null) return [];
  const share = train.share;
  return (["validation", "test"] as const).flatMap((split) => {
    const other = prevalence[split];
    if (other.share === null) return [];
    if (other.share === share) return [`Train and ${split} have the same share of positives, ${formatPrevalence(share)}.`];
    const { ratio, note } = against[split];
    const figures = `${formatPrevalence(share)} of the rows are positive in train, ${formatPrevalence(other.share)} in ${split}`;
    const times = ratio === null || ratio === 1 || ratio === 0 ? "" : ratio > 1 ? `: ${formatFactor(ratio)} times as many` : `: ${formatFactor(1 / ratio)} times fewer`;
    const apart = overlap(train.interval, other.interval) ? ". Their 95 % intervals overlap, so chance may be all there is to it" : times;
    return [`${figures}${apart}.`, ...(note === null ? [] : [note])];
  });
}

function overlap(a: { low: number; high: number } | null, b: { low: number; high: number } | null): boolean {
  return a === null || b === null || (a.low <= b.high && b.low <= a.high);
}

/** Which columns moved from train to a split, and which stayed, in plain words; the weightiest first. */
export function driftSentences(answer: DriftAnswer, against: Against): string[] {
  const ranked = rankDrift(answer, against);
  if (ranked.length === 0) return [];
  const moved = ranked.filter(({ effect }) => effect !== null && effect.level !== "none");
  const byChance = ranked.filter(({ effect }) => effect?.byChance === true);
  const still = ranked.filter(({ effect }) => effect !== null && effect.level === "none" && !effect.byChance);
  const unmeasured = ranked.filter(({ effect }) => effect === null);
  return [
    ...movedSentences(moved, ranked.length, against),
    ...stillSentences(still, moved.length + byChance.length + unmeasured.length, against),
    ...unseenSentences(ranked, against),
    ...(byChance.length === 0 ? [] : [chanceSentence(byChance, against)]),
    ...(unmeasured.length === 0 ? [] : [`${listed(unmeasured)} cannot be compared: train or ${against} has no value there.`]),
  ];
}

function movedSentences(moved: readonly RankedDrift[], columns: number, against: Against): string[] {
  if (moved.length === 0) return [];
  const count = columns === 1 ? "The one column" : moved.length === columns ? `All ${columns} columns` : `${moved.length} of ${columns} columns`;
  const levels = (["large", "medium", "small"] as const).flatMap((level) => {
    const own = moved.filter(({ effect }) => effect?.level === level);
    return own.length === 0 ? [] : [`${LEVEL_WORDS[level]}: ${listed(own)}`];
  });
  return [`${count} moved from train to ${against}. ${capital(levels.join("; "))}.`];
}

function stillSentences(still: readonly RankedDrift[], others: number, against: Against): string[] {
  if (still.length === 0) return [];
  if (others > 0) return [`${listed(still, false)} ${still.length === 1 ? "stays" : "stay"} as in train.`];
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
  return `${listed(byChance)} ${differ} between train and ${against} by no more than chance can make: ${rows(least)} tell too little.`;
}

/** What the look within each class says about the shift: the verdict first, then what moved in which class. */
export function classSentences(verdict: ClassVerdict): string[] {
  return [verdictSentence(verdict), ...CLASSES.flatMap((name) => classSentence(verdict.classes[name], verdict.against))];
}

function verdictSentence({ kind, against, labelMoved, classes }: ClassVerdict): string {
  switch (kind) {
    case "alike":
      return `Within each class nothing moved, and the share of positives is the same as far as can be told: ${against} is like train.`;
    case "label-shift":
      return `Within each class nothing moved, so from train to ${against} this is pure label shift: only the mix of the classes changed.`;
    case "within-class": {
      const moved = CLASSES.filter((name) => classes[name].status === "moved");
      const slightly = moved.every((name) => classes[name].moved.every(({ effect }) => effect?.level === "small"));
      const changed = `what rows look like changed ${slightly ? "a little " : ""}within ${moved.length === 2 ? "both classes" : `the ${moved[0] ?? "positive"}s`}`;
      return labelMoved
        ? `From train to ${against} this is not label shift alone: the share of positives changed, and ${changed}.`
        : `From train to ${against} ${changed}, though the share of positives did not.`;
    }
    case "not-known":
      return `Whether the shift from train to ${against} is one of the label alone cannot be told.`;
  }
}

function classSentence(drift: ClassDrift, against: Against): string[] {
  const { status, moved, untold, referenceRows, currentRows } = drift;
  const among = `Among ${drift.class}s`;
  switch (status) {
    case "moved": {
      const few = tooFew(drift) ? ` With ${counts(drift, against)} smaller moves would not show.` : "";
      return [`${among}, ${listed(moved)} moved.${few}`];
    }
    case "same":
      return [`${among} nothing moved: with ${counts(drift, against)}, no effect passes the cut-off for small.`];
    case "too-few":
      return [tooFew(drift) ? tooFewSentence(drift, against) : `${among}, ${listed(untold, false)} cannot be compared: too many different values, or too few rows that have one.`];
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

function tooFew({ visible }: ClassDrift): boolean {
  return visible !== null && visible > CUT_OFFS.ks.small;
}

function counts({ class: name, referenceRows, currentRows }: ClassDrift, against: Against): string {
  return `${formatCount(referenceRows)} ${name}${referenceRows === 1 ? "" : "s"} in train and ${formatCount(currentRows)} in ${against}`;
}

/** Columns by name, the first few with their figures: "userId (KS 0.56), args (V 0.31) and 4 more". */
function listed(ranked: readonly RankedDrift[], figures = true): string {
  const names = ranked.slice(0, MOST_NAMED).map(({ drift, effect }) => (figures && effect !== null ? `${drift.name} (${effectText(effect)})` : drift.name));
  const more = ranked.length - names.length;
  const all = more === 0 ? names : [...names, `${formatCount(more)} more`];
  return all.length < 2 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} and ${all.at(-1) ?? ""}`;
}

function rows(count: number): string {
  return count === 1 ? "1 row" : `${formatCount(count)} rows`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
