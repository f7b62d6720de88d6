import { formatPrevalence } from "../format";
import type { PreparedSplit } from "../prepared";
import type { Split } from "../split";
import type { InjectedDrift } from "./injection-drift";

/** A shift that is made on purpose. Columns are features of the data, by name; null stands for all that it can be done to. */
export type Injection =
  /** Rows of one class are left out until so large a share of the rows is positive. */
  | { readonly type: "prior"; readonly prevalence: number }
  /** Added to every value, in the units of the column. */
  | { readonly type: "offset"; readonly column: string; readonly by: number }
  | { readonly type: "scale"; readonly column: string; readonly factor: number }
  /** Normal noise, in standard deviations of the column in train (1 where that is 0). */
  | { readonly type: "noise"; readonly column: string | null; readonly deviations: number }
  /** Each cell goes missing with this probability. */
  | { readonly type: "missing"; readonly column: string | null; readonly share: number }
  /** Each label becomes the other one with this probability. */
  | { readonly type: "flip"; readonly share: number };

export type InjectionType = Injection["type"];

export const INJECTION_TITLES: Readonly<Record<InjectionType, string>> = {
  prior: "Prior",
  offset: "Offset",
  scale: "Scale",
  noise: "Noise",
  missing: "Missing cells",
  flip: "Label flips",
};

export const INJECTION_TYPES = Object.keys(INJECTION_TITLES) as readonly InjectionType[];

/** One of a list, which is worked off in its order. */
export interface ListedInjection {
  /** Its own in the list; what it draws follows from it and the seed. */
  readonly id: number;
  readonly on: boolean;
  readonly injection: Injection;
}

/** What is to be done to which rows. */
export interface InjectionPlan {
  readonly split: Split;
  readonly seed: number;
  readonly list: readonly ListedInjection[];
}

export interface InjectQuestion extends InjectionPlan {
  /** How much of each: 0 for nothing, 1 for what the list says. */
  readonly strength: number;
}

/** What one injection of the list did, in its own measure. */
export interface InjectionEffect {
  readonly id: number;
  /** Of a prior, rows that were left out; of flips, labels; of all others, cells. */
  readonly changed: number;
  readonly of: number;
}

/** The rows that came of it, as the net sees them, or why there are none. */
export type InjectOutcome =
  | { readonly status: "refused"; readonly reason: string }
  | {
      readonly status: "injected";
      readonly rows: PreparedSplit;
      readonly effects: readonly InjectionEffect[];
      /** Rows left out because a value is missing in a column whose treatment leaves such rows out. */
      readonly withoutValue: number;
      readonly drift: InjectedDrift;
    };

/** What a feature column is to injections. */
export interface InjectableColumn {
  readonly name: string;
  readonly kind: "numeric" | "text";
  /** Standard deviation in train, in its own units; null where it is not known. */
  readonly deviation: number | null;
}

/** The largest offset or factor: beyond it float64 has no room for sums. */
const LARGEST = 1e30;
const MOST_DEVIATIONS = 1000;

/** Why it cannot be done to data with these features, in a sentence; null when it can. */
export function refuseInjection(injection: Injection, columns: readonly InjectableColumn[]): string | null {
  if ("column" in injection && injection.column !== null) {
    const column = columns.find(({ name }) => name === injection.column);
    if (column === undefined) return `There is no feature "${injection.column}" in this data. Choose another column.`;
    if (injection.type !== "missing" && column.kind === "text") return `"${column.name}" holds text, which has no ${injection.type}. Choose a column of numbers.`;
  }
  if (injection.type === "noise" && !columns.some(({ kind }) => kind === "numeric")) return "No feature holds numbers, so there is nothing to add noise to.";
  return refuseAmount(injection.type, amountOf(injection));
}

/** Why an injection of a type cannot be of this size; null when it can. */
export function refuseAmount(type: InjectionType, amount: number): string | null {
  if (!Number.isFinite(amount)) return "Type a number.";
  switch (type) {
    case "prior":
      return amount >= 0 && amount <= 1 ? null : "A share of positives lies from 0 to 100\u202f%.";
    case "missing":
    case "flip":
      return amount >= 0 && amount <= 1 ? null : "A share lies from 0 to 100\u202f%.";
    case "noise":
      return amount >= 0 && amount <= MOST_DEVIATIONS ? null : `Noise lies from 0 to ${MOST_DEVIATIONS} standard deviations.`;
    case "offset":
    case "scale":
      return Math.abs(amount) <= LARGEST ? null : "That is more than a net can be given: 1e30 at most.";
  }
}

/** The number that says how much. */
export function amountOf(injection: Injection): number {
  switch (injection.type) {
    case "prior":
      return injection.prevalence;
    case "offset":
      return injection.by;
    case "scale":
      return injection.factor;
    case "noise":
      return injection.deviations;
    case "missing":
    case "flip":
      return injection.share;
  }
}

export function withAmount(injection: Injection, amount: number): Injection {
  switch (injection.type) {
    case "prior":
      return { ...injection, prevalence: amount };
    case "offset":
      return { ...injection, by: amount };
    case "scale":
      return { ...injection, factor: amount };
    case "noise":
      return { ...injection, deviations: amount };
    case "missing":
    case "flip":
      return { ...injection, share: amount };
  }
}

/**
 * A part of an injection, evenly between nothing and all of it.
 * @param own share of positives that the rows have before it
 */
export function atStrength(injection: Injection, strength: number, own: number): Injection {
  const amount = amountOf(injection);
  const nothing = injection.type === "prior" ? own : injection.type === "scale" ? 1 : 0;
  return strength === 1 ? injection : withAmount(injection, nothing + (amount - nothing) * strength);
}

/** "Prior to 50 %", "bytes + 12", "noise of 0.5 sd on every number". */
export function injectionText(injection: Injection): string {
  const share = (of: number): string => formatPrevalence(of);
  switch (injection.type) {
    case "prior":
      return `prior to ${share(injection.prevalence)}`;
    case "offset":
      return `${injection.column} ${injection.by < 0 ? "−" : "+"} ${Math.abs(injection.by)}`;
    case "scale":
      return `${injection.column} × ${injection.factor}`;
    case "noise":
      return `noise of ${injection.deviations} sd on ${injection.column ?? "every number"}`;
    case "missing":
      return `${share(injection.share)} of the cells of ${injection.column ?? "every feature"} missing`;
    case "flip":
      return `${share(injection.share)} of the labels flipped`;
  }
}
