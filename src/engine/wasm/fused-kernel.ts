import type { OptimizerMemory } from "../../domain/checkpoint";
import type { Block } from "../../domain/model-spec";
import type { Weights } from "../../domain/weights";
import type { Rows, StepSettings, UpdateSettings } from "../backend";
import { toExports, type KernelExports } from "./kernel-exports";
import { layOutParameters, packWeights, type ParameterLayout, programTable, unpackWeights } from "./kernel-layout";
import { KernelMemory, type MemoryMark } from "./kernel-memory";
import { KernelOptimizer } from "./kernel-optimizer";
import { settingsWords } from "./kernel-settings";

/** Rows in the kernel's memory. */
export interface ResidentRows {
  readonly rows: number;
  /** Where the kernel finds the rest. */
  readonly address: number;
}

/** Which share of the rows a kernel has: those are dealt to workers in blocks of 1,024, in turn. */
interface RowDeal {
  readonly workers: number;
  readonly worker: number;
}

interface CompiledProgram {
  readonly layout: ParameterLayout;
  readonly table: number;
  readonly vector: number;
  readonly taken: number;
  readonly settings: number;
  readonly optimizer: KernelOptimizer;
  /** The transposed copies are of the present weights. */
  prepared: boolean;
  /** The settings that the kernel has. */
  step: StepSettings | null;
}

const ALL_ROWS: RowDeal = { workers: 1, worker: 0 };
const ROW_SET_WORDS = 4;
/** Of `clip_grad_norm_`. */
const CLIP_EPSILON = 1e-6;

/**
 * One instance of the fused kernel with its own memory: rows that stay, and one program over them. Several can share a
 * batch: each sums the gradients of its own rows, one adds those of the others to its own and takes the step.
 */
export class FusedKernel {
  /** The most rows of one call. */
  readonly chunkRows: number;
  readonly #exports: KernelExports;
  readonly #memory: KernelMemory;
  readonly #features: number;
  readonly #indices: number;
  readonly #logits: number;
  readonly #guests: number;
  readonly #guestRows: ResidentRows;
  /** The memory above it belongs to the program and is taken anew by each. */
  #rowsEnd: MemoryMark;
  #program: CompiledProgram | null = null;

  constructor(module: WebAssembly.Module, features: number, chunkRows = 16_384) {
    this.chunkRows = chunkRows;
    this.#features = features;
    this.#exports = toExports(new WebAssembly.Instance(module, { env: {} }).exports);
    this.#memory = new KernelMemory(this.#exports.memory, this.#exports.heapBase() >>> 0);
    this.#indices = this.#memory.allocate(chunkRows * 4);
    this.#logits = this.#memory.allocate(chunkRows * 4);
    this.#guests = this.#memory.allocate(chunkRows * features * 4);
    this.#guestRows = this.#rowSet(chunkRows, this.#guests, 0, ALL_ROWS);
    this.#rowsEnd = this.#memory.mark();
  }

  /**
   * Copies rows into the kernel's memory, before the first program: `x` is `[rows, features]`, `y` holds 0 and 1.
   * @param deal which rows of train these are, so that dropout knows them by their numbers there; absent: all
   */
  addRows(x: Float32Array, y: Uint8Array, deal: RowDeal = ALL_ROWS): ResidentRows {
    if (this.#program !== null) throw new Error("Rows are added before the first program.");
    const place = { x: this.#memory.allocate(x.byteLength), y: this.#memory.allocate(y.byteLength) };
    const set = this.#rowSet(y.length, place.x, place.y, deal);
    this.#memory.floats(place.x, x.length).set(x);
    this.#memory.byteView(place.y, y.length).set(y);
    this.#rowsEnd = this.#memory.mark();
    return set;
  }

  /**
   * Replaces the program, and clears the sums.
   * @param memory what the optimiser goes on from; null: it starts with nothing
   * @throws Error when weights or memory do not fit the blocks, or the blocks the rows
   */
  compile(blocks: readonly Block[], weights: Weights, memory: OptimizerMemory | null): void {
    const layout = layOutParameters(blocks);
    if (blocks[0]?.in !== this.#features) {
      throw new Error(`The net takes ${String(blocks[0]?.in)} features; the loaded rows have ${this.#features}.`);
    }
    const parameters = packWeights(layout, weights);
    const before = memory && { ...memory, slots: memory.slots.map((slot) => packWeights(layout, slot)) };
    this.#memory.release(this.#rowsEnd);
    const { words, ...places } = programTable(layout, (bytes) => this.#memory.allocate(bytes));
    const table = this.#memory.allocate(words.length * 4);
    this.#memory.clearSince(this.#rowsEnd);
    this.#memory.words(table, words.length).set(words);
    // Taken whether or not they come to use, so that the kernel holds the same from the start to the end of a run.
    const slots = [this.#memory.allocate(layout.length * 4), this.#memory.allocate(layout.length * 4)] as const;
    const optimizer = new KernelOptimizer(this.#exports, this.#memory, { table, slots, length: layout.length }, before);
    this.#program = { layout, table, ...places, optimizer, prepared: false, step: null };
    this.setParameters(parameters);
  }

  /** A view of all parameters in the kernel's layout, filling included; valid until the next program. */
  parameters(): Float32Array<ArrayBuffer> {
    const { vector, layout } = this.#compiled();
    return this.#memory.floats(vector, layout.length);
  }

  /** Takes a vector that `parameters` of a kernel with the same blocks gave. */
  setParameters(vector: Float32Array): void {
    this.parameters().set(vector);
    this.#compiled().prepared = false;
  }

  /** Adds the gradients of the rows' part in the batch's mean loss to the sums; returns the sum of their losses. */
  accumulate(data: ResidentRows, rows: Rows, step: StepSettings): number {
    const program = this.#compiled();
    const { table } = program;
    if (!program.prepared) this.#exports.prepare(table);
    program.prepared = true;
    this.#set(program, step);
    const scale = 1 / step.batchRows;
    if (rows.kind === "range") {
      this.#check(data, rows.start, rows.count);
      return this.#exports.accumulate(table, data.address, 0, rows.start, rows.count, scale);
    }
    const { indices } = rows;
    const count = indices.length;
    this.#check(data, 0, count);
    this.#memory.words(this.#indices, count).set(indices);
    // Compiled code does not look where it reads, so a wrong row number must not get there.
    if (this.#exports.areBelow(this.#indices, count, data.rows) === 0) {
      const wrong = indices.find((row) => row >= data.rows);
      throw new RangeError(`There is no row ${String(wrong)}: there are ${data.rows}.`);
    }
    return this.#exports.accumulate(table, data.address, this.#indices, 0, count, scale);
  }

  /** The summed gradients as a vector like `parameters`, valid until the next call; clears the sums. */
  takeGradients(): Float32Array<ArrayBuffer> {
    const { table, taken, layout } = this.#compiled();
    this.#exports.takeGradients(table);
    return this.#memory.floats(taken, layout.length);
  }

  /** Adds what another kernel's `takeGradients` gave to the sums. */
  addGradients(vector: Float32Array): void {
    const { table, taken, layout } = this.#compiled();
    this.#memory.floats(taken, layout.length).set(vector);
    this.#exports.addGradients(table);
  }

  /** Drops the sums of a step that was cut short. */
  clearGradients(): void {
    this.#exports.clearGradients(this.#compiled().table);
  }

  /** Takes one step of the optimiser with the summed gradients, and clears them. */
  update({ optimizer, clipNorm }: UpdateSettings): void {
    const program = this.#compiled();
    this.#exports.takeGradients(program.table);
    const norm = clipNorm === null ? 0 : this.#exports.gradientNorm(program.table);
    program.optimizer.step(optimizer, clipNorm === null ? 1 : Math.min(1, clipNorm / (norm + CLIP_EPSILON)));
    program.prepared = false;
  }

  readWeights(): Weights {
    return this.weightsOf(this.parameters());
  }

  /** Null before the first update. */
  readOptimizer(): OptimizerMemory | null {
    const vectors = this.#compiled().optimizer.vectors();
    return vectors && { ...vectors, slots: vectors.slots.map((slot) => this.weightsOf(slot)) };
  }

  logits(data: ResidentRows, start: number, count: number): Float32Array<ArrayBuffer> {
    this.#check(data, start, count);
    this.#exports.evaluate(this.#compiled().table, data.address, start, count, this.#logits);
    return this.#memory.floats(this.#logits, count).slice();
  }

  /** Logits of rows that are not resident: `x` is `[rows, features]`. */
  logitsOf(x: Float32Array, rows: number): Float32Array<ArrayBuffer> {
    this.#check(this.#guestRows, 0, rows);
    const length = rows * this.#features;
    this.#memory.floats(this.#guests, length).set(x.subarray(0, length));
    return this.logits(this.#guestRows, 0, rows);
  }

  /** The weights, or gradients, that a vector stands for. */
  weightsOf(vector: Float32Array): Weights {
    return unpackWeights(this.#compiled().layout, vector);
  }

  get allocations(): number {
    return this.#memory.allocations;
  }

  /** Bytes of the linear memory. */
  get bufferBytes(): number {
    return this.#memory.bytes;
  }

  #compiled(): CompiledProgram {
    if (this.#program === null) throw new Error("The kernel has no program yet.");
    return this.#program;
  }

  /** Writes the settings of a step, unless the kernel has them: all chunks of a step come with the same. */
  #set(program: CompiledProgram, step: StepSettings): void {
    if (program.step?.loss === step.loss && program.step.dropout === step.dropout) return;
    const words = settingsWords(step, program.layout.blocks.length - 1);
    this.#memory.words(program.settings, words.length).set(words);
    program.step = step;
  }

  /** Writes a `RowSet` of assembly/program.ts. */
  #rowSet(rows: number, x: number, y: number, { workers, worker }: RowDeal): ResidentRows {
    const address = this.#memory.allocate(ROW_SET_WORDS * 4);
    this.#memory.words(address, ROW_SET_WORDS).set([x, y, workers, worker]);
    return { rows, address };
  }

  #check(data: ResidentRows, start: number, count: number): void {
    if (count > this.chunkRows) throw new RangeError(`${count} rows in one call; the most is ${this.chunkRows}.`);
    if (start < 0 || count < 0 || start + count > data.rows) {
      throw new RangeError(`Rows ${start} to ${start + count} of ${data.rows}.`);
    }
  }
}
