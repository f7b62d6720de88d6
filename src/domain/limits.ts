import { MAX_WIDTH } from "./model-spec";

/** What a number may be, and what it is called at the head of a sentence. */
export interface Limit {
  readonly title: string;
  readonly least: number;
  readonly most: number;
  /** Whole numbers only. */
  readonly whole?: true;
  /** `least` itself, or `most` itself, is refused. */
  readonly open?: "least" | "most";
}

/** The most steps or rows that anything counts to. */
const MANY = 2 ** 31 - 1;

const whole = (title: string, least: number, most: number): Limit => ({ title, least, most, whole: true });
const between = (title: string, least: number, most: number): Limit => ({ title, least, most });
const above0 = (title: string, most: number): Limit => ({ title, least: 0, most, open: "least" });
/** Shares that would leave nothing at 1, or never forget. */
const below1 = (title: string): Limit => ({ title, least: 0, most: 1, open: "most" });

/** What each number of a run's settings may be. */
export const LIMITS = {
  epochs: whole("Epochs", 0, 100_000),
  seed: whole("The seed", 0, 2 ** 32 - 1),
  batchSize: whole("The batch size", 1, MANY),
  threshold: between("The threshold", 0, 1),

  width: whole("A width", 1, MAX_WIDTH),
  dropout: below1("Dropout"),
  /** Of leaky relu. */
  slope: between("The slope", 0, 1),

  positiveWeight: above0("The positive weight", 1e6),
  focalGamma: between("Gamma", 0, 10),
  focalAlpha: between("Alpha", 0, 1),

  lr: above0("The learning rate", 1000),
  weightDecay: between("Weight decay", 0, 1),
  momentum: below1("Momentum"),
  beta: below1("Beta"),
  eps: between("Epsilon", 0, 1),
  /** Of rmsprop. */
  alpha: below1("Alpha"),
  clipNorm: above0("The largest gradient norm", 1e6),

  /** Epochs or steps between two drops of a step schedule. */
  every: whole("The distance between drops", 1, MANY),
  /** Of the step and the exponential schedule. */
  scheduleGamma: above0("Gamma", 10),
  tMax: whole("The length of the cosine", 1, MANY),
  /** The learning rate at the end of a cosine. */
  min: between("The lowest learning rate", 0, 1000),
  /** The highest learning rate of one-cycle. */
  max: above0("The highest learning rate", 1000),
  warmup: whole("The warm-up", 0, MANY),

  holdout: between("The hold-out share", 0, 0.9),
  subsetRows: whole("The rows to train on", 1, MANY),
  labelNoise: between("Label noise", 0, 1),
  patience: whole("Patience", 1, 100_000),
} satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;
export const LIMIT_NAMES = Object.keys(LIMITS) as readonly LimitName[];

/** Says in words why a value cannot be taken; null when it can. */
export function refuse({ title, least, most, whole, open }: Limit, value: number): string | null {
  const aboveLeast = open === "least" ? value > least : value >= least;
  const belowMost = open === "most" ? value < most : value <= most;
  if (aboveLeast && belowMost && (whole === undefined || Number.isInteger(value))) return null;
  const [from, to] = [least, most].map((bound) => bound.toLocaleString("en-GB"));
  if (whole) return `${title} must be a whole number from ${from} to ${to}.`;
  if (open === "least") return `${title} must be above ${from} and at most ${to}.`;
  return `${title} must be from ${from} to ${open === "most" ? "below " : ""}${to}.`;
}
