import type { Page } from "playwright";
import { DIST } from "../lib/build.mjs";
import { measureBundle } from "../lib/bundle-size.mjs";
import { TriptychPage } from "../headless/triptych-page";
import { SPLITS } from "../../src/domain/split";
import { repeat, type Bench } from "./context";
import { takeLongestTask, watchTasks } from "./main-thread";
import { trainOnce } from "./train-once";
import { compare } from "./result";

export const ui: Bench = {
  explanation:
    "The longest task of the page's main thread while files are parsed and prepared, and while it trains (0: none passed 50 ms, " +
    "which is what browsers report), and what a browser loads: scripts before the first paint as sent, and all scripts that may load before training, gzipped.",
  async measure(context) {
    const { session, files } = context;
    const [parsing, training, loaded]: [number[], number[], number[]] = [[], [], []];
    await repeat(context, "ui", async (counts) => {
      const triptych = new TriptychPage(await session.openPage());
      const { page } = triptych;
      const scripts = await loadedScriptBytes(page);
      await watchTasks(page);
      for (const split of SPLITS) await triptych.loads(split, files[split]);
      await triptych.settles();
      const whileParsing = await takeLongestTask(page);
      await trainOnce(triptych, { batchSize: 4096 });
      const whileTraining = await takeLongestTask(page);
      await page.context().close();
      if (!counts) return;
      parsing.push(whileParsing);
      training.push(whileTraining);
      loaded.push(scripts);
    });
    return [
      compare("longest main-thread task while parsing", "ms", parsing),
      compare("longest main-thread task while training", "ms", training),
      compare("scripts of the first load, as sent", "bytes", loaded),
      compare("scripts that may load before training, gzipped", "bytes", [measureBundle(DIST).pageBytes]),
    ];
  },
};

/** Compressed bytes of the page's scripts, those of its workers included, once nothing more loads. */
async function loadedScriptBytes(page: Page): Promise<number> {
  await page.waitForLoadState("networkidle");
  return page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter((entry): entry is PerformanceResourceTiming => entry instanceof PerformanceResourceTiming && entry.name.endsWith(".js"))
      .reduce((sum, entry) => sum + entry.encodedBodySize, 0),
  );
}
