import type { PreparationSpec } from "../domain/prepared";
import { perSplit } from "../domain/split";
import type { NumericColumn, NumericValues, Table } from "../domain/table";
import { prepare } from "./prepare";

/** Enough for the loops over rows and columns to be compiled. */
const ROWS = 60_000;

/** Makes matrices of a made table, so that the browser has compiled what makes them before somebody waits for it. */
export function warmUpPreparation(): void {
  const column = (name: string, values: NumericValues): NumericColumn => ({ kind: "numeric", name, values, integer: true });
  const filled = <T extends NumericValues>(values: T, valueOf: (row: number) => number): T => {
    for (let row = 0; row < values.length; row++) values[row] = valueOf(row);
    return values;
  };
  const table: Table = {
    rows: ROWS,
    columns: [
      column("a", filled(new Uint16Array(ROWS), (row) => row % 10_000)),
      column("b", filled(new Uint32Array(ROWS), (row) => 4_026_531_840 + (row % 700))),
      column("c", filled(new Uint8Array(ROWS), (row) => row % 12)),
      column("d", filled(new Int16Array(ROWS), (row) => (row % 97) - 3)),
      column("label", filled(new Uint8Array(ROWS), (row) => (row % 500 === 0 ? 1 : 0))),
    ],
  };
  const spec: PreparationSpec = {
    label: { column: "label", positive: ["1"] },
    features: ["a", "b", "c", "d"].map((name) => ({
      column: name,
      missing: { type: "drop-row" },
      transform: [],
      encoding: { type: "numeric" },
    })),
    scaler: "standard",
    fitOn: "train",
  };
  prepare(perSplit(() => ({ fileName: "warm-up.csv", table })), spec);
}
