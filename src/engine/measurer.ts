import type { EpochRecord, SplitMeasurement } from "../domain/history";
import type { ResolvedLoss } from "../domain/loss";
import { buildLogitHistogram, type LogitHistogram } from "../domain/metrics/logit-histogram";
import { measureSplit } from "../domain/metrics/measure";
import { perSplit, type PerSplit } from "../domain/split";
import type { Backend, Part, PerPart } from "./backend";
import type { RunMeter } from "./run-meter";

/** What measuring needs of a part: the features are on the device. */
export interface LabelledRows {
  readonly rows: number;
  readonly positives: number;
  readonly y: Uint8Array;
}

export interface MeasureSettings {
  readonly loss: ResolvedLoss;
  /** Predicted positive means score > threshold. */
  readonly threshold: number;
  /** Called before each chunk; what it throws ends the measurement. */
  readonly turn: () => Promise<void>;
}

/** What is known after an epoch. */
export interface MeasuredEpoch {
  readonly record: EpochRecord;
  readonly histograms: PerSplit<LogitHistogram>;
}

interface MeasuredPart {
  readonly measurement: SplitMeasurement;
  readonly histogram: LogitHistogram;
}

interface MeasurerParts {
  readonly backend: Backend;
  readonly labels: PerPart<LabelledRows>;
  readonly meter: RunMeter;
  /** Milliseconds from any fixed moment. */
  readonly now: () => number;
}

/** Measures all parts after an epoch, and keeps the splits' logits of the latest measurement. */
export class Measurer {
  readonly logits: PerSplit<Float32Array>;
  readonly #parts: MeasurerParts;

  constructor(parts: MeasurerParts) {
    this.#parts = parts;
    this.logits = noLogits(parts.labels);
  }

  async measure(epoch: number, settings: MeasureSettings): Promise<MeasuredEpoch> {
    const train = await this.#part("train", settings);
    const validation = await this.#part("validation", settings);
    const test = await this.#part("test", settings);
    const splits = { train, validation, test };
    const record: EpochRecord = { epoch, ...perSplit((split) => splits[split].measurement) };
    const histograms = perSplit((split) => splits[split].histogram);
    if (this.#parts.labels.holdout.rows === 0) return { record, histograms };
    const { measurement: holdout } = await this.#part("holdout", settings);
    return { record: { ...record, holdout }, histograms };
  }

  async #part(part: Part, { loss, threshold, turn }: MeasureSettings): Promise<MeasuredPart> {
    const { backend, labels, meter, now } = this.#parts;
    const { rows, y } = labels[part];
    const measure = measureSplit(loss, threshold);
    const histogram = buildLogitHistogram();
    for (let start = 0; start < rows; start += backend.chunkRows) {
      await turn();
      const before = now();
      const count = Math.min(backend.chunkRows, rows - start);
      const logits = await backend.logits(part, start, count);
      if (part !== "holdout") this.logits[part].set(logits, start);
      measure.add(logits, y, start);
      histogram.add(logits, y, start);
      meter.evaluated(count, now() - before);
    }
    return { measurement: measure.result(), histogram: histogram.result() };
  }
}

function noLogits(labels: PerPart<LabelledRows>): PerSplit<Float32Array> {
  return perSplit((split) => new Float32Array(labels[split].rows));
}
