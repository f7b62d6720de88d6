/** Adds float64 numbers and keeps what rounding would lose (Neumaier's variant of Kahan summation). */
export class CompensatedSum {
  #sum = 0;
  #lost = 0;

  add(term: number): void {
    const next = this.#sum + term;
    this.#lost += Math.abs(this.#sum) >= Math.abs(term) ? this.#sum - next + term : term - next + this.#sum;
    this.#sum = next;
  }

  get value(): number {
    // An infinite or undefined sum has no use for the correction, which would turn infinity into NaN.
    return Number.isFinite(this.#sum) ? this.#sum + this.#lost : this.#sum;
  }
}

/** Rows whose terms are added plainly before they join a compensated sum: exact to about 1e-13, and fast. */
export const SUM_BLOCK = 1024;
