import { describe, expect, it } from "vitest";
import { TEST_ENGINES, withEngine } from "./testing/engines";
import { distances, runOnEngine, runOnReference, type FormulaOutcome } from "./testing/formula-case";
import { FORMULA_CASES } from "./testing/formula-cases";

// What PyTorch's figures do not hold, against float64 arithmetic that is itself held to PyTorch's float64 runs.

/** Share of a block's largest value by which float32 may differ; most cases stay below a twentieth of it. */
const TOLERANCE = 1e-5;

const references = new Map<string, FormulaOutcome>();

describe.each(TEST_ENGINES)("%s follows the formulas", (_, open) => {
  it.each(FORMULA_CASES)("%s", async (name, entry) => {
    const expected = references.get(name) ?? runOnReference(entry);
    references.set(name, expected);
    const actual = await withEngine(open, (backend) => runOnEngine(backend, entry));
    const found = distances(entry.blocks, actual, expected);
    // Written so that what is not a number fails.
    expect([...found].filter(([, distance]) => !(distance <= TOLERANCE))).toEqual([]);
  });
});
