import type { DriftAnswer } from "../../src/domain/shift/drift";
import { SPLITS, type PerSplit } from "../../src/domain/split";
import { loadedPage, repeat, type Bench } from "./context";
import { probeCode } from "./probe-code";
import { compare } from "./result";
import type { ShiftProbe } from "./shift-page";

/** The label of the sample's files. */
const LABEL = "sus_label";
/** Made columns without two equal values, at the full size of the sample: what sorting costs most for. */
const COLUMNS = 7;
const ROWS: PerSplit<number> = { train: 763_144, validation: 188_967, test: 188_967 };
/** How far a figure may be from SciPy's. */
const TOLERANCE = 1e-9;

export const shift: Bench = {
  explanation:
    "What the Shift stage works out in the page's data worker: Kolmogorov–Smirnov, Wasserstein, Jensen–Shannon and PSI of every feature, train against " +
    "validation and against test, in all rows, among positives and among negatives; from the question to the answer in the page. Beside it SciPy and " +
    "NumPy, the same measures of the same rows, read and split by class before. The figures of both are compared, and must agree. The second line is of numbers made in the page, whatever the scale of the files.",
  async measure(context) {
    const { peers, files } = context;
    const code = await probeCode("shift-page.ts");
    const triptych = await loadedPage(context, (page) => page.addInitScript({ content: code }).then(() => undefined));
    const { page } = triptych;
    const [ours, theirs]: [number[], number[]] = [[], []];
    await repeat(context, "shift", async (counts) => {
      const { ms, answer } = await page.evaluate(() => (window as unknown as { readonly triptychShift: ShiftProbe }).triptychShift.drift());
      if (counts) ours.push(ms);
      if (peers.packages.scipy === null || peers.packages.pandas === null) return;
      const peer = await peers.measure("drift", LABEL, ...SPLITS.map((split) => files[split]));
      requireAgreement(answer, peer);
      if (counts) theirs.push(peer["ms"] ?? NaN);
    });
    const distinct: number[] = [];
    await repeat(context, "shift, columns of all different values", async (counts) => {
      const ms = await page.evaluate(([columns, rows]) => (window as unknown as { readonly triptychShift: ShiftProbe }).triptychShift.ofDistinct(columns, rows), [COLUMNS, ROWS] as const);
      if (counts) distinct.push(ms);
    });
    await page.context().close();
    return [
      compare("drift of all features, marginal and in each class, both pairs", "ms", ours, { SciPy: theirs }),
      compare(`the same of ${COLUMNS} made columns of all different values, in the page`, "ms", distinct),
    ];
  },
};

/** @throws Error naming the first figure that is another one in SciPy */
function requireAgreement(answer: DriftAnswer, peer: Readonly<Record<string, number>>): void {
  for (const { name, against, ...scopes } of answer) {
    for (const scope of ["all", "withinPositive", "withinNegative"] as const) {
      for (const measure of ["ks", "wasserstein", "jsDistance", "psi"] as const) {
        const what = `${name} ${against} ${scope} ${measure}`;
        const expected = peer[what];
        const actual = scopes[scope]?.[measure];
        if (expected === undefined && actual === undefined) continue;
        if (typeof actual !== "number" || expected === undefined || !(Math.abs(actual - expected) <= TOLERANCE * (1 + Math.abs(expected)))) {
          throw new Error(`${what} is ${String(actual)}, in SciPy ${String(expected)}.`);
        }
      }
    }
  }
}
