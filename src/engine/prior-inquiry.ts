import type { CorrectedQuestion, PriorQuestion } from "../domain/examiner";
import { resolveLoss } from "../domain/loss";
import type { CumulativeCounts } from "../domain/metrics/cumulative-counts";
import { countsOfLogits } from "../domain/metrics/logit-counts";
import type { PreparedSplit } from "../domain/prepared";
import type { Against } from "../domain/shift/against";
import { correctedFigures } from "../domain/shift/corrected-figures";
import { targetPrior, type CorrectedFigures, type PriorAnswer, type TargetPrior } from "../domain/shift/prior-estimates";
import { levelOf, trainedPrior } from "../domain/shift/trained-prior";
import { perSplit, SPLITS, type PerSplit, type Split } from "../domain/split";
import { selectTrainingRows, trainingRowNumbers } from "../domain/training-rows";
import { logitsOfGuests } from "./bench";
import type { Inquiry } from "./inquiries";
import { TrainerError } from "./trainer-error";

interface Scored {
  readonly logits: Float32Array;
  readonly y: Uint8Array;
}

/** Estimates the shares of positives of validation and test from the scores of a net. */
export async function answerPrior(inquiry: Inquiry, { net, loss, threshold }: PriorQuestion): Promise<PriorAnswer> {
  const { bench, matrices, pace } = inquiry;
  const scored = await scoredSplits(inquiry, net);
  const { train, holdout } = selectTrainingRows(matrices.splits.train, matrices.features, net.config);
  const clean = labelsOfData(matrices.splits.train, net.config);
  const trained = trainedPrior(resolveLoss(loss, train), { rows: train.rows, positives: clean.reduce((sum, label) => sum + label, 0) }, net.config.subset?.labelNoise);
  const countsOf = ({ logits, y }: Scored, from: number, to: number): Promise<CumulativeCounts> => {
    pace.part(from, to);
    return pace.through(countsOfLogits(logits, y));
  };
  const aside = hasBothClasses(holdout);
  let labelledRows: Scored = { logits: scored.train.logits, y: clean };
  if (aside) {
    const { backend } = await bench.with(net, matrices);
    const logits = await logitsOfGuests(backend, holdout.x, holdout.rows, () => pace.turn(null));
    refuseNaN(logits);
    labelledRows = { logits, y: holdout.y };
  }
  const source = await countsOf(labelledRows, 0.3, 0.5);
  const labelled = { source, trained, threshold };
  const estimated = async (split: Against, from: number): Promise<TargetPrior> => {
    const counts = await countsOf(scored[split], from, from + 0.05);
    pace.part(from + 0.05, from + 0.25);
    return pace.through(targetPrior(labelled, counts));
  };
  return {
    trained,
    level: levelOf(source, trained.weight),
    source: aside ? "holdout" : "train",
    against: { validation: await estimated("validation", 0.5), test: await estimated("test", 0.75) },
  };
}

/** Measures every split before and after a constant was added to its logits. */
export async function answerCorrected(inquiry: Inquiry, { net, offset, threshold }: CorrectedQuestion): Promise<CorrectedFigures> {
  const scored = await scoredSplits(inquiry, net);
  const figuresOf = (split: Split, from: number, to: number): Promise<CorrectedFigures[Split]> => {
    const { logits, y } = scored[split];
    inquiry.pace.part(from, to);
    return inquiry.pace.through(correctedFigures(logits, y, offset, threshold));
  };
  return {
    train: await figuresOf("train", 0.3, 0.7),
    validation: await figuresOf("validation", 0.7, 0.85),
    test: await figuresOf("test", 0.85, 1),
  };
}

/** The logits of all splits, the first 30 % of the work. @throws TrainerError "not-finite" */
async function scoredSplits({ bench, matrices, pace }: Inquiry, net: PriorQuestion["net"]): Promise<PerSplit<Scored>> {
  pace.part(0, 0.3);
  const logits = await bench.logitsOf(net, matrices, (share) => pace.turn(share));
  const { labels } = await bench.with(net, matrices);
  for (const split of SPLITS) refuseNaN(logits[split]);
  return perSplit((split) => ({ logits: logits[split], y: labels[split].y }));
}

/** Of the rows trained on as they are in the data: some may have been flipped for training. */
function labelsOfData({ rows, y }: PreparedSplit, config: PriorQuestion["net"]["config"]): Uint8Array {
  const numbers = trainingRowNumbers(rows, config);
  return numbers === null ? y : Uint8Array.from(numbers, (row) => y[row]!);
}

function refuseNaN(logits: Float32Array): void {
  if (logits.some(Number.isNaN)) throw new TrainerError("not-finite", "This net gives outputs that are not numbers, so nothing can be estimated from them.");
}

function hasBothClasses({ rows, positives }: PreparedSplit): boolean {
  return positives > 0 && positives < rows;
}
