/** Takes the README's picture: preset *Trains* on the full-size sample, at the end of its run. */
import { join } from "node:path";
import { DEFAULT_CONFIG } from "../src/domain/run-config";
import { SAMPLE_RUN_SEED } from "../src/domain/sample/profile";
import { SPLITS } from "../src/domain/split";
import { writeRunConfig } from "../src/interop/run-config";
import { openSession } from "./headless/session";
import { TriptychPage } from "./headless/triptych-page";
import { sampleFiles } from "./headless/with-sample";

const files = sampleFiles(1);
const session = await openSession();
try {
  const triptych = new TriptychPage(await session.openPage());
  await triptych.opens("settings", "trains.json", writeRunConfig({ ...DEFAULT_CONFIG, seed: SAMPLE_RUN_SEED }));
  for (const split of SPLITS) await triptych.loads(split, files[split]);
  const ended = await triptych.trains();
  if (ended !== "finished") throw new Error(`The run did not finish: ${ended ?? "it could not start"}.`);
  const path = join(import.meta.dirname, "../docs/screenshot.png");
  await triptych.screenshot(path);
  console.error(`Wrote ${path}.`);
} finally {
  await session.close();
}
