import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { SPLITS } from "../../src/domain/split";
import { loadedPage, repeat, type Bench } from "./context";
import type { EvaluateProbe } from "./evaluate-page";
import { probeCode } from "./probe-code";
import { compare } from "./result";
import { trainOnce } from "./train-once";

const REPEATS = 5;
const FRAMES = 500;
/** Moments at which a comparison is given up: in the forward pass, and after it. */
const GIVE_UP_MS = [20, 60, 120, 250, 400, 600];

export const evaluate: Bench = {
  explanation:
    "What the Compare stage works out of the three splits under a trained net. Metrics and curves: in the page's own train worker all metrics, " +
    "calibration in both kinds of bins, histograms, the counts that every threshold is read off, and the ROC, precision-recall, gain and lift curves, " +
    "sent to the page; forward passes are over by then. scikit-learn, on the same scores: accuracy, balanced accuracy, precision, " +
    "recall, F1, F2, MCC, kappa, confusion matrix, ROC AUC, average precision, log loss, Brier score, ROC and precision-recall curves, and calibration " +
    `curves in both kinds of bins. Intervals: 200 resamples of each split. Importance: ${REPEATS} repeats of every feature on all rows of validation, four metrics. ` +
    "A frame of a drag: every figure of the three splits at another threshold, drawing apart. Given up: from the word to the end of a comparison, the longest of several moments.",
  async measure(context) {
    const { peers } = context;
    const code = await probeCode("evaluate-page.ts");
    const triptych = await loadedPage(context, (page) => page.addInitScript({ content: code }).then(() => undefined));
    const { page } = triptych;
    const { timing } = await trainOnce(triptych, { batchSize: 4096 });
    const folder = mkdtempSync(join(tmpdir(), "triptych-scores-"));
    try {
      await writeScores(page, folder);
      const taken: Record<"compared" | "sklearn" | "intervals" | "importance" | "frame" | "givenUp", number[]> = {
        ...{ compared: [], sklearn: [], intervals: [], importance: [], frame: [], givenUp: [] },
      };
      await repeat(context, "evaluate", async (counts) => {
        const found = await measureOnce(page);
        const ms = peers.packages.sklearn === null ? null : ((await peers.measure("evaluate", folder, ...SPLITS)).ms ?? NaN);
        if (!counts) return;
        for (const [name, value] of Object.entries<number>({ ...found })) taken[name as keyof Found].push(value);
        if (ms !== null) taken.sklearn.push(ms);
      });
      await page.context().close();
      return [
        compare("metrics and curves of three splits", "ms", taken.compared, { "scikit-learn": taken.sklearn }),
        compare("intervals of three splits, 200 resamples each", "ms", taken.intervals),
        compare(`permutation importance, ${REPEATS} repeats`, "ms", taken.importance),
        compare("figures of a frame of a threshold drag, in ms", "plain", taken.frame),
        compare("a comparison that is given up ends within", "ms", taken.givenUp),
        compare("all evaluation of a run of one epoch (two forward passes, final metrics)", "ms", [timing.evaluateMs ?? NaN]),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Found {
  readonly compared: number;
  readonly intervals: number;
  readonly importance: number;
  readonly frame: number;
  readonly givenUp: number;
}

interface Probed {
  readonly triptychProbe: EvaluateProbe;
}

function measureOnce(page: Page): Promise<Found> {
  return page.evaluate(
    async ([repeats, frames, moments]) => {
      const probe = (window as unknown as Probed).triptychProbe;
      // The first has the forward pass of the net in it, which another one was put in the place of.
      await probe.compare();
      const compared = await probe.compare();
      const found = { compared, frame: probe.drag(frames), intervals: await probe.intervals(), importance: await probe.importance(repeats) };
      let givenUp = 0;
      for (const moment of moments) givenUp = Math.max(givenUp, (await probe.givenUp(moment)) ?? 0);
      return { ...found, givenUp };
    },
    [REPEATS, FRAMES, GIVE_UP_MS] as const,
  );
}

/** Files of the scores and labels of each split, for others to measure. */
async function writeScores(page: Page, folder: string): Promise<void> {
  for (const split of SPLITS) {
    const { logits, labels } = await page.evaluate((name) => (window as unknown as Probed).triptychProbe.scored(name), split);
    writeFileSync(join(folder, `${split}.logits`), Buffer.from(logits, "base64"));
    writeFileSync(join(folder, `${split}.labels`), Buffer.from(labels, "base64"));
  }
}
