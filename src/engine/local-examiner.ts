import type {
  Asking,
  Baseline,
  BaselineQuestion,
  CompareQuestion,
  Comparison,
  CorrectedQuestion,
  DependenceQuestion,
  Examiner,
  HeldOutQuestion,
  ImportanceQuestion,
  Insight,
  InsightQuestion,
  IntervalsQuestion,
  LogitsQuestion,
  MeasureAnswer,
  MeasureQuestion,
  NearestAnswer,
  NearestQuestion,
  PriorQuestion,
  SplitLogits,
  WorstQuestion,
} from "../domain/examiner";
import type { RawCell } from "../domain/features/fitted";
import { layerReports } from "../domain/insight/layer-report";
import { passRows, passThrough } from "../domain/insight/net-pass";
import { resolveLoss } from "../domain/loss";
import { compareSplit } from "../domain/metrics/compare-split";
import type { CumulativeCounts } from "../domain/metrics/cumulative-counts";
import type { MetricIntervals } from "../domain/metrics/intervals";
import { isAbove, logitCut } from "../domain/metrics/logistic";
import { countsOfLogits } from "../domain/metrics/logit-counts";
import { logisticLogits } from "../domain/metrics/logistic-regression";
import { intervalsOfCounts, intervalsOfLogits } from "../domain/metrics/logit-intervals";
import { toBlocks } from "../domain/model-spec";
import type { PreparedSplit } from "../domain/prepared";
import { labelsOf, sampleRows } from "../domain/row-sample";
import type { RunConfig } from "../domain/run-config";
import type { CorrectedFigures, PriorAnswer } from "../domain/shift/prior-estimates";
import type { DomainAnswer, DomainQuestion } from "../domain/shift/domain-question";
import { SPLITS, perSplit, type PerSplit, type Split } from "../domain/split";
import type { Matrices } from "../domain/trainer";
import { selectTrainingRows, trainingRowNumbers } from "../domain/training-rows";
import { partialDependence, sourceCells, type Dependence } from "../domain/why/partial-dependence";
import { permutationImportance, type Importance } from "../domain/why/permutation-importance";
import { copyRows, type Scorer, type Surroundings } from "../domain/why/scorer";
import { nearestOfOtherAnswer } from "../domain/why/what-if";
import { worstRows, type WorstRows } from "../domain/why/worst-rows";
import type { Backend } from "./backend";
import { withAside, type OpenAside } from "./aside";
import { logitsOfGuests, logitsOfPart, type Turn } from "./bench";
import { tellApart } from "./domain-classifier";
import type { Inquiries } from "./inquiries";
import { LogisticBaseline } from "./logistic-baseline";
import type { Pace } from "./pace";
import { answerCorrected, answerPrior } from "./prior-inquiry";
import { TrainerError } from "./trainer-error";

/** The examiner where the engines are: in the train worker, or in a test. */
export class LocalExaminer implements Examiner {
  readonly #inquiries: Inquiries;
  readonly #openAside: OpenAside;
  readonly #baseline = new LogisticBaseline();

  constructor(inquiries: Inquiries, openAside: OpenAside) {
    this.#inquiries = inquiries;
    this.#openAside = openAside;
  }

  compare({ net, threshold }: CompareQuestion, asking: Asking = {}): Promise<Comparison> {
    return this.#inquiries.ask(asking, async ({ bench, matrices, pace }) => {
      pace.part(0, 0.5);
      const logits = await bench.logitsOf(net, matrices, turnOf(pace));
      const { labels } = await bench.with(net, matrices);
      return comparisonOf(pace, 0.5, perSplit((split) => ({ logits: logits[split], y: labels[split].y })), { threshold, withCurves: true });
    });
  }

  intervals({ net, threshold, seed, resamples }: IntervalsQuestion, asking: Asking = {}): Promise<PerSplit<MetricIntervals>> {
    const options = { seed, ...(resamples === undefined ? {} : { resamples }) };
    return this.#inquiries.ask(asking, async ({ bench, matrices, pace }) => {
      pace.part(0, 0.1);
      const logits = await bench.logitsOf(net, matrices, turnOf(pace));
      const { labels } = await bench.with(net, matrices);
      return eachSplit(pace, 0.1, labels, async (split) => {
        const intervals = await pace.through(intervalsOfLogits(logits[split], labels[split].y, threshold, options));
        if (intervals === null) throw notFinite();
        return intervals;
      });
    });
  }

  baseline({ config, threshold }: BaselineQuestion, asking: Asking = {}): Promise<Baseline> {
    return this.#inquiries.aside(asking, async ({ matrices, pace }) => {
      pace.part(0, 0.7);
      const model = await this.#baseline.model(matrices, config, pace);
      if (model.type === "none") return model;
      const scored = perSplit((split) => {
        const { x, y, rows } = rowsOf(matrices, config, split);
        return { logits: logisticLogits(model, x, rows), y };
      });
      return { type: "fitted", model, splits: await comparisonOf(pace, 0.7, scored, { threshold, withCurves: false }) };
    });
  }

  importance({ net, split, ...request }: ImportanceQuestion, asking: Asking = {}): Promise<Importance> {
    return this.#inquiries.ask(asking, async ({ bench, matrices, pace }) => {
      const { backend } = await bench.with(net, matrices);
      const { x, y } = rowsOf(matrices, net.config, split);
      return permutationImportance(scorerOn(backend, pace), { ...request, x, y, columns: matrices.features }, told(asking));
    });
  }

  dependence({ net, split, features, source, ...request }: DependenceQuestion, asking: Asking = {}): Promise<Dependence<RawCell>> {
    return this.#inquiries.ask(asking, async ({ bench, matrices, pace }) => {
      const { backend } = await bench.with(net, matrices);
      const { x, rows } = rowsOf(matrices, net.config, split);
      const made = { ...request, ...sourceCells(features, source), x, rows, columns: matrices.features };
      const answer = await partialDependence(scorerOn(backend, pace), made, told(asking));
      const numbers = numbersOf(matrices, net.config, split);
      return { ...answer, curves: answer.curves.map((curve) => ({ ...curve, row: numberOf(numbers, curve.row) })) };
    });
  }

  nearest({ net, split, x: row, threshold, maxDifferences }: NearestQuestion, asking: Asking = {}): Promise<NearestAnswer> {
    return this.#inquiries.ask(asking, async ({ bench, matrices, pace }) => {
      pace.part(0, 0.8);
      const logits = (await bench.logitsOf(net, matrices, turnOf(pace)))[split];
      const { backend } = await bench.with(net, matrices);
      const [logit = NaN] = await logitsOfGuests(backend, row, 1);
      const { x } = rowsOf(matrices, net.config, split);
      const columns = matrices.features;
      pace.part(0.8, 1);
      const own = { row, positive: isAbove(logit, logitCut(threshold)) };
      const found = await pace.through(nearestOfOtherAnswer({ x, columns, logits, threshold }, own, maxDifferences));
      if (found === null) return { logit, nearest: null };
      const neighbour = x.slice(found.row * columns, (found.row + 1) * columns);
      const number = numberOf(numbersOf(matrices, net.config, split), found.row);
      return { logit, nearest: { ...found, row: number, logit: logits[found.row] ?? NaN, x: neighbour } };
    });
  }

  worst({ net, split, limit, threshold }: WorstQuestion, asking: Asking = {}): Promise<WorstRows> {
    return this.#inquiries.ask(asking, async ({ bench, matrices, pace }) => {
      const logits = await bench.logitsOf(net, matrices, turnOf(pace));
      const { labels } = await bench.with(net, matrices);
      const cut = threshold === null ? {} : { cut: logitCut(threshold) };
      const { rows, candidates } = worstRows({ logits: logits[split], y: labels[split].y, limit, ...cut });
      const numbers = numbersOf(matrices, net.config, split);
      return { rows: rows.map((each) => ({ ...each, row: numberOf(numbers, each.row) })), candidates };
    });
  }

  insight({ config, weights, seed, bins }: InsightQuestion, asking: Asking = {}): Promise<Insight> {
    return this.#inquiries.aside(asking, async ({ matrices, pace }) => {
      const { rows, positives, x, y } = rowsOf(matrices, config, "train");
      const blocks = toBlocks(config.model, matrices.features);
      const chosen = sampleRows(rows, passRows(blocks), seed, "insight rows");
      const sample = { x: copyRows(x, matrices.features, chosen), y: labelsOf(y, chosen) };
      pace.part(0, 0.5);
      const passes = await pace.through(passThrough(blocks, weights, sample, resolveLoss(config.loss, { rows, positives })));
      pace.part(0.5, 1);
      return { layers: await pace.through(layerReports(passes, weights, bins)), rowsUsed: sample.y.length, rows };
    });
  }

  logits({ net, split }: LogitsQuestion, asking: Asking = {}): Promise<SplitLogits> {
    return this.#inquiries.ask(asking, async ({ bench, matrices, pace }) => {
      const logits = await bench.logitsOf(net, matrices, turnOf(pace));
      const { labels } = await bench.with(net, matrices);
      const rows = numbersOf(matrices, net.config, split);
      return { logits: Float32Array.from(logits[split]), y: Uint8Array.from(labels[split].y), rows };
    });
  }

  heldOut({ net }: HeldOutQuestion, asking: Asking = {}): Promise<CumulativeCounts | null> {
    return this.#inquiries.ask(asking, async ({ bench, matrices, pace }) => {
      const { backend, labels } = await bench.with(net, matrices);
      const { rows, y } = labels.holdout;
      if (rows === 0) return null;
      pace.part(0, 0.7);
      const logits = await logitsOfPart(backend, "holdout", rows, turnOf(pace));
      if (logits.some(Number.isNaN)) throw notFinite();
      pace.part(0.7, 1);
      return pace.through(countsOfLogits(logits, y));
    });
  }

  prior(question: PriorQuestion, asking: Asking = {}): Promise<PriorAnswer> {
    return this.#inquiries.ask(asking, (inquiry) => answerPrior(inquiry, question));
  }

  corrected(question: CorrectedQuestion, asking: Asking = {}): Promise<CorrectedFigures> {
    return this.#inquiries.ask(asking, (inquiry) => answerCorrected(inquiry, question));
  }

  domain(question: DomainQuestion, asking: Asking = {}): Promise<DomainAnswer> {
    return this.#inquiries.ask(asking, ({ matrices, pace }) =>
      withAside(this.#openAside, question.engine, (backend) => tellApart({ backend, matrices, pace }, question)),
    );
  }

  measure({ net, rows: { x, y }, threshold, seed, resamples }: MeasureQuestion, asking: Asking = {}): Promise<MeasureAnswer> {
    return this.#inquiries.ask(asking, async ({ bench, matrices, pace }) => {
      const { backend } = await bench.with(net, matrices);
      pace.part(0, 0.2);
      const logits = await logitsOfGuests(backend, x, y.length, turnOf(pace));
      pace.part(0.2, 0.3);
      const comparison = await pace.through(compareSplit(logits, y, threshold, false));
      if (comparison === null) throw notFinite();
      pace.part(0.3, 1);
      return { comparison, intervals: await pace.through(intervalsOfCounts(comparison.counts, comparison.evaluation, { seed, resamples })) };
    });
  }
}

function turnOf(pace: Pace): Turn {
  return (share) => pace.turn(share);
}

/** Others are told the share by whoever counts the scorings. */
function scorerOn(backend: Backend, pace: Pace): Scorer<Float32Array<ArrayBuffer>> {
  return (x, rows) => logitsOfGuests(backend, x, rows, () => pace.turn(null));
}

function told({ onShare }: Asking): Surroundings {
  return onShare === undefined ? {} : { onProgress: onShare };
}

/** The rows of a split that the run went by, with their labels. */
function rowsOf({ splits, features }: Matrices, config: RunConfig, split: Split): PreparedSplit {
  return split === "train" ? selectTrainingRows(splits.train, features, config).train : splits[split];
}

/** Their numbers in the split's matrix; null: all of them in order. */
function numbersOf({ splits }: Matrices, config: RunConfig, split: Split): Uint32Array<ArrayBuffer> | null {
  return split === "train" ? trainingRowNumbers(splits.train.rows, config) : null;
}

function numberOf(numbers: Uint32Array | null, row: number): number {
  return numbers?.[row] ?? row;
}

function comparisonOf(
  pace: Pace,
  from: number,
  scored: PerSplit<{ readonly logits: Float32Array; readonly y: Uint8Array }>,
  { threshold, withCurves }: { readonly threshold: number; readonly withCurves: boolean },
): Promise<Comparison> {
  const sizes = perSplit((split) => ({ rows: scored[split].y.length }));
  return eachSplit(pace, from, sizes, async (split) => {
    const { logits, y } = scored[split];
    const comparison = await pace.through(compareSplit(logits, y, threshold, withCurves));
    if (comparison === null) throw notFinite();
    return comparison;
  });
}

/** Does the same for one split after the other, each a part of the rest of the work by its rows. */
async function eachSplit<T>(
  pace: Pace,
  from: number,
  sizes: PerSplit<{ readonly rows: number }>,
  answer: (split: Split) => Promise<T>,
): Promise<PerSplit<T>> {
  const total = SPLITS.reduce((sum, split) => sum + sizes[split].rows, 0);
  let done = from;
  const next = (split: Split): Promise<T> => {
    const until = done + ((1 - from) * sizes[split].rows) / total;
    pace.part(done, until);
    done = until;
    return answer(split);
  };
  return { train: await next("train"), validation: await next("validation"), test: await next("test") };
}

function notFinite(): TrainerError {
  return new TrainerError("not-finite", "This net gives outputs that are not numbers, so there is nothing to compare.");
}
