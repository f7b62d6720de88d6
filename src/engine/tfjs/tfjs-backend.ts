import { engine } from "@tensorflow/tfjs-core";
import type { OptimizerMemory } from "../../domain/checkpoint";
import type { EngineIdentity } from "../../domain/engine-identity";
import type { Block } from "../../domain/model-spec";
import type { PreparedSplit } from "../../domain/prepared";
import type { Weights } from "../../domain/weights";
import type { Backend, Part, PerPart, Program, Rows, StepSettings, UpdateSettings } from "../backend";
import type { Arithmetic } from "./arithmetic";
import { DeviceGuard, type DeviceLife } from "./device-guard";
import { disposeChunk, paddedRows, ResidentParts } from "./resident-rows";

export interface TfjsDevice {
  readonly identity: EngineIdentity;
  readonly arithmetic: Arithmetic;
  /** The most rows that one call takes of a net; of no blocks: before a net is known. The same for the same net. */
  chunkRows(blocks: readonly Block[]): number;
  /** Bytes of its buffers: those in use and those kept for use again. */
  bufferBytes(): number;
  /** Null on a device that is simply there. */
  readonly life: DeviceLife | null;
}

interface Loaded {
  readonly source: PerPart<PreparedSplit>;
  readonly features: number;
}

/** Far longer than any chunk takes on any device. */
const READ_LIMIT_MS = 20_000;

/** A back end on tfjs: keeps the rows on the device and counts them; the device's arithmetic does the rest. */
export class TfjsBackend implements Backend {
  readonly #open: () => TfjsDevice;
  readonly #readLimitMs: number;
  #device: TfjsDevice;
  #guard: DeviceGuard;
  #chunkRows: number;
  #loaded: Loaded | null = null;
  /** What was loaded, in chunks of the net's size; null before the first net. */
  #resident: ResidentParts | null = null;
  /** The blocks of the latest net, as text. */
  #net: string | null = null;
  /** Padded sizes that this run has used. A smaller rest of a batch takes one of them if it fits well. */
  #sizes: number[] = [];
  #lossRows = 0;
  /** Rows of the step in hand, which may yet be discarded. */
  #stepRows = 0;

  /**
   * @param open makes the device, and makes it anew when it was lost; its errors are passed on
   * @param readLimitMs a read that takes longer counts as a loss of the device
   */
  constructor(open: () => TfjsDevice, readLimitMs = READ_LIMIT_MS) {
    this.#open = open;
    this.#readLimitMs = readLimitMs;
    this.#device = open();
    this.#guard = new DeviceGuard(this.#device.life, readLimitMs);
    this.#chunkRows = this.#device.chunkRows([]);
  }

  get identity(): EngineIdentity {
    return this.#device.identity;
  }

  get chunkRows(): number {
    return this.#chunkRows;
  }

  async load(parts: PerPart<PreparedSplit>, features: number): Promise<void> {
    this.#unload();
    this.#loaded = { source: parts, features };
  }

  async compile(program: Program): Promise<void> {
    const { life } = this.#device;
    const net = JSON.stringify(program.blocks);
    const isOther = this.#net !== null && this.#net !== net;
    if (life !== null && (life.isLost() || (isOther && life.isWorn()))) this.#reopen();
    this.#net = net;
    this.#guard.run(() => {
      this.#device.arithmetic.compile(program);
      this.#makeResident(this.#device.chunkRows(program.blocks));
    });
    this.#sizes = [];
    this.#lossRows = this.#stepRows = 0;
  }

  async accumulate(rows: Rows, step: StepSettings): Promise<void> {
    this.#guard.run(() => {
      const count = rows.kind === "range" ? rows.count : rows.indices.length;
      const { train } = this.#data().parts;
      const resident = train.resident(rows);
      const chunk = resident ?? train.copy(rows, this.#paddedSize(count));
      try {
        this.#device.arithmetic.accumulate(chunk, step);
        this.#stepRows += count;
      } finally {
        if (resident === null) disposeChunk(chunk);
      }
    });
  }

  async update(settings: UpdateSettings): Promise<void> {
    this.#guard.run(() => {
      this.#device.arithmetic.update(settings);
    });
    this.#commitRows();
  }

  async discard(): Promise<void> {
    this.#guard.run(() => {
      this.#device.arithmetic.discard();
    });
    this.#stepRows = 0;
  }

  async takeLoss(): Promise<number> {
    this.#commitRows();
    const rows = this.#lossRows;
    this.#lossRows = 0;
    const sum = await this.#guard.read(() => this.#device.arithmetic.takeLossSum());
    return sum / rows;
  }

  async logits(part: Part, start: number, count: number): Promise<Float32Array> {
    if (count === 0) return new Float32Array();
    return this.#guard.read(async () => {
      const rows = this.#data().parts[part];
      const range = { kind: "range", start, count } as const;
      const resident = rows.resident(range);
      const chunk = resident ?? rows.copy(range, paddedRows(count, this.chunkRows));
      try {
        return (await this.#device.arithmetic.logits(chunk.x)).slice(0, count);
      } finally {
        if (resident === null) disposeChunk(chunk);
      }
    });
  }

  async logitsOf(x: Float32Array, rows: number): Promise<Float32Array> {
    if (rows === 0) return new Float32Array();
    return this.#guard.read(async () => {
      const features = x.length / rows;
      const padded = paddedRows(rows, this.chunkRows);
      const inputs = new Float32Array(padded * features);
      inputs.set(x);
      const tensor = this.#device.arithmetic.makeTensor(inputs, [padded, features]);
      try {
        return (await this.#device.arithmetic.logits(tensor)).slice(0, rows);
      } finally {
        tensor.dispose();
      }
    });
  }

  readWeights(): Promise<Weights> {
    return this.#guard.read(() => this.#device.arithmetic.readWeights());
  }

  readOptimizer(): Promise<OptimizerMemory | null> {
    return this.#guard.read(() => this.#device.arithmetic.readOptimizer());
  }

  liveBuffers(): number {
    return engine().state.numTensors;
  }

  bufferBytes(): number {
    return this.#device.bufferBytes();
  }

  workers(): number {
    return 0;
  }

  async dispose(): Promise<void> {
    this.#device.arithmetic.dispose();
    this.#unload();
    this.#device.life?.close();
  }

  #commitRows(): void {
    this.#lossRows += this.#stepRows;
    this.#stepRows = 0;
  }

  /** A new device in place of the old; what was loaded is put back by `#makeResident`. */
  #reopen(): void {
    this.#device.arithmetic.dispose();
    this.#dropResident();
    this.#device.life?.close();
    this.#device = this.#open();
    this.#guard = new DeviceGuard(this.#device.life, this.#readLimitMs);
  }

  #makeResident(chunkRows: number): void {
    this.#chunkRows = chunkRows;
    if (this.#resident?.chunkRows === chunkRows || this.#loaded === null) return;
    this.#dropResident();
    const { source, features } = this.#loaded;
    this.#resident = new ResidentParts(source, features, this.#device.arithmetic, chunkRows);
  }

  #paddedSize(count: number): number {
    const fitting = this.#sizes.find((size) => size >= count && size <= 2 * count);
    if (fitting !== undefined) return fitting;
    const size = paddedRows(count, this.chunkRows);
    this.#sizes.push(size);
    return size;
  }

  #data(): ResidentParts {
    if (this.#loaded === null) throw new Error("No data has been loaded: call load first.");
    // Data that came after the net is put in place at its first use.
    this.#makeResident(this.#chunkRows);
    if (this.#resident === null) throw new Error("The data is not on the device: call compile first.");
    return this.#resident;
  }

  #dropResident(): void {
    this.#resident?.dispose();
    this.#resident = null;
  }

  #unload(): void {
    this.#loaded = null;
    this.#dropResident();
  }
}
