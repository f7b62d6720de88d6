import type { Locator, Page } from "@playwright/test";
import { Person } from "./support/person";
import { expect, test } from "./support/test";

const tab = (page: Page, name: string): Promise<void> => page.getByRole("tab", { name, exact: true }).click();
const gapTo = (page: Page, split: string): Locator => page.getByRole("group", { name: `Train to ${split}` });

/** The percentages of a text, in turn. */
async function percentages(locator: Locator): Promise<number[]> {
  return [...(await locator.innerText()).matchAll(/(\d+(?:\.\d+)?)\s%/gu)].map(([, value]) => Number(value));
}

test("on the full-size sample the page tells the story: not learning but the mix, and what brings it back", async ({ page }) => {
  test.setTimeout(180_000);
  const person = new Person(page);
  await person.opens();
  await page.getByRole("button", { name: "Try the synthetic sample" }).click();
  await expect(person.stage("Features")).toContainText("7 · Standard", { timeout: 30_000 });
  await person.opensStage("Train");
  await person.choosesPreset("Notebook as written");
  await person.trains();
  const notebook = await person.accuracy("Test");
  expect(notebook).toBeLessThan(0.1);

  // Decomposition: what was lost from train to test is the label mix.
  await person.opensStage("Shift");
  await expect(page.getByRole("paragraph").filter({ hasText: /By its PSI of 0\.002 the label did not drift, but positives are 2\.5 times more common in validation/ })).toBeVisible();
  await tab(page, "What it cost");
  await expect(gapTo(page, "Test")).toContainText("It is the label mix nearly alone");
  const told = await gapTo(page, "Test").innerText();
  expect(Number(/falls by (\d+\.\d+) points/.exec(told)?.[1])).toBeGreaterThan(89);
  expect(Number(/(\d+\.\d+) come from the label mix/.exec(told)?.[1])).toBeGreaterThan(88);

  // Dial: at test's share of positives a net of train's rates is worse than a constant answer; by test's own rates it scores what it does on test.
  const dial = page.getByRole("region", { name: "Prevalence dial" });
  await dial.getByRole("textbox", { name: "Share of positives" }).fill("0.9073");
  await expect(dial).toContainText("less than answering 1 every time");
  await dial.getByLabel("By the rates of").selectOption("Test");
  await expect(dial).toContainText("a model with the rates of test scores");
  const dialled = Number(/scores (\d+\.\d+)/.exec(await dial.innerText())?.[1]);
  expect(Math.abs(dialled - 100 * notebook)).toBeLessThanOrEqual(0.1);

  // Re-split: the shift is switched off, and the accuracies are alike.
  await tab(page, "Deal again");
  await page.getByRole("button", { name: "Deal again and train" }).click();
  const said = page.getByRole("listitem").filter({ hasText: "With the same mix in all splits, test accuracy is" });
  await expect(said).toContainText("the gap was the shift", { timeout: 60_000 });
  const [after = NaN, before = NaN] = await percentages(said);
  expect(before / 100).toBeCloseTo(notebook, 2);
  expect(after).toBeGreaterThan(80);
  await page.getByRole("button", { name: "Back to the files as they came" }).click();
  await expect(person.stage("Shift")).toContainText(/0\.17\s% → 90\.7\s%/u);

  // Correction: a net that learned is brought above the best constant answer of test without its labels.
  await person.opensStage("Train");
  await person.choosesPreset("Trains");
  await page.getByLabel("Epochs", { exact: true }).fill("3");
  await person.trains();
  await person.opensStage("Shift");
  await tab(page, "Correct");
  const outcome = page.getByText(/^On test, accuracy goes from/);
  await expect(outcome).toContainText("above", { timeout: 30_000 });
  const [raw = NaN, corrected = NaN, constant = NaN] = await percentages(outcome);
  expect(corrected).toBeGreaterThan(raw);
  expect(corrected).toBeGreaterThan(constant);
  await expect(page.getByText(/^The evidence is against it/)).toBeVisible();
});
