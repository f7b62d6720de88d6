/** Runs the three presets on the synthetic sample and prints what they come to; `--help` says how. */
import { parseArgs } from "node:util";
import { PRESETS, PRESET_NAMES } from "../src/domain/run-config";
import { MAX_SCALE, MIN_SCALE, SAMPLE_RUN_SEED } from "../src/domain/sample/profile";
import { SPLITS } from "../src/domain/split";
import { writeRunConfig } from "../src/interop/run-config";
import { demoSentence, demoTable, type DemoRun } from "./headless/demo-table";
import { progressLines } from "./headless/progress";
import { openSession } from "./headless/session";
import { TriptychPage } from "./headless/triptych-page";
import { sampleFiles } from "./headless/with-sample";

const USAGE = `Usage: npm run demo -- [--scale ${MIN_SCALE} to ${MAX_SCALE}]
Trains the three presets on the synthetic sample in a headless browser: about a minute at full size.
  --scale  share of the full row counts; 1 when left out. Presets learn less from fewer rows.`;

async function main(scale: number): Promise<void> {
  const tell = (line: string): void => console.error(line);
  tell("Writing the sample…");
  const files = sampleFiles(scale);
  const session = await openSession();
  try {
    const triptych = new TriptychPage(await session.openPage(), progressLines(tell, () => performance.now()));
    for (const split of SPLITS) {
      if (!(await triptych.loads(split, files[split]))) throw new Error((await triptych.report()).error?.message);
    }
    const runs: DemoRun[] = [];
    for (const name of PRESET_NAMES) {
      const { title, config } = PRESETS[name];
      tell(`${title}:`);
      const answer = await triptych.opens("settings", `${name}.json`, writeRunConfig({ ...config, seed: SAMPLE_RUN_SEED }));
      if (!answer.ok) throw new Error(answer.reason);
      await triptych.trains();
      const report = await triptych.report();
      if (report.error !== null) throw new Error(report.error.message);
      runs.push({ title, loss: config.loss, report });
    }
    const rows = SPLITS.map((split) => runs[0]?.report.data[split]?.rows.toLocaleString("en-GB") ?? "?").join(" / ");
    console.log(`\nThe synthetic sample, ${rows} rows, seed ${SAMPLE_RUN_SEED}\n\n${demoTable(runs)}\n`);
    for (const run of runs) console.log(`${run.title}: ${demoSentence(run)}`);
  } finally {
    await session.close();
  }
}

function readScale(): number {
  const { values } = parseArgs({ options: { scale: { type: "string", default: "1" } } });
  const scale = Number(values.scale);
  if (!(scale >= MIN_SCALE && scale <= MAX_SCALE)) throw new Error(`--scale must be a number from ${MIN_SCALE} to ${MAX_SCALE}, not "${values.scale}".`);
  return scale;
}

if (process.argv.includes("--help")) {
  console.log(USAGE);
} else {
  try {
    await main(readScale());
  } catch (reason) {
    console.error(reason instanceof Error ? reason.message : String(reason));
    process.exitCode = 1;
  }
}
