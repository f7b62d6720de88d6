import { fitSentences } from "./fit-verdict";
import { formatLoss, formatPercent, formatPoints, formatPrevalence } from "./format";
import type { EpochRecord, SplitMeasurement } from "./history";
import { baselineOf } from "./metrics/baseline";
import { isAlwaysZero } from "./loss";
import type { LossSpec, RunConfig } from "./run-config";
import { SPLITS, type Split } from "./split";

/** Accuracies closer than this to their baseline are called equal: half of the last digit shown. */
const NOTICEABLE = 0.00005;
/** Prevalences that differ by these factors are worth a word, and make accuracies incomparable. */
const NOTABLE_FACTOR = 2;
const OTHER_WORLD_FACTOR = 10;

type Settings = Pick<RunConfig, "loss" | "batchSize" | "subset">;

/**
 * Plain sentences about the latest figures of a run, the weightiest first; none before the first measurement.
 * Each sentence compares: with the best constant answer, with the other splits, with the start.
 * @param reason why the run ended early, in words; null when it did not
 */
export function verdict(history: readonly EpochRecord[], config: Settings, reason: string | null = null): string[] {
  const { loss } = config;
  const first = history[0];
  const last = history.at(-1);
  if (first === undefined || last === undefined) return [];
  return [
    ...(reason === null ? [] : [reason]),
    ...notANumber(last),
    ...zeroGradient(loss, last),
    ...constantAnswer(last),
    ...fewSteps(last, config),
    ...againstBaselines(last),
    ...fitSentences(last, config),
    ...labelShift(last),
    ...lossMoved(first, last, loss),
  ];
}

/**
 * What no figure of an epoch tells by itself: whether the net learns at all. `history` ends with that epoch; empty where
 * there is nothing to say.
 */
export function learningVerdict(history: readonly EpochRecord[], { loss }: Pick<Settings, "loss">): string[] {
  const first = history[0];
  const last = history.at(-1);
  if (first === undefined || last === undefined) return [];
  return [...notANumber(last), ...zeroGradient(loss, last), ...lossStood(first, last, loss)];
}

function lossStood(first: EpochRecord, last: EpochRecord, loss: LossSpec): string[] {
  if (isAlwaysZero(loss) || last.epoch === 0 || last.train.loss !== first.train.loss) return [];
  return [`Loss did not move: on train it is ${formatLoss(last.train.loss)}, as it was before training.`];
}

function notANumber(last: EpochRecord): string[] {
  if (Number.isFinite(last.train.loss)) return [];
  return ["Train loss is no longer a number: the weights have grown beyond all bounds. A lower learning rate is the first thing to try."];
}

function zeroGradient(loss: LossSpec, last: EpochRecord): string[] {
  if (!isAlwaysZero(loss)) return [];
  const when = last.epoch === 0 ? "" : ` after ${last.epoch} ${last.epoch === 1 ? "epoch" : "epochs"}`;
  return [
    `Nothing is being learned: cross-entropy over a single output is 0 whatever the net answers, so its gradient is zero for every weight. Only weight decay moves the weights; the accuracies${when} are a draw of the seed.`,
  ];
}

function constantAnswer(last: EpochRecord): string[] {
  const says = (answer: 0 | 1): Split[] =>
    SPLITS.filter((split) => {
      const { tp, fp, tn, fn } = last[split].confusion;
      return last[split].rows > 0 && (answer === 0 ? tp + fp === 0 : tn + fn === 0);
    });
  return ([0, 1] as const).flatMap((answer) => {
    const splits = says(answer);
    return splits.length === 0 ? [] : [`It answers ${answer} for every row of ${join(splits)}.`];
  });
}

/** Below this many updates a net has hardly moved from where it was drawn, whatever the optimiser. */
const FEW_STEPS = 200;

function fewSteps(last: EpochRecord, { loss, batchSize }: Settings): string[] {
  const perEpoch = batchSize === "full" ? 1 : Math.ceil(last.train.rows / batchSize);
  const steps = perEpoch * last.epoch;
  const { tp, fp } = last.train.confusion;
  if (steps === 0 || steps >= FEW_STEPS || tp + fp > 0 || isAlwaysZero(loss)) return [];
  return [`Only ${steps} ${steps === 1 ? "step was" : "steps were"} taken. Smaller batches or more epochs let it learn more.`];
}

function againstBaselines(last: EpochRecord): string[] {
  const margin = (split: Split): number => last[split].accuracy - baselineOf(last[split].rows, last[split].positives).accuracy;
  const measured = SPLITS.filter((split) => last[split].rows > 0);
  const above = measured.filter((split) => margin(split) > NOTICEABLE);
  const equal = measured.filter((split) => Math.abs(margin(split)) <= NOTICEABLE);
  const below = measured.filter((split) => margin(split) < -NOTICEABLE);
  if (above.length === 0 && measured.length === SPLITS.length) {
    return [
      equal.length === SPLITS.length
        ? "On all three splits it scores exactly what the best constant answer scores."
        : "On none of the three splits is it better than the best constant answer.",
    ];
  }
  return [
    ...above.map((split) => `${capital(split)} is ${formatPoints(margin(split))} above its best constant answer. ${recallOf(last[split])}`),
    ...(equal.length === 0 ? [] : [`${capital(join(equal))} ${equal.length === 1 ? "equals its" : "equal their"} best constant answer.`]),
    ...below.map((split) => `${capital(split)} is ${formatPoints(-margin(split))} below its best constant answer.`),
  ];
}

function recallOf({ confusion: { tp, fp, fn } }: SplitMeasurement): string {
  if (tp + fn === 0) return "It has no positives, so recall is undefined there.";
  const recall = `Recall there is ${formatPercent(tp / (tp + fn), 1)}`;
  return tp + fp === 0 ? `${recall}.` : `${recall}, precision ${formatPercent(tp / (tp + fp), 1)}.`;
}

function labelShift(last: EpochRecord): string[] {
  const share = (split: Split): number => last[split].positives / Math.max(1, last[split].rows);
  const train = share("train");
  return (["validation", "test"] as const).flatMap((split) => {
    const other = share(split);
    if (last[split].rows === 0 || train === 0 || other === 0) return [];
    const factor = Math.max(other / train, train / other);
    if (factor < NOTABLE_FACTOR) return [];
    const shares = `${formatPrevalence(other)} of its rows are positive, against ${formatPrevalence(train)} of train's`;
    return factor < OTHER_WORLD_FACTOR
      ? [`${capital(split)} has another mix: ${shares}.`]
      : [`${capital(split)} is another world: ${shares}. Its accuracy moves with that mix, not only with learning.`];
  });
}

function lossMoved(first: EpochRecord, last: EpochRecord, loss: LossSpec): string[] {
  const [from, to] = [first.train.loss, last.train.loss];
  if (isAlwaysZero(loss) || last.epoch === 0 || !Number.isFinite(from) || !Number.isFinite(to)) return [];
  const verb = to < from ? "fell" : to > from ? "rose" : "stayed";
  return [`Train loss ${verb} from ${formatLoss(from)} untrained to ${formatLoss(to)}.`];
}

function join(splits: readonly Split[]): string {
  return splits.length < 2 ? (splits[0] ?? "") : `${splits.slice(0, -1).join(", ")} and ${splits.at(-1) ?? ""}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
