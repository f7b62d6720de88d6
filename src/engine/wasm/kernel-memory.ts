const PAGE = 65_536;
const LINE = 64;

/** How far the memory was taken at some moment. */
export interface MemoryMark {
  readonly end: number;
  readonly allocations: number;
}

/** A kernel's linear memory, taken from the bottom up. Views are valid until the next allocation. */
export class KernelMemory {
  readonly #memory: WebAssembly.Memory;
  #end: number;
  #allocations = 0;

  /** @param base the first byte that the host may use */
  constructor(memory: WebAssembly.Memory, base: number) {
    this.#memory = memory;
    this.#end = base;
  }

  get allocations(): number {
    return this.#allocations;
  }

  /** Bytes that the browser has given. */
  get bytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /**
   * Memory for `bytes`, at the start of a cache line. It may hold what was there before.
   * @throws RangeError when the browser gives no more.
   */
  allocate(bytes: number): number {
    const address = Math.ceil(this.#end / LINE) * LINE;
    const missing = address + bytes - this.bytes;
    if (missing > 0) this.#grow(missing, address + bytes);
    this.#end = address + bytes;
    this.#allocations += 1;
    return address;
  }

  mark(): MemoryMark {
    return { end: this.#end, allocations: this.#allocations };
  }

  /** Gives back what was taken since the mark. */
  release({ end, allocations }: MemoryMark): void {
    this.#end = end;
    this.#allocations = allocations;
  }

  /** Sets to 0 what was taken since the mark. */
  clearSince({ end }: MemoryMark): void {
    this.byteView(end, this.#end - end).fill(0);
  }

  byteView(address: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#memory.buffer, address, length);
  }

  words(address: number, length: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.#memory.buffer, address, length);
  }

  floats(address: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#memory.buffer, address, length);
  }

  #grow(missing: number, end: number): void {
    try {
      this.#memory.grow(Math.ceil(missing / PAGE));
    } catch (cause) {
      const wanted = Math.ceil(end / 1e6).toLocaleString("en");
      throw new RangeError(
        `The browser gave the WASM engine no more memory: it needs ${wanted} MB. Use fewer rows or columns.`,
        { cause },
      );
    }
  }
}
