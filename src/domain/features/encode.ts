import { readNumber } from "../number-text";
import { counted, DataError, problem } from "../problem";
import type { FittedEncoding } from "./fitted";
import type { EncodingSpec } from "./plan";
import type { FeatureSource } from "./source";

/** A column of more distinct values is no column of categories. */
const MAX_CATEGORIES = 10_000;

/** One column of the matrix before it is scaled: a value for each class. */
export interface EncodedColumn {
  readonly name: string;
  readonly encoding: FittedEncoding;
  readonly values: readonly number[];
}

/** Sorts the values of a column into classes, which the columns of the matrix have a number for each. */
export interface Encoder {
  readonly classes: number;
  /** The class of values that the fitted rows do not have; null where there is no such thing. */
  readonly unseen: number | null;
  readonly columns: readonly EncodedColumn[];
  classify(values: Float64Array, count: number, out: Int32Array): void;
}

type CategoricalSpec = Extract<EncodingSpec, { type: "one-hot" | "ordinal" | "frequency" }>;

/** What an encoder is made from: the cells of the fitted rows, transformed and filled. */
export interface Observed {
  readonly source: Pick<FeatureSource, "name" | "kind" | "vocabulary">;
  readonly values: Float64Array;
}

/**
 * Learns an encoding from the fitted rows.
 * @throws DataError when the column has too many different values for categories.
 */
export function encoderFor(spec: Exclude<EncodingSpec, { type: "numeric" }>, observed: Observed): Encoder {
  const { source } = observed;
  switch (spec.type) {
    case "one-hot":
    case "ordinal":
    case "frequency":
      return categorical(spec, observed);
    case "not-in":
      return binary(source.name, { type: "not-in", values: spec.values }, notIn(source, spec.values));
    case "at-least":
      return binary(source.name, spec, (value) => (value >= spec.limit ? 1 : 0));
    case "sign":
      return byRule(source.name, spec, [0, 1, 2], (value) => (value === 0 ? 0 : value > 0 ? 1 : 2));
  }
}

function binary(name: string, encoding: FittedEncoding, classOf: (value: number) => number): Encoder {
  return byRule(name, encoding, [0, 1], classOf);
}

function byRule(name: string, encoding: FittedEncoding, values: readonly number[], classOf: (value: number) => number): Encoder {
  return {
    classes: values.length,
    unseen: null,
    columns: [{ name, encoding, values }],
    classify: (cells, count, out) => {
      for (let at = 0; at < count; at++) out[at] = classOf(cells[at]!);
    },
  };
}

function notIn({ kind, vocabulary }: Observed["source"], named: readonly string[]): (value: number) => number {
  const codes = kind === "text" ? named.map((text) => vocabulary.indexOf(text)) : named.map((text) => readNumber(text));
  const set = new Set(codes);
  return (value) => (set.has(value) ? 0 : 1);
}

interface Category {
  /** The number, or the code of the text. */
  readonly value: number;
  readonly text: string;
  readonly count: number;
}

function categorical(spec: CategoricalSpec, observed: Observed): Encoder {
  const { source, values } = observed;
  const found = categoriesOf(observed);
  found.sort(source.kind === "text" ? byText : byNumber);
  switch (spec.type) {
    case "one-hot":
      return oneHot(source, found.toSorted(byCount), spec.max);
    case "ordinal":
      return byCategory(source, found, {
        name: source.name,
        encoding: { type: "ordinal", categories: found.map(({ text }) => text) },
        values: [...found.keys(), -1],
      });
    case "frequency": {
      const shares = found.map(({ count }) => count / values.length);
      return byCategory(source, found, {
        name: source.name,
        encoding: { type: "frequency", categories: found.map(({ text }) => text), shares },
        values: [...shares, 0],
      });
    }
  }
}

/** A stable sort keeps the order of the values where counts are equal. */
const byCount = (a: Category, b: Category): number => b.count - a.count;
const byNumber = (a: Category, b: Category): number => a.value - b.value;
const byText = (a: Category, b: Category): number => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);

function categoriesOf({ source, values }: Observed): Category[] {
  const counts = new Map<number, number>();
  for (const value of values) {
    const count = counts.get(value);
    if (count === undefined && counts.size === MAX_CATEGORIES) throw tooMany(source.name);
    counts.set(value, (count ?? 0) + 1);
  }
  const textOf = (value: number): string => (source.kind === "text" ? (source.vocabulary[value] ?? "") : String(value));
  return Array.from(counts, ([value, count]) => ({ value, text: textOf(value), count }));
}

function tooMany(column: string): DataError {
  return new DataError(
    problem(
      "error",
      "config",
      `Column "${column}" has more than ${counted(MAX_CATEGORIES, "different value")}, too many for categories.`,
      "Choose the encoding numeric for it, or take it off the features.",
      { column },
    ),
  );
}

/** Classes are the categories in the order given, and one for all that the fitted rows do not have. */
function byCategory(source: Observed["source"], categories: readonly Category[], column: EncodedColumn): Encoder {
  const unseen = categories.length;
  return { classes: unseen + 1, unseen, columns: [column], classify: classifier(source, categories, unseen) };
}

/** The same, with a column for each of the commonest and one for the others where there are any. */
function oneHot(source: Observed["source"], categories: readonly Category[], max: number): Encoder {
  const unseen = categories.length;
  const own = categories.slice(0, max);
  const columnOf = (name: string, encoding: FittedEncoding, isOne: (index: number) => boolean): EncodedColumn => ({
    name,
    encoding,
    values: Array.from({ length: unseen + 1 }, (_, index) => (isOne(index) ? 1 : 0)),
  });
  const columns = own.map(({ text }, own) =>
    columnOf(`${source.name}=${text}`, { type: "one-hot", category: text }, (index) => index === own),
  );
  if (own.length < unseen) {
    const encoding: FittedEncoding = { type: "one-hot-other", categories: own.map(({ text }) => text) };
    columns.push(columnOf(`${source.name} (other)`, encoding, (index) => index >= own.length));
  }
  return { classes: unseen + 1, unseen, columns, classify: classifier(source, categories, unseen) };
}

function classifier({ kind, vocabulary }: Observed["source"], categories: readonly Category[], unseen: number): Encoder["classify"] {
  if (kind === "text") {
    const table = new Int32Array(vocabulary.length).fill(unseen);
    categories.forEach(({ value }, index) => (table[value] = index));
    return (values, count, out) => {
      for (let at = 0; at < count; at++) out[at] = table[values[at]!]!;
    };
  }
  const table = new Map(categories.map(({ value }, index) => [value, index]));
  return (values, count, out) => {
    for (let at = 0; at < count; at++) out[at] = table.get(values[at]!) ?? unseen;
  };
}
