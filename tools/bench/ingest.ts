import { SPLITS } from "../../src/domain/split";
import { loadedPage, repeat, type Bench } from "./context";
import { compare } from "./result";

export const ingest: Bench = {
  explanation:
    "Reading the three CSV files through the page's file inputs: decoding, parsing, checks, types, statistics and fingerprints, " +
    "from the report's ingestMs. pandas: read_csv of the same files.",
  async measure(context) {
    const { files, peers } = context;
    const [ours, pandas]: [number[], number[]] = [[], []];
    await repeat(context, "ingest", async (counts) => {
      const triptych = await loadedPage(context);
      const { data, timing } = await triptych.report();
      await triptych.page.context().close();
      const rows = SPLITS.reduce((sum, split) => sum + (data[split]?.rows ?? 0), 0);
      if (counts && timing.ingestMs !== null) ours.push((rows / timing.ingestMs) * 1000);
      if (peers.packages.pandas === null) return;
      const { rows: theirs = NaN, ms = NaN } = await peers.measure("ingest", ...SPLITS.map((split) => files[split]));
      if (counts) pandas.push((theirs / ms) * 1000);
    });
    return [compare("three files", "rows/s", ours, { "pandas read_csv": pandas })];
  },
};
