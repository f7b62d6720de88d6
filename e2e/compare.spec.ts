import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { downloadsModel } from "./support/lose";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

const SPLITS = ["Train", "Validation", "Test"] as const;
type SplitTitle = (typeof SPLITS)[number];

/** Few enough rows to count, in a mix that ten epochs learn something of. */
const PLAN = {
  seed: 11,
  features: 3,
  separation: 1.5,
  train: { rows: 600, prevalence: 0.4 },
  validation: { rows: 200, prevalence: 0.3 },
  test: { rows: 200, prevalence: 0.6, shift: 0.5 },
};

/** Trains on a trio, and opens the stage once its figures are exact. */
async function compares(page: Page, folder: string, plan: Partial<typeof PLAN> = {}): Promise<Person> {
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(folder, { ...PLAN, ...plan }));
  await person.opensStage("Train");
  await person.trains();
  await opensCompare(person);
  await expect(shown(page)).toContainText("exact");
  return person;
}

async function opensCompare(person: Person): Promise<void> {
  await person.stage("Compare").click();
  await expect(person.page.getByRole("heading", { level: 1, name: "Compare" })).toBeVisible();
}

const shown = (page: Page): Locator => page.getByRole("region", { name: "Epoch shown" });
const slider = (page: Page): Locator => page.getByRole("slider", { name: "Epoch shown" });
const thresholdField = (page: Page): Locator => page.getByRole("textbox", { name: "Threshold" });

/** The cells of a split in a row of the table: model first. */
function cells(page: Page, title: string, split: SplitTitle): Locator {
  const row = page.getByRole("table", { name: "Figures of the three splits" }).getByRole("row").filter({ has: page.getByRole("rowheader", { name: title, exact: true }) });
  return row.locator("[data-figure]").nth(SPLITS.indexOf(split));
}

/** Once the table is drawn: that is a moment after the bars. */
async function figure(page: Page, title: string, split: SplitTitle): Promise<number> {
  await expect(page.getByRole("region", { name: "Figures", exact: true }).locator("[aria-busy=true]")).toHaveCount(0);
  const text = await cells(page, `${title} What is: ${title}?`, split).locator("span").first().innerText();
  return Number(text.replace("≈ ", "").replace("−", "-"));
}

/** [tn, fp, fn, tp] of the card. */
async function counts(page: Page, split: SplitTitle): Promise<number[]> {
  const table = page.getByRole("table", { name: `Confusion matrix of ${split.toLowerCase()} at this threshold` });
  const texts = await table.locator("td[data-cell] > span:first-child").allInnerTexts();
  return texts.map((text) => Number(text.replace("≈ ", "").replaceAll(",", "")));
}

/** The same of the strip, which another worker measured. */
async function countsOfStrip(person: Person, split: SplitTitle): Promise<number[]> {
  const texts = await person.panel(split).getByRole("cell").filter({ hasText: /^[\d,]+$/ }).allInnerTexts();
  return texts.map((text) => Number(text.replaceAll(",", "")));
}

async function types(page: Page, threshold: string): Promise<void> {
  await thresholdField(page).fill(threshold);
  await expect(page.getByRole("region", { name: "Figures", exact: true })).toContainText(`at threshold ${Number(threshold)}`);
}

test("the figures are those that the counts give by hand, each with its interval and its baselines", async ({ page }, info) => {
  const person = await compares(page, info.outputPath());
  const recallHead = "Recall What is: Recall?";
  for (const split of SPLITS) {
    const [tn = NaN, fp = NaN, fn = NaN, tp = NaN] = await counts(page, split);
    expect([tn, fp, fn, tp]).toEqual(await countsOfStrip(person, split));
    const [recall, specificity, precision] = [tp / (tp + fn), tn / (tn + fp), tp / (tp + fp)];
    const expected = {
      Accuracy: (tp + tn) / (tp + fp + tn + fn),
      "Balanced accuracy": (recall + specificity) / 2,
      Precision: precision,
      Recall: recall,
      Specificity: specificity,
      F1: (2 * precision * recall) / (precision + recall),
      F2: (5 * precision * recall) / (4 * precision + recall),
      MCC: (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)),
    };
    for (const [title, value] of Object.entries(expected)) expect(await figure(page, title, split), `${title} of ${split}`).toBeCloseTo(value, 3);
  }
  await expect(cells(page, recallHead, "Test")).toContainText(/\d to [\d.]+$/);
  const notes = page.getByRole("region", { name: "Figures", exact: true });
  await expect(notes).toContainText("trained on all 600 rows");
  const accuracy = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Accuracy What is: Accuracy?", exact: true }) });
  await expect(accuracy.locator('[data-baseline="zero"]')).toHaveText(["0.6000", "0.7000", "0.4000"]);
  await expect(accuracy.locator('[data-baseline="one"]')).toHaveText(["0.4000", "0.3000", "0.6000"]);
  await expect(accuracy.locator('[data-baseline="logistic"]')).toHaveText([/^0\.\d+$/, /^0\.\d+$/, /^0\.\d+$/]);
  await cells(page, recallHead, "Train").getByText(/ to /).hover();
  await expect(page.getByRole("tooltip")).toContainText("Wilson");

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download CSV" }).click()]);
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
  expect(lines).toHaveLength(46);
  const [name, split, epoch, exact, threshold, value] = (lines[10] ?? "").split(",");
  expect([name, split, epoch, exact, threshold]).toEqual(["Recall", "train", "10", "true", "0.5"]);
  expect(Number(value)).toBeCloseTo(await figure(page, "Recall", "Train"), 3);
  await expectAccessible(page);
});

test("what a split of one class leaves undefined is said to be, with the reason", async ({ page }, info) => {
  await compares(page, info.outputPath(), { test: { rows: 100, prevalence: 0, shift: 0 } });
  for (const title of ["Recall", "ROC AUC", "Average precision", "MCC", "KS", "Balanced accuracy"]) {
    await expect(cells(page, `${title} What is: ${title}?`, "Test").locator("span").first()).toHaveText("undefined");
  }
  await expect(page.getByRole("list", { name: "Undefined figures" })).toContainText(/Test: .*Recall.* undefined\. The split has no positive row\./);
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText("On test no row is positive");
  await expect(page.getByRole("table", { name: "Figures of the three splits" })).not.toContainText("NaN");
  const matrix = page.getByRole("table", { name: "Confusion matrix of test at this threshold" });
  await expect(matrix.locator('[data-cell="tp"]')).toContainText("undefined");
  await page.getByText("of all", { exact: true }).click();
  await expect(matrix.locator('[data-cell="tp"]')).toContainText("0.00");
});

test("a lower typed threshold never lowers recall, on no split", async ({ page }, info) => {
  await compares(page, info.outputPath());
  const before = { Train: 0, Validation: 0, Test: 0 };
  for (const threshold of ["0.99", "0.7", "0.5", "0.3", "0.05", "0"]) {
    await types(page, threshold);
    for (const split of SPLITS) {
      const recall = await figure(page, "Recall", split);
      expect(recall).toBeGreaterThanOrEqual(before[split]);
      before[split] = recall;
    }
  }
  expect(before).toEqual({ Train: 1, Validation: 1, Test: 1 });
  await expect(page.getByRole("region", { name: "Threshold" })).toContainText("Typed by hand.");
  await thresholdField(page).fill("1.5");
  await expect(page.getByRole("region", { name: "Threshold" })).toContainText(/1/);
  await expect(thresholdField(page)).toHaveAttribute("aria-invalid", "true");
});

test("a rule picks the threshold on validation and applies it to all; on test it is warned of", async ({ page }, info) => {
  await compares(page, info.outputPath());
  const bar = page.getByRole("region", { name: "Threshold" });
  const by = page.getByRole("combobox", { name: "Chosen by" });
  await by.selectOption({ label: "Recall at least…" });
  await bar.getByRole("textbox", { name: "At least" }).fill("0.95");
  await page.keyboard.press("Enter");
  await expect(bar).toContainText(/Chosen on validation for recall of at least 95.%, with the scores of epoch 10; applied to all three splits/);
  await expect.poll(() => figure(page, "Recall", "Validation")).toBeGreaterThanOrEqual(0.95);
  const applied = await Promise.all(SPLITS.map((split) => counts(page, split)));
  const threshold = await thresholdField(page).inputValue();
  await types(page, "0.5");
  await types(page, threshold);
  expect(await Promise.all(SPLITS.map((split) => counts(page, split)))).toEqual(applied);

  await by.selectOption({ label: "Best F1" });
  await expect(bar).toContainText("Chosen on validation for the best F1");
  await expect(bar).not.toContainText("Chosen on test");
  await page.getByRole("combobox", { name: "Chosen on" }).selectOption("test");
  await expect(bar.getByRole("status")).toContainText("test's figures now flatter the model");
  await expectAccessible(page);

  await by.selectOption({ label: "Alerts a day at most…" });
  await bar.getByRole("textbox", { name: "Alerts a day" }).fill("0");
  await page.keyboard.press("Enter");
  await expect(bar.getByRole("alert")).toContainText(/more than 0\. The threshold stays as it was/);
  await by.selectOption({ label: "The run's own" });
  await expect(thresholdField(page)).toHaveValue("0.5");
});

test("dragging shows epochs approximately, letting go exactly; keys do too", async ({ page }, info) => {
  await compares(page, info.outputPath());
  const exactly = await figure(page, "ROC AUC", "Train");
  const box = await slider(page).boundingBox();
  if (box === null) throw new Error("The track is not on the page.");
  await page.mouse.move(box.x + box.width - 9, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, { steps: 4 });
  await expect(shown(page)).toContainText("Epoch 5 of 10 · ≈ approximate");
  await expect(cells(page, "ROC AUC What is: ROC AUC?", "Train")).toContainText("≈");
  const near = await figure(page, "ROC AUC", "Train");
  await page.mouse.up();
  await expect(shown(page)).toContainText("Epoch 5 of 10 · exact");
  await expect(cells(page, "ROC AUC What is: ROC AUC?", "Train")).not.toContainText("≈");
  expect(await figure(page, "ROC AUC", "Train")).toBeCloseTo(near, 1);

  await slider(page).focus();
  await page.keyboard.press("Home");
  await expect(shown(page)).toContainText("The untrained net, epoch 0 of 10 · exact");
  await page.keyboard.press("ArrowRight");
  await expect(slider(page)).toHaveAttribute("aria-valuetext", "Epoch 1 of 10, exact");
  await page.getByRole("button", { name: "Newest" }).click();
  await expect(shown(page)).toContainText("Epoch 10 of 10 · exact");
  // The table follows the bar when there is time to draw it.
  await expect.poll(() => figure(page, "ROC AUC", "Train")).toBe(exactly);
});

test("the epochs are played one by one, can be paused, and end exactly", async ({ page }, info) => {
  await compares(page, info.outputPath());
  await page.getByRole("button", { name: "Play the epochs" }).click();
  await expect(shown(page)).toContainText("≈ approximate");
  await expect(shown(page)).toContainText(/Epoch [1-9] of 10/);
  await page.getByRole("button", { name: "Pause the epochs" }).click();
  await expect(shown(page)).toContainText(/Epoch \d of 10 · exact/);
  await page.getByRole("button", { name: "Play the epochs" }).click();
  await expect(page.getByRole("button", { name: "Play the epochs" })).toBeVisible();
  await expect(shown(page)).toContainText("Epoch 10 of 10 · exact");
  // Leaving while it plays leaves nothing half dragged.
  const person = new Person(page);
  await page.getByRole("button", { name: "Play the epochs" }).click();
  await person.opensStage("Train");
  await opensCompare(person);
  await expect(shown(page)).toContainText(/· exact/);
});

test("the best epoch is the one that the history has, and is marked", async ({ page }, info) => {
  await compares(page, info.outputPath());
  const { history } = await downloadsModel(page);
  const records = history as { readonly epoch: number; readonly test: { readonly loss: number } }[];
  const best = records.reduce((least, next) => (next.test.loss < least.test.loss ? next : least)).epoch;
  await page.getByRole("combobox", { name: "Split that epochs are ranked on" }).selectOption("test");
  await expect(shown(page).locator("[data-mark=best]")).toHaveCount(1);
  await shown(page).getByRole("button", { name: `epoch ${best}`, exact: true }).click();
  await expect(shown(page)).toContainText(`Epoch ${best} of 10 · exact`);
  await page.getByRole("combobox", { name: "Figure that epochs are ranked by" }).selectOption("rocAuc");
  await expect(shown(page)).toContainText(/\(≈ 0\.\d+\)/);
});

test("an epoch is held against another, figure by figure", async ({ page }, info) => {
  await compares(page, info.outputPath());
  await page.getByRole("button", { name: "Hold against another epoch" }).click();
  const second = page.getByRole("group", { name: "Held against" });
  await expect(second).toContainText("The untrained net, epoch 0 of 10 · exact");
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Log loss What is: Log loss?", exact: true }) });
  await expect(row.locator("[data-difference]").first()).toContainText("better");
  const last = await figure(page, "Log loss", "Train");
  const change = Number((await row.locator("[data-difference] > span").first().innerText()).replace("−", "-"));
  await second.getByRole("slider").focus();
  await page.keyboard.press("ArrowRight");
  await expect(second).toContainText("Epoch 1 of 10 · exact");
  await expect(page.getByRole("columnheader", { name: "vs epoch 1" })).toHaveCount(3);
  await expectAccessible(page);
  await second.getByRole("button", { name: "No longer" }).click();
  await expect(page.locator("[data-difference]")).toHaveCount(0);
  await slider(page).focus();
  await page.keyboard.press("Home");
  await expect(shown(page)).toContainText("epoch 0 of 10 · exact");
  expect(last - (await figure(page, "Log loss", "Train"))).toBeCloseTo(change, 3);
});

test("a run that was stopped within an epoch is shown where it stopped, beside its epochs", async ({ page }, info) => {
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(info.outputPath(), PLAN));
  await person.opensStage("Train");
  await page.getByRole("combobox", { name: "Batch" }).selectOption("256");
  await person.transport.getByRole("button", { name: /one epoch/i }).click();
  await expect(page.getByText(/epoch 1 of/).first()).toBeVisible();
  await person.transport.getByRole("button", { name: /one batch/i }).click();
  await person.transport.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText(/^Stopped after/)).toBeVisible();
  await opensCompare(person);
  await expect(shown(page)).toContainText("In the middle of epoch 2, where the run stopped · exact");
  await slider(page).focus();
  await page.keyboard.press("Home");
  await expect(shown(page)).toContainText("The untrained net, epoch 0 of 1 · exact");
  await page.keyboard.press("End");
  await expect(shown(page)).toContainText("In the middle of epoch 2");
});

test("a run under way is followed from its histograms, and a chosen epoch stays", async ({ page }, info) => {
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(info.outputPath(), PLAN));
  await person.opensStage("Train");
  await page.getByLabel("Epochs", { exact: true }).fill("100000");
  await person.transport.getByRole("button", { name: "Train" }).click();
  await opensCompare(person);
  await expect(shown(page)).toContainText("≈ approximate");
  const epoch = async (): Promise<number> => Number(/Epoch ([\d,]+) of/.exec(await shown(page).innerText())?.[1]?.replaceAll(",", "") ?? 0);
  const before = await epoch();
  await expect.poll(epoch).toBeGreaterThan(before);
  await slider(page).focus();
  await page.keyboard.press("Home");
  await expect(shown(page)).toContainText("The untrained net");
  await expect(shown(page)).toContainText("While a run is under way");
  await person.transport.getByRole("button", { name: "Stop" }).click();
  await expect(shown(page)).toContainText(/The untrained net, epoch 0 of [\d,]+/);
});

for (const [width, height, colorScheme] of [[1440, 900, "light"], [1024, 768, "dark"], [390, 844, "light"]] as const) {
  test(`the stage fits ${width} × ${height} in ${colorScheme}, and is accessible`, async ({ page }, info) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await compares(page, info.outputPath());
    await page.getByRole("button", { name: "Hold against another epoch" }).click();
    await expect(page.getByRole("columnheader", { name: "vs epoch 0" })).toHaveCount(3);
    const overflow = await page.evaluate(() => {
      const main = document.querySelector("main");
      return [document.documentElement, main].map((each) => (each === null ? NaN : each.scrollWidth - each.clientWidth));
    });
    expect(overflow).toEqual([0, 0]);
    await expectAccessible(page);
  });
}
