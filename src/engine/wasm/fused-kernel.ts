import type { Block } from "../../domain/model-spec";
import type { Weights } from "../../domain/weights";
import type { Rows } from "../backend";
import { layOutParameters, packWeights, type ParameterLayout, programTable, unpackWeights } from "./kernel-layout";

/** What the compiled kernel exports; see assembly/kernel.ts. Addresses are bytes of linear memory. */
interface KernelExports {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  prepare(program: number): void;
  accumulate(
    program: number,
    x: number,
    y: number,
    indices: number,
    start: number,
    count: number,
    scale: number,
  ): number;
  evaluate(program: number, x: number, start: number, count: number, logits: number): void;
  takeGradients(program: number): void;
  clearGradients(program: number): void;
}

/** Rows in the kernel's memory. */
export interface ResidentRows {
  readonly rows: number;
  readonly x: number;
  readonly y: number;
}

interface CompiledProgram {
  readonly layout: ParameterLayout;
  readonly table: number;
  readonly parameters: number;
  readonly taken: number;
  /** The transposed copies are of the present weights. */
  prepared: boolean;
}

const PAGE = 65_536;

/**
 * One instance of the fused kernel with its own memory: rows that stay, and one program over them. It knows nothing
 * of optimisers: it takes a parameter vector and gives the summed gradients, so that several can share a batch.
 */
export class FusedKernel {
  /** The most rows of one call. */
  readonly chunkRows: number;
  readonly #exports: KernelExports;
  readonly #features: number;
  readonly #indices: number;
  readonly #logits: number;
  readonly #guests: number;
  #next: number;
  #allocations = 0;
  /** The memory above it belongs to the program and is taken anew by each. */
  #rowsEnd: { next: number; allocations: number };
  #program: CompiledProgram | null = null;

  constructor(module: WebAssembly.Module, features: number, chunkRows: number) {
    this.chunkRows = chunkRows;
    this.#features = features;
    this.#exports = toExports(new WebAssembly.Instance(module, { env: {} }).exports);
    this.#next = this.#exports.heapBase() >>> 0;
    this.#indices = this.#allocate(chunkRows * 4);
    this.#logits = this.#allocate(chunkRows * 4);
    this.#guests = this.#allocate(chunkRows * features * 4);
    this.#rowsEnd = { next: this.#next, allocations: this.#allocations };
  }

  /** Copies rows into the kernel's memory: `x` is `[rows, features]`, `y` holds 0 and 1. Before the first program. */
  addRows(x: Float32Array, y: Uint8Array): ResidentRows {
    if (this.#program !== null) throw new Error("Rows are added before the first program.");
    const place = { rows: y.length, x: this.#allocate(x.byteLength), y: this.#allocate(y.byteLength) };
    this.#floats(place.x, x.length).set(x);
    new Uint8Array(this.#exports.memory.buffer, place.y, y.length).set(y);
    this.#rowsEnd = { next: this.#next, allocations: this.#allocations };
    return place;
  }

  /** Replaces the program, clears the sums, and returns the parameter vector of the weights. */
  compile(blocks: readonly Block[], weights: Weights): Float32Array<ArrayBuffer> {
    const layout = layOutParameters(blocks);
    if (blocks[0]?.in !== this.#features) {
      throw new Error(`The net takes ${String(blocks[0]?.in)} features; the loaded rows have ${this.#features}.`);
    }
    const vector = packWeights(layout, weights);
    this.#next = this.#rowsEnd.next;
    this.#allocations = this.#rowsEnd.allocations;
    const first = this.#next;
    const { words, parameters, taken } = programTable(layout, (bytes) => this.#allocate(bytes));
    const table = this.#allocate(words.length * 4);
    const { buffer } = this.#exports.memory;
    new Uint8Array(buffer, first, this.#next - first).fill(0);
    new Uint32Array(buffer, table, words.length).set(words);
    this.#program = { layout, table, parameters, taken, prepared: false };
    this.setParameters(vector);
    return vector;
  }

  setParameters(vector: Float32Array): void {
    const program = this.#compiled();
    this.#floats(program.parameters, program.layout.length).set(vector);
    program.prepared = false;
  }

  /** Adds `scale` times the gradients of the rows' losses to the sums; returns the sum of the losses. */
  accumulate(data: ResidentRows, rows: Rows, scale: number): number {
    const program = this.#compiled();
    if (!program.prepared) this.#exports.prepare(program.table);
    program.prepared = true;
    if (rows.kind === "range") {
      this.#check(data, rows.start, rows.count);
      return this.#exports.accumulate(program.table, data.x, data.y, 0, rows.start, rows.count, scale);
    }
    const { indices } = rows;
    this.#check(data, 0, indices.length);
    // Compiled code does not look where it reads, so a wrong row number must not get there.
    for (const index of indices) if (index >= data.rows) throw new RangeError(`There is no row ${index}.`);
    new Uint32Array(this.#exports.memory.buffer, this.#indices, indices.length).set(indices);
    return this.#exports.accumulate(program.table, data.x, data.y, this.#indices, 0, indices.length, scale);
  }

  /** The summed gradients as a parameter vector, valid until the next call; clears the sums. */
  takeGradients(): Float32Array {
    const program = this.#compiled();
    this.#exports.takeGradients(program.table);
    return this.#floats(program.taken, program.layout.length);
  }

  /** Drops the sums of a step that was cut short. */
  clearGradients(): void {
    this.#exports.clearGradients(this.#compiled().table);
  }

  logits(data: ResidentRows, start: number, count: number): Float32Array<ArrayBuffer> {
    this.#check(data, start, count);
    this.#exports.evaluate(this.#compiled().table, data.x, start, count, this.#logits);
    return this.#floats(this.#logits, count).slice();
  }

  /** Logits of rows that are not resident: `x` is `[rows, features]`. */
  logitsOf(x: Float32Array, rows: number): Float32Array<ArrayBuffer> {
    const guests = { rows: this.chunkRows, x: this.#guests, y: 0 };
    this.#check(guests, 0, rows);
    this.#floats(this.#guests, rows * this.#features).set(x.subarray(0, rows * this.#features));
    return this.logits(guests, 0, rows);
  }

  /** The weights that a parameter vector stands for. */
  weightsOf(vector: Float32Array): Weights {
    return unpackWeights(this.#compiled().layout, vector);
  }

  get allocations(): number {
    return this.#allocations;
  }

  #compiled(): CompiledProgram {
    if (this.#program === null) throw new Error("The kernel has no program yet.");
    return this.#program;
  }

  #check(data: ResidentRows, start: number, count: number): void {
    if (count > this.chunkRows) throw new RangeError(`${count} rows in one call; the most is ${this.chunkRows}.`);
    if (start < 0 || count < 0 || start + count > data.rows) {
      throw new RangeError(`Rows ${start} to ${start + count} of ${data.rows}.`);
    }
  }

  #floats(address: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#exports.memory.buffer, address, length);
  }

  /**
   * Memory for `bytes`, at the start of a cache line.
   * @throws RangeError when the browser gives no more.
   */
  #allocate(bytes: number): number {
    const address = Math.ceil(this.#next / 64) * 64;
    this.#next = address + bytes;
    this.#allocations += 1;
    const { memory } = this.#exports;
    const missing = this.#next - memory.buffer.byteLength;
    if (missing <= 0) return address;
    try {
      memory.grow(Math.ceil(missing / PAGE));
    } catch (cause) {
      const wanted = Math.ceil(this.#next / 1e6).toLocaleString("en");
      throw new RangeError(
        `The browser gave the WASM engine no more memory: it needs ${wanted} MB. Use fewer rows or columns.`,
        { cause },
      );
    }
    return address;
  }
}

function isFunction<F>(value: unknown): value is F {
  return typeof value === "function";
}

/** @throws Error when the module is not the kernel. */
function toExports(exports: WebAssembly.Exports): KernelExports {
  const { memory } = exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("The kernel exports no memory.");
  const named = <N extends Exclude<keyof KernelExports, "memory">>(name: N): KernelExports[N] => {
    const value: unknown = exports[name];
    if (!isFunction<KernelExports[N]>(value)) throw new Error(`The kernel exports no ${name}.`);
    return value;
  };
  return {
    memory,
    heapBase: named("heapBase"),
    prepare: named("prepare"),
    accumulate: named("accumulate"),
    evaluate: named("evaluate"),
    takeGradients: named("takeGradients"),
    clearGradients: named("clearGradients"),
  };
}
