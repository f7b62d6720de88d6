import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadedPage, repeat, type BenchContext } from "./context";
import { sampleFiles } from "../headless/with-sample";
import { compare, type Measurement } from "./result";
import { scatterPlot } from "./scatter-plot";
import { trainOnce } from "./train-once";

/** How many times over the train file is taken for the longest run. */
const TIMES = 10;
/** Short epochs are repeated until so many rows have gone by. */
const ROWS_A_RUN = 2_000_000;
const SMALL_SCALE = 0.05;
const SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000];

/** The time of a full-batch epoch over the number of rows: its slope on logarithmic axes is 1 where cost is linear. */
export async function measureLinearity(context: BenchContext): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), "triptych-linear-"));
  try {
    const train = join(folder, "train.csv");
    repeatRows(context.files.train, train, TIMES);
    // Every epoch is evaluated: with small other splits that takes as long as it must.
    const triptych = await loadedPage({ ...context, files: { ...sampleFiles(SMALL_SCALE), train } });
    const all = (await trainOnce(triptych, { batchSize: "full", epochs: 0 })).data.train?.rows ?? 0;
    const points: { rows: number; ms: number }[] = [];
    const measurements: Measurement[] = [];
    for (const rows of [...SIZES.filter((size) => size < all), all]) {
      const epochs = Math.max(1, Math.round(ROWS_A_RUN / rows));
      const ms: number[] = [];
      await repeat(context, `${rows} rows`, async (counts) => {
        const { timing } = await trainOnce(triptych, {
          batchSize: "full",
          epochs,
          ...(rows === all ? {} : { subset: { rows, labelNoise: 0 } }),
        });
        if (counts) ms.push((timing.trainMs ?? NaN) / epochs);
      });
      const measured = compare(`full-batch epoch of ${rows.toLocaleString("en-GB")} rows`, "ms", ms);
      measurements.push(measured);
      points.push({ rows, ms: measured.median });
    }
    await triptych.page.context().close();
    const slope = logSlope(points);
    context.draw("engine-linear", scatterPlot(points, `Full-batch epoch, milliseconds over rows: slope ${slope.toFixed(3)}`));
    return [...measurements, compare("slope of time over rows, both logarithmic (1: linear)", "plain", [slope])];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a CSV file with the rows of another so many times over. */
function repeatRows(from: string, to: string, times: number): void {
  copyFileSync(from, to);
  const text = readFileSync(from);
  const rows = text.subarray(text.indexOf("\n") + 1);
  for (let i = 1; i < times; i++) appendFileSync(to, rows);
}

/** Least squares over the logarithms. */
function logSlope(points: readonly { rows: number; ms: number }[]): number {
  const xs = points.map(({ rows }) => Math.log(rows));
  const ys = points.map(({ ms }) => Math.log(ms));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const top = xs.reduce((sum, x, i) => sum + (x - mx) * ((ys[i] ?? my) - my), 0);
  return top / xs.reduce((sum, x) => sum + (x - mx) ** 2, 0);
}
