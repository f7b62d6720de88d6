import { formatPrevalence } from "../format";
import { SPLIT_TITLES } from "../split";
import { AGAINST, type Against } from "./against";
import { formatFactor } from "./factor";
import type { LabelShift, Prevalence } from "./label-shift";

/** What became of the share of positives, a sentence for each split that train is held against. */
export function labelSentences(shift: LabelShift): string[] {
  return AGAINST.map((against) => sentenceOf(shift, against));
}

/** From here on the change of the odds is told beside that of the share: they are near each other while both shares are small. */
const ODDS_APART = 1.2;

function sentenceOf({ prevalence, against: pairs }: LabelShift, against: Against): string {
  const [train, other] = [prevalence.train, prevalence[against]];
  const name = SPLIT_TITLES[against].toLowerCase();
  const empty = [train.share === null ? "train" : null, other.share === null ? name : null].filter((split) => split !== null);
  if (train.share === null || other.share === null) return `There is nothing to compare: ${empty.join(" and ")} ${empty.length === 1 ? "has" : "have"} no rows.`;
  if (train.share === other.share) return sameShare(train.share, name);
  const [before, after] = [formatPrevalence(train.share), formatPrevalence(other.share)];
  if (overlap(train, other)) return `The share of positives is ${before} in train and ${after} in ${name}: their 95 % intervals overlap, so it may be one and the same.`;
  const moved = `From train to ${name} the share of positives ${other.share > train.share ? "rises" : "falls"} from ${before} to ${after}`;
  const { ratio, logOddsChange } = pairs[against];
  if (ratio === null) return `${moved}: train has no positive row, so there is nothing to multiply.`;
  if (ratio === 0) return `${moved}: ${name} has no positive row.`;
  const odds = logOddsChange === null ? null : Math.exp(logOddsChange);
  const times = ratio > 1 ? `${formatFactor(ratio)} times as many` : `${formatFactor(1 / ratio)} times as few`;
  if (odds === null) return `${moved}, ${times}.`;
  const apart = Math.abs(Math.log(odds / ratio)) > Math.log(ODDS_APART);
  return `${moved}, ${times}${apart ? `; the odds of a positive ${odds > 1 ? `rise ${formatFactor(odds)}` : `fall ${formatFactor(1 / odds)}`} times` : ""}.`;
}

function sameShare(share: number, name: string): string {
  if (share === 0) return `Neither train nor ${name} has a positive row.`;
  if (share === 1) return `Neither train nor ${name} has a negative row.`;
  return `Train and ${name} have the same share of positives, ${formatPrevalence(share)}.`;
}

function overlap(a: Prevalence, b: Prevalence): boolean {
  return a.interval !== null && b.interval !== null && a.interval.low <= b.interval.high && b.interval.low <= a.interval.high;
}
