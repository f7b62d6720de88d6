import type { Locator } from "playwright";
import type { EngineChoice } from "../../src/domain/engine-identity";
import { DEFAULT_CONFIG, type RunConfig } from "../../src/domain/run-config";
import type { Report } from "../../src/interop/report-schema";
import { writeRunConfig } from "../../src/interop/run-config";
import { TriptychPage } from "../headless/triptych-page";

/** What a cycle does with the page, besides what every program does. */
export class SoakPage extends TriptychPage {
  #opened = 0;

  /** Chooses the engine and the settings of the next run: the default ones, but for what `settings` says. */
  async sets(engine: EngineChoice, settings: Partial<RunConfig>): Promise<void> {
    const chosen = await this.choosesEngine(engine);
    if (!chosen.ok) throw new Error(chosen.reason);
    // A name of its own for each, so that the page's answer can be told from that to the one before.
    const opened = await this.opens("settings", `soak-${++this.#opened}.json`, writeRunConfig({ ...DEFAULT_CONFIG, ...settings }));
    if (!opened.ok) throw new Error(opened.reason);
    await this.#opensTrain();
  }

  /** Trains to the end. @throws Error unless the run finishes */
  async finishes(): Promise<Report> {
    await this.trains();
    return this.ended("finished");
  }

  /** Waits for the end of the run under way. @throws Error unless it ends as told */
  async ended(as: "finished" | "stopped"): Promise<Report> {
    const { run } = await this.settles();
    const report = await this.report();
    if (run !== as) throw new Error(`The run ended as ${run ?? "none"}, not ${as}. ${report.error?.message ?? ""}`);
    return report;
  }

  async presses(button: "Train" | "Resume" | "Pause" | "Stop"): Promise<void> {
    await this.#transport.getByRole("button", { name: button, exact: true }).click();
  }

  /** Goes one step further, or begins a run with it, and waits until the page has paused. */
  async steps(unit: "batch" | "epoch"): Promise<void> {
    await this.#transport.getByRole("button", { name: `Step one ${unit}` }).click();
    await this.#transport.getByRole("button", { name: "Resume" }).waitFor();
  }

  /** Waits until the run under way has come to the end of an epoch. */
  async reaches(epoch: number): Promise<void> {
    await this.page.waitForFunction((least) => {
      const words = Array.from(document.querySelectorAll('nav[aria-label="Stages"] button'), (button) => button.textContent ?? "");
      const reached = words.map((text) => /epoch (\d+) \//.exec(text)?.[1]).find((digits) => digits !== undefined);
      return Number(reached ?? -1) >= least;
    }, epoch);
  }

  /** Goes on from the end of the last epoch but one, if there is one, and trains to the end. */
  async goesOn(moreEpochs: number): Promise<{ from: number; report: Report }> {
    const epochs = this.page.getByLabel("From the end of", { exact: true });
    const from = await epochs.evaluate((select) => {
      if (!(select instanceof HTMLSelectElement)) throw new Error("The epochs to go on from are no list.");
      return (select.options[1] ?? select.options[0])?.value ?? "";
    });
    await epochs.selectOption(from);
    const more = this.page.getByLabel("More epochs", { exact: true });
    await more.fill(String(moreEpochs));
    await more.press("Enter");
    await this.page.getByRole("button", { name: new RegExp(`^Train ${moreEpochs} more`) }).click();
    return { from: Number(from), report: await this.ended("finished") };
  }

  /** What the page says happened to the run, a line each. */
  notices(): Promise<readonly string[]> {
    return this.page.getByRole("status", { name: "Notices of the run" }).getByRole("paragraph").allInnerTexts();
  }

  get #transport(): Locator {
    return this.page.getByRole("group", { name: "Transport" });
  }

  async #opensTrain(): Promise<void> {
    await this.page.getByRole("navigation", { name: "Stages" }).getByRole("button", { name: "Train" }).click();
    await this.page.getByRole("heading", { level: 1, name: "Train" }).waitFor();
  }
}
