import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect } from "./test";

export { allowLosses, killWorker, loseContexts } from "../../tools/soak/lose";

declare global {
  interface Window {
    /** Epochs that the page has shown since `watchEpochs`, each time they changed. */
    shownEpochs: { readonly reached: number[]; readonly inHand: number[] } | undefined;
  }
}

/** What the page has shown of the run under way. */
interface ShownEpochs {
  /** Of the rail: epochs whose end has been reached. */
  readonly reached: readonly number[];
  /** Of the strip: the epoch in hand. */
  readonly inHand: readonly number[];
}

/** Notes every epoch that the page shows from now on. */
export async function watchEpochs(page: Page): Promise<void> {
  await page.evaluate(() => {
    const shown = { reached: [] as number[], inHand: [] as number[] };
    const note = (list: number[], text: string, pattern: RegExp): void => {
      const digits = pattern.exec(text)?.[1];
      if (digits !== undefined && list.at(-1) !== Number(digits)) list.push(Number(digits));
    };
    const look = (): void => {
      note(shown.reached, document.querySelector('nav[aria-label="Stages"]')?.textContent ?? "", /epoch (\d+) \//);
      note(shown.inHand, document.querySelector('[role="group"][aria-label="Transport"] ~ p')?.textContent ?? "", /^epoch (\d+) of/);
    };
    look();
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    window.shownEpochs = shown;
  });
}

export async function shownEpochs(page: Page): Promise<ShownEpochs> {
  const shown = await page.evaluate(() => window.shownEpochs);
  if (shown === undefined) throw new Error("Nobody has watched the epochs.");
  return shown;
}

/** The most epochs by which a list of epochs goes back. */
export function mostBack(epochs: readonly number[]): number {
  let [highest, most] = [-Infinity, 0];
  for (const epoch of epochs) {
    highest = Math.max(highest, epoch);
    most = Math.max(most, highest - epoch);
  }
  return most;
}

/** Waits until the run under way has come to the end of an epoch. */
export async function reaches(page: Page, epoch: number): Promise<void> {
  await page.waitForFunction((least) => {
    const digits = /epoch (\d+) \//.exec(document.querySelector('nav[aria-label="Stages"]')?.textContent ?? "")?.[1];
    return Number(digits ?? -1) >= least;
  }, epoch);
}

/** What a run came to, to the last bit: of the model file that the page hands out. */
export interface TrainedModel {
  readonly engine: unknown;
  readonly weights: Readonly<Record<string, unknown>>;
  readonly weightsEpoch: unknown;
  readonly history: readonly unknown[];
  readonly evaluation: unknown;
  readonly golden: unknown;
}

export async function downloadsModel(page: Page): Promise<TrainedModel> {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Export and open" });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Download the model" }).click(),
  ]);
  const { engine, weights, weightsEpoch, history, evaluation, golden } = JSON.parse(
    await readFile(await download.path(), "utf8"),
  ) as TrainedModel;
  await closesDialog(page);
  return { engine, weights, weightsEpoch, history, evaluation, golden };
}

/** The same with a fingerprint for the weights: what differs can then be shown. */
export function withoutArrays(model: TrainedModel): Omit<TrainedModel, "weights"> & { readonly sha256: string } {
  const { weights, ...figures } = model;
  return { ...figures, sha256: createHash("sha256").update(JSON.stringify(weights)).digest("hex") };
}

/** Opens a run configuration, given as its members; what is left out is as in the default preset. */
export async function opensSettings(page: Page, settings: Readonly<Record<string, unknown>>): Promise<void> {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const text = JSON.stringify({ format: "triptych.run-config", version: 1, ...settings });
  await page
    .getByLabel("File to open", { exact: true })
    .setInputFiles({ name: "settings.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(page.locator('[data-outcome="opened"]')).toBeVisible();
  await closesDialog(page);
}

async function closesDialog(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Export and open" });
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();
}
