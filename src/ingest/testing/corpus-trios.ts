import type { LabelWish } from "../../domain/prepared";
import type { ProblemCode } from "../../domain/problem";
import type { PerSplit } from "../../domain/split";

/** Files that are sound one by one, and nasty together. */
export interface CorpusTrio {
  readonly name: string;
  readonly files: PerSplit<string>;
  readonly label: LabelWish;
  readonly features: readonly string[];
  /** The kinds of problem that the splits and the label have. */
  readonly problems: readonly ProblemCode[];
}

const PLAIN = "a,y\n1,0\n2,1\n";

export const CORPUS_TRIOS: readonly CorpusTrio[] = [
  { name: "label in three classes", files: { train: "a,y\n1,dog\n2,cat\n3,cow\n", validation: "a,y\n1,dog\n2,cat\n3,cow\n", test: "a,y\n1,dog\n2,cat\n3,cow\n" }, label: { column: "y", negative: ["dog"] }, features: ["a"], problems: ["label-values"] },
  { name: "all labels of one class", files: { train: "a,y\n1,0\n2,0\n", validation: "a,y\n1,0\n2,0\n", test: "a,y\n1,0\n2,0\n" }, label: { column: "y", negative: ["0"] }, features: ["a"], problems: ["one-class"] },
  { name: "one class in test alone", files: { train: PLAIN, validation: PLAIN, test: "a,y\n1,1\n2,1\n" }, label: { column: "y", positive: ["1"] }, features: ["a"], problems: ["one-class"] },
  { name: "numeric in train and text in test", files: { train: PLAIN, validation: PLAIN, test: "a,y\nx,0\nz,1\n" }, label: { column: "y", positive: ["1"] }, features: ["a"], problems: ["column-type"] },
  { name: "a feature missing in validation", files: { train: PLAIN, validation: "y\n0\n1\n", test: PLAIN }, label: { column: "y", positive: ["1"] }, features: ["a"], problems: ["column-missing"] },
  { name: "a column in test alone", files: { train: PLAIN, validation: PLAIN, test: "a,y,z\n1,0,5\n2,1,6\n" }, label: { column: "y", positive: ["1"] }, features: ["a"], problems: ["column-extra"] },
  { name: "columns in another order", files: { train: PLAIN, validation: "y,a\n0,1\n1,2\n", test: PLAIN }, label: { column: "y", positive: ["1"] }, features: ["a"], problems: [] },
  { name: "labels written in other ways", files: { train: PLAIN, validation: "a,y\n1,0.0\n2,1.0\n", test: "a,y\n1, 0\n2,1\n" }, label: { column: "y", positive: ["1"] }, features: ["a"], problems: [] },
  { name: "a label without values", files: { train: PLAIN, validation: PLAIN, test: "a,y\n1,\n2,1\n3,0\n" }, label: { column: "y", positive: ["1"] }, features: ["a"], problems: ["missing-values"] },
];
