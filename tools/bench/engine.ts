import { loadedPage, repeat, type Bench } from "./context";
import { trainOneEpoch } from "./one-epoch";
import { compare, type Measurement } from "./result";

const BATCH_SIZES = [256, 4096, 65_536, "full"] as const;

export const engine: Bench = {
  explanation:
    "The bare training rate (forward, backward, update; Adam, binary cross-entropy) of the reference net on the train split, " +
    "from the report's engine.rowsPerSecond. PyTorch: the same net, loss, optimiser and sizes of matrix, on one thread and on all.",
  async measure(context) {
    const { peers } = context;
    const triptych = await loadedPage(context);
    const measurements: Measurement[] = [];
    for (const batchSize of BATCH_SIZES) {
      const ours: number[] = [];
      const torch: Record<string, number[]> = { "PyTorch, 1 thread": [], "PyTorch, all threads": [] };
      let name = "";
      await repeat(context, `engine, batch ${batchSize}`, async (counts) => {
        const { engine: used, data, preprocessing } = await trainOneEpoch(triptych, batchSize);
        if (used === null) throw new Error("The report names no engine.");
        name = `${used.name} ${used.variant}, pool ${used.pool}`;
        if (counts && used.rowsPerSecond !== null) ours.push(used.rowsPerSecond);
        const rows = data.train?.rows ?? 0;
        const features = preprocessing?.features.length ?? 0;
        // PyTorch warms itself up in its own process.
        if (!counts || peers.packages.torch === null) return;
        for (const [peer, threads] of [["PyTorch, 1 thread", 1], ["PyTorch, all threads", 0]] as const) {
          const { rowsPerSecond = NaN } = await peers.measure("engine", rows, features, batchSize === "full" ? rows : batchSize, threads);
          torch[peer]?.push(rowsPerSecond);
        }
      });
      measurements.push(compare(`batch ${batchSize} (${name})`, "rows/s", ours, torch));
    }
    await triptych.page.context().close();
    return measurements;
  },
};
