import type { ProblemCode } from "../../domain/problem";
import type { FileFormat, ReadRules } from "../../domain/reading";
import type { Dtype } from "../../domain/table";

export type CellValue = number | string | null;

/** What a nasty file is to come to. */
export type Expectation =
  | {
      readonly outcome: "loads";
      readonly rows: number;
      /** Rows that were left out. */
      readonly rejected?: number;
      /** How many columns, or their names. */
      readonly columns: number | readonly string[];
      /** Some columns with all their values; a list, because names may be `__proto__`. */
      readonly cells?: readonly (readonly [column: string, values: readonly CellValue[]])[];
      readonly dtypes?: readonly (readonly [column: string, dtype: Dtype])[];
      readonly format?: Partial<FileFormat>;
      /** The kinds of problem that are told, each once, in their order; none if absent. */
      readonly problems?: readonly ProblemCode[];
    }
  | { readonly outcome: "refused"; readonly code: ProblemCode; readonly says: RegExp };

export interface CorpusFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Rules that differ from the usual ones. */
  readonly rules?: Partial<ReadRules>;
  readonly expect: Expectation;
}
