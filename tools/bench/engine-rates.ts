import type { EngineName } from "../../src/domain/engine-identity";
import { sampleFiles } from "../headless/with-sample";
import type { TriptychPage } from "../headless/triptych-page";
import { loadedPage, repeat, useEngine, type BenchContext } from "./context";
import { compare, type Measurement } from "./result";
import type { TfjsPeer } from "./tfjs";
import { engineOf, trainOnce } from "./train-once";

const BATCH_SIZES = [256, 4096, 65_536, "full"] as const;
/** tfjs is too slow for all rows; its rate does not depend on their number. */
const FEW_ROWS = 65_536;
/** So are our other engines, evaluation included. */
const SMALL_SCALE = 0.05;
const FEWEST_ROWS = 4096;

/** The engine of the context at each batch size, beside PyTorch and beside tfjs on WASM. */
export async function measureRates(context: BenchContext, triptych: TriptychPage, tfjs: TfjsPeer): Promise<Measurement[]> {
  const { peers } = context;
  const measurements: Measurement[] = [];
  for (const batchSize of BATCH_SIZES) {
    const ours: number[] = [];
    const theirs: Record<string, number[]> = { "PyTorch, 1 thread": [], "PyTorch, all threads": [], "tfjs WASM model.fit": [] };
    let name = "";
    await repeat(context, `engine, batch ${batchSize}`, async (counts) => {
      const report = await trainOnce(triptych, { batchSize });
      name = engineOf(report);
      // Every peer warms itself up in its own process or page.
      if (!counts) return;
      ours.push(report.engine?.rowsPerSecond ?? NaN);
      const rows = report.data.train?.rows ?? 0;
      const features = report.preprocessing?.features.length ?? 0;
      if (peers.packages.torch !== null) {
        for (const [peer, threads] of [["PyTorch, 1 thread", 1], ["PyTorch, all threads", 0]] as const) {
          const { rowsPerSecond = NaN } = await peers.measure("engine", rows, features, batchSize === "full" ? rows : batchSize, threads);
          theirs[peer]?.push(rowsPerSecond);
        }
      }
      theirs["tfjs WASM model.fit"]?.push(await tfjs.fit("wasm", FEW_ROWS, features, batchSize === "full" ? FEW_ROWS : batchSize));
    });
    measurements.push(compare(`batch ${batchSize} (${name})`, "rows/s", ours, theirs));
  }
  return measurements;
}

/** The other engines on fewer rows, WebGL beside tfjs on WebGL. */
export async function measureOtherEngines(context: BenchContext, tfjs: TfjsPeer): Promise<Measurement[]> {
  const triptych = await loadedPage({ ...context, engine: "auto", files: sampleFiles(SMALL_SCALE) });
  const measurements: Measurement[] = [];
  for (const [engine, batches] of [["webgl", [4096, "full"]], ["cpu", [4096]]] as const satisfies [EngineName, unknown][]) {
    await useEngine(triptych, engine);
    for (const batchSize of batches) {
      const [ours, theirs]: [number[], number[]] = [[], []];
      let name = "";
      await repeat(context, `${engine}, batch ${batchSize}`, async (counts) => {
        const subset = engine === "cpu" ? { subset: { rows: FEWEST_ROWS, labelNoise: 0 } } : {};
        const report = await trainOnce(triptych, { batchSize, ...subset });
        name = `${engineOf(report)}${report.engine?.renderer === null ? "" : `, ${report.engine?.renderer ?? ""}`}`;
        if (!counts) return;
        ours.push(report.engine?.rowsPerSecond ?? NaN);
        const features = report.preprocessing?.features.length ?? 0;
        const rows = report.data.train?.rows ?? 0;
        if (engine === "webgl") theirs.push(await tfjs.fit("webgl", rows, features, batchSize === "full" ? rows : batchSize));
      });
      measurements.push(compare(`batch ${batchSize} (${name})`, "rows/s", ours, { "tfjs WebGL model.fit": theirs }));
    }
  }
  await triptych.page.context().close();
  return measurements;
}
