import type { Page } from "playwright";
import { SPLITS } from "../../src/domain/split";
import { loadedPage, repeat, type Bench } from "./context";
import { trainOnce } from "./train-once";
import { compare } from "./result";

const WORKING = "Working out the final metrics";

export const evaluate: Bench = {
  explanation:
    "The final metrics of all three splits: how long the page says that it works them out (its forward passes are over by then; " +
    "to a frame, 17 ms). scikit-learn: accuracy, balanced accuracy, precision, recall, F1, MCC, confusion matrix, ROC AUC, average precision, " +
    "log loss and Brier score, for as many rows and positives.",
  async measure(context) {
    const { peers } = context;
    const triptych = await loadedPage(context);
    await watchMetrics(triptych.page);
    const [ours, sklearn, whole]: [number[], number[], number[]] = [[], [], []];
    await repeat(context, "evaluate", async (counts) => {
      const { data, timing } = await trainOnce(triptych, { batchSize: 4096 });
      const shown = await triptych.page.evaluate(() => Number(document.documentElement.dataset["benchMetricsMs"]));
      if (counts) {
        ours.push(shown);
        if (timing.evaluateMs !== null) whole.push(timing.evaluateMs);
      }
      if (!counts || peers.packages.sklearn === null) return;
      const sizes = SPLITS.flatMap((split) => [data[split]?.rows ?? 0, data[split]?.positives ?? 0]);
      const { ms = NaN } = await peers.measure("evaluate", ...sizes);
      sklearn.push(ms);
    });
    await triptych.page.context().close();
    return [
      compare("final metrics of three splits", "ms", ours, { "scikit-learn": sklearn }),
      compare("all evaluation of a run of one epoch (two forward passes, final metrics)", "ms", whole),
    ];
  },
};

/** Notes on the root element how long the page last said that it was working out metrics. */
async function watchMetrics(page: Page): Promise<void> {
  await page.evaluate((working) => {
    let since: number | null = null;
    const status = document.querySelector('[role="group"][aria-label="Transport"] ~ p');
    if (status === null) throw new Error("The page shows no status.");
    new MutationObserver(() => {
      const isWorking = status.textContent.startsWith(working);
      if (isWorking && since === null) since = performance.now();
      if (isWorking || since === null) return;
      document.documentElement.dataset["benchMetricsMs"] = String(performance.now() - since);
      since = null;
    }).observe(status, { subtree: true, childList: true, characterData: true });
  }, WORKING);
}
