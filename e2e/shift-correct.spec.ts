import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

const card = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
const correction = (page: Page): Locator => card(page, "Correct the scores");

/** The accuracies of test before and after, as percentages. */
async function testAccuracies(page: Page): Promise<number[]> {
  await expect(page.getByRole("table", { name: "Metrics before and after the correction" })).toBeVisible();
  const cells = await correction(page).getByRole("row", { name: /^Accuracy/ }).getByRole("cell").allInnerTexts();
  return cells.slice(-2).map((text) => Number.parseFloat(text));
}

async function opensCorrect(page: Page): Promise<void> {
  await new Person(page).stage("Shift").click();
  await page.getByRole("tab", { name: "Correct" }).click();
}

test.beforeEach(async ({ page }, info) => {
  const person = new Person(page);
  await person.opens();
  await opensCorrect(page);
  await expect(page.getByText("Nothing has been trained yet.")).toBeVisible();
  await person.opensStage("Data");
  // No shift within a class, and rows enough to see that: the share of positives alone goes from 10 % to 90 %.
  await person.loads(
    await writeTrio(info.outputPath(), {
      seed: 7,
      features: 3,
      separation: 1.2,
      train: { rows: 12_000, prevalence: 0.1 },
      validation: { rows: 600, prevalence: 0.1 },
      test: { rows: 8000, prevalence: 0.9 },
    }),
  );
  await person.opensStage("Train");
  await page.getByLabel("Epochs", { exact: true }).fill("10");
  await page.getByLabel("Batch", { exact: true }).selectOption("256");
  await person.trains();
  await opensCorrect(page);
});

test("test's share of positives is found without its labels, and the correction by it brings accuracy back", async ({ page }) => {
  await expect(correction(page)).toContainText(/Without its labels, EM takes \d+\.\d\s% of test for positive/u);
  await expect(correction(page)).toContainText("Its labels say 90.0");
  const [before = NaN, after = NaN] = await testAccuracies(page);
  expect(after).toBeGreaterThan(before + 20);
  expect(after).toBeGreaterThan(85);
  await expect(card(page, "What this rests on")).toContainText("P(x|y) unchanged");
  await expect(card(page, "What this rests on").getByRole("listitem").first()).toContainText("KS");
  await expect(card(page, "What this rests on").getByRole("listitem").filter({ hasText: "Among negatives" })).toContainText("no feature moved");
  await expect(card(page, "What this rests on")).toContainText("The evidence is for it");
  await expect(card(page, "What this rests on").getByRole("listitem").last()).toContainText("not asked");
  await expect(page.getByRole("table", { name: "Metrics before and after the correction" })).toHaveAccessibleDescription(/^Before: at 0\.5000, the run's own threshold\. After: at 0\.5 on/);
  await expectAccessible(page);

  // The same from the answers alone, and to a share that is typed: that of train changes nothing.
  await correction(page).getByLabel("Share of positives").selectOption("bbse");
  await expect(correction(page)).toContainText("BBSE");
  await correction(page).getByLabel("Share of positives").selectOption("typed");
  await correction(page).getByLabel("Share, 0 to 1").fill("0.1");
  await page.keyboard.press("Enter");
  await expect.poll(() => testAccuracies(page)).toEqual([before, before]);
});

test("the correction goes to the threshold, and into the model file that is opened again", async ({ page }) => {
  const [, after = NaN] = await testAccuracies(page);
  await correction(page).getByRole("button", { name: /^Use 0\.\d+ as the threshold/ }).click();
  await expect(correction(page).getByRole("button", { name: "This threshold is in use" })).toBeDisabled();
  await correction(page).getByRole("switch", { name: "Keep the correction in the exported model" }).check();
  await expect(correction(page).getByRole("status")).toContainText("the constant in its last bias");

  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("dialog")).toContainText("as chosen in Shift");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download the model" }).click()]);
  const text = await readFile(await download.path(), "utf8");
  const file = JSON.parse(text) as {
    threshold: number;
    correction: { method: string; target: string; trainPrior: number; targetPrior: number; logitOffset: number };
    evaluation: { test: { accuracy: number } };
  };
  expect(file.correction).toMatchObject({ method: "em", target: "test" });
  expect(file.correction.trainPrior).toBeCloseTo(0.1, 6);
  expect(file.threshold).toBe(0.5);
  expect(file.evaluation.test.accuracy * 100).toBeCloseTo(after, 1);
  await page.getByLabel("File to open").setInputFiles({ name: "corrected.json", mimeType: "application/json", buffer: Buffer.from(text) });
  const opened = page.getByRole("dialog").getByRole("status");
  await expect(opened).toContainText("Its scores are corrected from 10.0");
  await expect(opened).toContainText("Its golden rows come out as the file says.");
  await page.keyboard.press("Escape");

  await new Person(page).stage("Compare").click();
  await expect(page.getByText(/Set in Shift: it answers as 0\.5 would/)).toBeVisible();
});
