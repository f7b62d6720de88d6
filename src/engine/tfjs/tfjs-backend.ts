import { engine } from "@tensorflow/tfjs-core";
import type { EngineIdentity } from "../../domain/engine-identity";
import type { PreparedSplit } from "../../domain/prepared";
import type { OptimizerSpec } from "../../domain/run-config";
import { perSplit, SPLITS, type PerSplit, type Split } from "../../domain/split";
import type { Weights } from "../../domain/weights";
import type { Backend, Program, Rows } from "../backend";
import type { Arithmetic } from "./arithmetic";
import { disposeChunk, paddedRows, ResidentRows } from "./resident-rows";

export interface TfjsDevice {
  readonly identity: EngineIdentity;
  readonly chunkRows: number;
  readonly arithmetic: Arithmetic;
  /** Aborts when the device is gone. */
  readonly lost: AbortSignal;
  isLost(): boolean;
}

interface Loaded {
  readonly source: PerSplit<PreparedSplit>;
  readonly features: number;
  readonly splits: PerSplit<ResidentRows>;
}

/** The device is gone, and with it what it held: after a driver reset, or in a tab long hidden. */
class DeviceLostError extends Error {
  override name = "DeviceLostError";
  readonly code = "device-lost";

  constructor() {
    super("The graphics context was lost, and the run with it. Start the run again: the data is put back by itself.");
  }
}

/** A back end on tfjs: keeps the rows on the device and counts them; the device's arithmetic does the rest. */
export class TfjsBackend implements Backend {
  readonly #open: () => TfjsDevice;
  #device: TfjsDevice;
  #loaded: Loaded | null = null;
  /** Padded sizes that this run has used. A smaller rest of a batch takes one of them if it fits well. */
  #sizes: number[] = [];
  #lossRows = 0;
  /** Rows of the step in hand, which may yet be discarded. */
  #stepRows = 0;

  /** @param open makes the device, and makes it anew when it was lost; its errors are passed on */
  constructor(open: () => TfjsDevice) {
    this.#open = open;
    this.#device = open();
  }

  get identity(): EngineIdentity {
    return this.#device.identity;
  }

  get chunkRows(): number {
    return this.#device.chunkRows;
  }

  async load(splits: PerSplit<PreparedSplit>, features: number): Promise<void> {
    this.#unload();
    this.#restore();
    this.#makeResident(splits, features);
  }

  #makeResident(splits: PerSplit<PreparedSplit>, features: number): void {
    const { arithmetic } = this.#device;
    this.#loaded = {
      source: splits,
      features,
      splits: perSplit((split) => new ResidentRows(splits[split], features, arithmetic, this.chunkRows)),
    };
  }

  async compile(program: Program): Promise<void> {
    this.#restore();
    this.#device.arithmetic.compile(program);
    this.#sizes = [];
    this.#lossRows = this.#stepRows = 0;
  }

  async accumulate(rows: Rows, batchRows: number): Promise<void> {
    this.#check();
    const count = rows.kind === "range" ? rows.count : rows.indices.length;
    const { train } = this.#data().splits;
    const resident = train.resident(rows);
    const chunk = resident ?? train.copy(rows, this.#paddedSize(count));
    try {
      this.#device.arithmetic.accumulate(chunk, batchRows);
      this.#stepRows += count;
    } finally {
      if (resident === null) disposeChunk(chunk);
    }
  }

  async update(optimizer: OptimizerSpec): Promise<void> {
    this.#check();
    this.#device.arithmetic.update(optimizer);
    this.#commitRows();
  }

  async discard(): Promise<void> {
    this.#device.arithmetic.discard();
    this.#stepRows = 0;
  }

  async takeLoss(): Promise<number> {
    this.#commitRows();
    const rows = this.#lossRows;
    this.#lossRows = 0;
    const sum = await this.#read(() => this.#device.arithmetic.takeLossSum());
    return sum / rows;
  }

  async logits(split: Split, start: number, count: number): Promise<Float32Array> {
    const rows = this.#data().splits[split];
    const range = { kind: "range", start, count } as const;
    const resident = rows.resident(range);
    const chunk = resident ?? rows.copy(range, paddedRows(count, this.chunkRows));
    try {
      return (await this.#read(() => this.#device.arithmetic.logits(chunk.x))).slice(0, count);
    } finally {
      if (resident === null) disposeChunk(chunk);
    }
  }

  async logitsOf(x: Float32Array, rows: number): Promise<Float32Array> {
    const { features } = this.#data();
    const padded = paddedRows(rows, this.chunkRows);
    const inputs = new Float32Array(padded * features);
    inputs.set(x.subarray(0, rows * features));
    const tensor = this.#device.arithmetic.makeTensor(inputs, [padded, features]);
    try {
      return (await this.#read(() => this.#device.arithmetic.logits(tensor))).slice(0, rows);
    } finally {
      tensor.dispose();
    }
  }

  readWeights(): Promise<Weights> {
    return this.#read(() => this.#device.arithmetic.readWeights());
  }

  liveBuffers(): number {
    return engine().state.numTensors;
  }

  async dispose(): Promise<void> {
    this.#device.arithmetic.dispose();
    this.#unload();
  }

  #commitRows(): void {
    this.#lossRows += this.#stepRows;
    this.#stepRows = 0;
  }

  #check(): void {
    if (this.#device.isLost()) throw new DeviceLostError();
  }

  /** Opens a lost device again and puts the data back. */
  #restore(): void {
    if (!this.#device.isLost()) return;
    const loaded = this.#loaded;
    this.#device.arithmetic.dispose();
    this.#unload();
    this.#device = this.#open();
    if (loaded !== null) this.#makeResident(loaded.source, loaded.features);
  }

  /** A read of a lost device may never end, so the loss ends it. */
  #read<T>(read: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#check();
      const { lost } = this.#device;
      const giveUp = (): void => {
        reject(new DeviceLostError());
      };
      lost.addEventListener("abort", giveUp);
      read()
        .then(resolve, reject)
        .finally(() => {
          lost.removeEventListener("abort", giveUp);
        });
    });
  }

  #paddedSize(count: number): number {
    const fitting = this.#sizes.find((size) => size >= count && size <= 2 * count);
    if (fitting !== undefined) return fitting;
    const size = paddedRows(count, this.chunkRows);
    this.#sizes.push(size);
    return size;
  }

  #data(): Loaded {
    if (this.#loaded === null) throw new Error("No data has been loaded: call load first.");
    return this.#loaded;
  }

  #unload(): void {
    const loaded = this.#loaded;
    this.#loaded = null;
    if (loaded !== null) for (const split of SPLITS) loaded.splits[split].dispose();
  }
}
