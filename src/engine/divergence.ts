import type { Checkpoint } from "../domain/checkpoint";
import { formatCount, formatStatistic } from "../domain/format";
import type { RunConfig } from "../domain/run-config";
import type { RunStart } from "../domain/trainer";
import type { Weights } from "../domain/weights";

/** Where the loss stopped being a finite number; batches count from 1. */
export interface DivergencePlace {
  readonly epoch: number;
  /** The first and the last batch that it can have been in. */
  readonly first: number;
  readonly last: number;
  /** The batch was well, but the measurement after it was not. */
  readonly measured: boolean;
}

/** The loss, read after some batches or measured after an epoch, is not a finite number. */
export class NotFiniteError extends Error {
  override name = "NotFiniteError";
  readonly place: DivergencePlace;

  constructor(place: DivergencePlace) {
    super("The loss is not a finite number.");
    this.place = place;
  }
}

/** A weight of a trained net on scaled rows is hardly ever so large. */
const LARGE_WEIGHT = 1000;

interface DivergenceFacts {
  readonly place: DivergencePlace;
  /** Batches of an epoch. */
  readonly batches: number;
  /** As it was then. */
  readonly config: RunConfig;
  /** What the schedule made of the learning rate then. */
  readonly lr: number;
  readonly start: RunStart;
  /** What the run ends with. */
  readonly kept: Checkpoint;
}

/** Why a run diverged, where, what to do, and what is left of it: sentences for the user. */
export function divergenceWords({ place, batches, config, lr, start, kept }: DivergenceFacts): string {
  const left = kept.epoch === 0 ? "the weights that it started from" : `the weights of the end of epoch ${kept.epoch}`;
  return (
    `The loss stopped being a finite number in epoch ${place.epoch}, ${batchWords(place, batches)}. ` +
    `${likelyCause(config, lr, start)} The run ends with ${left}.`
  );
}

/** The weights give no finite loss before any training. */
export function startNotFiniteWords(start: RunStart): string {
  return start.kind === "weights"
    ? `The loss of these weights is not a finite number: ${largeWeightWords(start.weights)}. Open another file, or draw new weights.`
    : "The loss of the untrained net is not a finite number. Choose another initialisation or fewer layers.";
}

function batchWords({ first, last, measured }: DivergencePlace, batches: number): string {
  const of = `of ${formatCount(batches)}`;
  if (measured) return `in the measurement after batch ${formatCount(last)} ${of}`;
  return first === last
    ? `at batch ${formatCount(first)} ${of}`
    : `within batches ${formatCount(first)} to ${formatCount(last)} ${of}`;
}

function likelyCause({ clipNorm }: RunConfig, lr: number, start: RunStart): string {
  if (start.kind === "weights" && largest(start.weights) > LARGE_WEIGHT) {
    return `The likely cause is the file that the run started from: ${largeWeightWords(start.weights)}. Draw new weights, or open another file.`;
  }
  const clip = clipNorm === undefined ? ", or clip the gradient" : "";
  return `The likely cause is the learning rate, ${formatStatistic(lr)} there: try a tenth of it${clip}.`;
}

function largeWeightWords(weights: Weights): string {
  const size = largest(weights);
  return Number.isFinite(size) ? `its weights reach ${formatStatistic(size)}` : "some of its weights are not finite numbers";
}

/** The largest size of a weight; not finite when one of them is not. */
function largest(weights: Weights): number {
  const sizes = weights.map(({ weight, bias }) => Math.max(largestOf(weight), largestOf(bias)));
  return Math.max(...sizes);
}

function largestOf(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
