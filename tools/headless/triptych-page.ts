import { readFile } from "node:fs/promises";
import type { Download, Locator, Page } from "playwright";
import type { EngineChoice } from "../../src/domain/engine-identity";
import type { Split } from "../../src/domain/split";
import { reportSchema, type Report } from "../../src/interop/report-schema";
import { untilIdle, type PageState } from "./page-state";

/** What the page calls its file inputs and the items of its engine menu. */
const FILE_INPUTS: Record<Split, string> = {
  train: "Train CSV file",
  validation: "Validation CSV file",
  test: "Test CSV file",
};
const OPENERS = { settings: "File to open", weights: "Weights to start from" } as const;
const ENGINE_ITEMS: Record<EngineChoice, RegExp> = { auto: /^Automatic/, webgl: /^WebGL/, wasm: /^Fused WASM/, cpu: /^CPU/ };

/** A report waits for its intervals, which take seconds for millions of rows. */
const DOWNLOAD_MS = 5 * 60_000;

export type Answer = { readonly ok: true } | { readonly ok: false; readonly reason: string };

const FINE: Answer = { ok: true };

/** The page, driven by what a person sees: names, roles, buttons. */
export class TriptychPage {
  readonly page: Page;
  readonly #onChange: (state: PageState) => void;

  constructor(page: Page, onChange: (state: PageState) => void = () => undefined) {
    this.page = page;
    this.#onChange = onChange;
  }

  /** Takes the first row of the files loaded from now on for data. */
  async namesNoColumns(): Promise<void> {
    const box = this.page.getByLabel("First row is data (no header)");
    await box.press("Space");
    if (!(await box.isChecked())) throw new Error("The page did not take the files for headerless.");
  }

  /** Chooses the engine of the next run; an engine that this browser does not offer is refused with the page's reason. */
  async choosesEngine(choice: EngineChoice): Promise<Answer> {
    await this.page.getByRole("button", { name: /^engine / }).click();
    const item = this.page.getByRole("menuitem", { name: ENGINE_ITEMS[choice] });
    await item.waitFor();
    if (await item.isDisabled()) return { ok: false, reason: oneLine(await item.innerText()) };
    await item.click();
    return FINE;
  }

  /** Opens settings (a run configuration), or weights alone (of a model file, or a map), given as the text of a file. */
  async opens(what: keyof typeof OPENERS, name: string, text: string): Promise<Answer> {
    const dialog = await this.#dialog();
    const status = dialog.locator("[data-outcome]");
    const before = (await status.count()) === 0 ? null : await status.innerText();
    const file = { name, mimeType: "application/json", buffer: Buffer.from(text) };
    await dialog.getByLabel(OPENERS[what], { exact: true }).setInputFiles(file);
    const outcome = before === null ? status : status.filter({ hasNotText: before });
    await outcome.waitFor({ timeout: 60_000 });
    await this.settles();
    const [verdict, reason] = [await outcome.getAttribute("data-outcome"), oneLine(await outcome.innerText())];
    await this.#closeDialog(dialog);
    return verdict === "opened" ? FINE : { ok: false, reason };
  }

  /** Loads one file; false when the page refuses it. */
  async loads(split: Split, path: string): Promise<boolean> {
    await this.page.getByLabel(FILE_INPUTS[split], { exact: true }).setInputFiles(path);
    await this.settles();
    return (await this.page.getByRole("alert", { name: "Not loaded" }).count()) === 0;
  }

  /** Loads files side by side, whose names say which split each is; false when the page refuses one. */
  async loadsTogether(paths: readonly string[]): Promise<boolean> {
    await this.page.getByLabel("CSV files", { exact: true }).setInputFiles(paths);
    await this.settles();
    return (await this.page.getByRole("alert", { name: "Not loaded" }).count()) === 0;
  }

  /**
   * Trains to the end.
   * @returns the page's word for how it ended; null when something stands in the way of starting
   */
  async trains(): Promise<string | null> {
    await this.settles();
    const train = this.page.getByRole("group", { name: "Transport" }).getByRole("button", { name: "Train" });
    if (await train.isDisabled()) return null;
    await train.click();
    const { run } = await this.settles();
    if (run === null) throw new Error("The button Train was pressed, but the page started no run.");
    return run;
  }

  /** Waits until the page is idle. */
  settles(): Promise<PageState> {
    return untilIdle(this.page, this.#onChange);
  }

  /** @throws when what the page hands out is not to the letter of its own schema */
  async report(): Promise<Report> {
    const download = await this.#downloads("Download the report");
    const report: unknown = JSON.parse(await readFile(await download.path(), "utf8"));
    const { error } = reportSchema.safeParse(report);
    if (error !== undefined) throw new Error(`The page's report is not to its schema: ${error.message}`);
    return report as Report;
  }

  async savesModel(path: string): Promise<void> {
    await (await this.#downloads("Download the model")).saveAs(path);
  }

  /** A picture of the Train stage. */
  async screenshot(path: string): Promise<void> {
    await this.page.getByRole("navigation", { name: "Stages" }).getByRole("button", { name: "Train" }).click();
    // The stage's code is fetched when the stage first opens.
    await this.page.getByRole("heading", { level: 1, name: "Train" }).waitFor();
    await this.settles();
    // Charts come to life after the stage, one after the other.
    await this.page.locator("figure svg").nth(1).waitFor();
    await this.page.screenshot({ path, type: "png" });
  }

  async #downloads(button: string): Promise<Download> {
    const dialog = await this.#dialog();
    const downloading = this.page.waitForEvent("download", { timeout: DOWNLOAD_MS });
    await dialog.getByRole("button", { name: button }).click();
    const download = await downloading;
    await this.#closeDialog(dialog);
    return download;
  }

  async #dialog(): Promise<Locator> {
    await this.page.getByRole("button", { name: "Export", exact: true }).click();
    const dialog = this.page.getByRole("dialog", { name: "Export and open" });
    await dialog.waitFor();
    return dialog;
  }

  async #closeDialog(dialog: Locator): Promise<void> {
    // Not by Escape: the dialog listens for it only after it has been painted, and a key pressed before is lost.
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "hidden" });
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
