/** Says in words why a value cannot be taken; null when it can. */
type Refuse = (value: number) => string | null;

const wholeNumber =
  (least: number, most: number, what: string): Refuse =>
  (value) =>
    Number.isInteger(value) && value >= least && value <= most
      ? null
      : `${what} must be a whole number from ${least.toLocaleString("en-GB")} to ${most.toLocaleString("en-GB")}.`;

/** What a run's settings may be; the same words wherever they are typed or read from a file. */
export const refusals = {
  epochs: wholeNumber(0, 100_000, "Epochs"),
  seed: wholeNumber(0, 2 ** 32 - 1, "The seed"),
  batchSize: wholeNumber(1, 2 ** 31 - 1, "The batch size"),
  lr: (value: number) => (value > 0 && value <= 1000 ? null : "The learning rate must be above 0 and at most 1,000."),
  weightDecay: (value: number) => (value >= 0 && value <= 1 ? null : "Weight decay must be from 0 to 1."),
  momentum: (value: number) => (value >= 0 && value < 1 ? null : "Momentum must be from 0 to below 1."),
  threshold: (value: number) => (value >= 0 && value <= 1 ? null : "The threshold must be from 0 to 1."),
} satisfies Record<string, Refuse>;
