import type { Locator, Page } from "@playwright/test";
import { expect } from "./test";

type SplitTitle = "Train" | "Validation" | "Test";

/** A file as it is handed to a file input, made in the test. */
export function csvFile(name: string, text: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: "text/csv", buffer: Buffer.from(text) };
}

type Files = Parameters<Locator["setInputFiles"]>[0];

/** What a person does, by role and label. */
export class Person {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async opens(): Promise<void> {
    await this.page.goto("/");
  }

  async chooses(files: Files): Promise<void> {
    await this.page.getByLabel("CSV files").setInputFiles(files);
  }

  /** Loads three files and waits until all are read. */
  async loads(files: { train: string; validation: string; test: string }): Promise<void> {
    await this.chooses([files.train, files.validation, files.test]);
    for (const split of ["Train", "Validation", "Test"]) {
      await expect(this.file(split as SplitTitle).getByText("Rows", { exact: true })).toBeVisible();
    }
    await expect(this.stage("Features")).toContainText(/\d+ · Standard/);
  }

  async opensStage(name: "Data" | "Features" | "Model" | "Train" | "Compare" | "Shift"): Promise<void> {
    await this.stage(name).click();
    await expect(this.page.getByRole("heading", { level: 1, name })).toBeVisible();
  }

  async choosesPreset(title: string): Promise<void> {
    await this.page.getByRole("combobox", { name: "Preset" }).or(this.page.getByLabel("Preset")).first().click();
    await this.page.getByRole("option", { name: title }).click();
  }

  async choosesEngine(name: RegExp): Promise<void> {
    await this.page.getByRole("button", { name: /^engine / }).click();
    await this.page.getByRole("menuitem", { name }).click();
  }

  async trains(): Promise<void> {
    await this.transport.getByRole("button", { name: "Train" }).click();
    await this.finishes();
  }

  async finishes(): Promise<void> {
    await expect(this.page.getByText(/^Finished: /)).toBeVisible({ timeout: 45_000 });
  }

  /** What the loss chart says of a run of so many epochs, once it is drawn to the end. */
  async lossSummary(epochs: number): Promise<string> {
    const caption = this.page.getByRole("figure").first().locator("figcaption");
    await expect(caption).toContainText(`Loss from epoch 0 to ${epochs}:`);
    return caption.innerText();
  }

  get transport(): Locator {
    return this.page.getByRole("group", { name: "Transport" });
  }

  stage(name: string): Locator {
    return this.page.getByRole("navigation", { name: "Stages" }).getByRole("button", { name: new RegExp(name) });
  }

  /** The panel of the strip. */
  panel(split: SplitTitle): Locator {
    return this.page.getByRole("region", { name: split, exact: true });
  }

  /** The card of the Data stage. */
  file(split: SplitTitle): Locator {
    return this.page.getByRole("region", { name: `${split} file` });
  }

  /** The accuracy that the strip shows, as a share. */
  async accuracy(split: SplitTitle): Promise<number> {
    const text = await this.panel(split).getByText(/^\d+\.\d+\s%$/u).first().innerText();
    return Number.parseFloat(text) / 100;
  }
}
