import { SPLITS } from "../../src/domain/split";
import { TriptychPage } from "../headless/triptych-page";
import { untilAtRest } from "./at-rest";
import { repeat, type Bench } from "./context";
import { compare } from "./result";

/** The label of the sample's files. */
const LABEL = "sus_label";

export const ingest: Bench = {
  explanation:
    "Reading the three CSV files, chosen together through the page's file input: decoding, parsing, checks, types, statistics and " +
    "fingerprints, from the report's ingestMs; beside it pandas' read_csv of the same files. Start-up is in neither: the page is at " +
    "rest before it gets the files, as pandas is imported and has read them once. Scaling them to the matrices: the " +
    "report's scaleMs, the way to the worker and back included; beside it scikit-learn's StandardScaler, fitted on train and applied " +
    "to all three frames, then cast to float32.",
  async measure(context) {
    const { session, files, peers } = context;
    const paths = SPLITS.map((split) => files[split]);
    const [ours, pandas, scaling, sklearn]: [number[], number[], number[], number[]] = [[], [], [], []];
    await repeat(context, "ingest", async (counts) => {
      const triptych = new TriptychPage(await session.openPage());
      await untilAtRest(triptych.page);
      if (!(await triptych.loadsTogether(paths))) throw new Error("The page refused the sample's files.");
      const { data, timing } = await triptych.report();
      await triptych.page.context().close();
      const rows = SPLITS.reduce((sum, split) => sum + (data[split]?.rows ?? 0), 0);
      if (counts && timing.ingestMs !== null) ours.push((rows / timing.ingestMs) * 1000);
      if (counts && timing.scaleMs !== null) scaling.push(timing.scaleMs);
      if (peers.packages.pandas === null) return;
      const { rows: theirs = NaN, ms = NaN } = await peers.measure("ingest", ...paths);
      if (counts) pandas.push((theirs / ms) * 1000);
      if (peers.packages.sklearn === null) return;
      const { ms: scaleMs = NaN } = await peers.measure("scale", LABEL, ...paths);
      if (counts) sklearn.push(scaleMs);
    });
    return [
      compare("three files", "rows/s", ours, { "pandas read_csv": pandas }),
      compare("scaling to the matrices", "ms", scaling, { "scikit-learn StandardScaler": sklearn }),
    ];
  },
};
