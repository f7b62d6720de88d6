import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

/** Trains on the small trio, whose test split is nearly all positives, and opens the panel once its figures are exact. */
async function opensCost(page: Page, folder: string): Promise<Person> {
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(folder));
  await person.opensStage("Train");
  await person.trains();
  await showsCost(person);
  return person;
}

async function showsCost(person: Person): Promise<void> {
  await person.stage("Shift").click();
  await person.page.getByRole("tab", { name: "What it cost" }).click();
  await expect(person.page.getByRole("region", { name: "Epoch shown" })).toContainText("exact");
}

const card = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
const told = (page: Page, split: "Validation" | "Test"): Locator => page.getByRole("group", { name: `Train to ${split}` });

async function saved(page: Page, title: string): Promise<string[][]> {
  await page.getByRole("button", { name: `Menu of ${title}` }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Download CSV" }).click()]);
  return (await readFile(await download.path(), "utf8")).trimEnd().split("\n").map((line) => line.split(","));
}

test("the gap to test is divided into parts that add up, in words and as a waterfall", async ({ page }, info) => {
  const person = await opensCost(page, info.outputPath());
  const [train, ofTest] = [await person.accuracy("Train"), await person.accuracy("Test")];
  await expect(told(page, "Test")).toContainText(`Accuracy falls by ${(100 * (train - ofTest)).toFixed(1).slice(0, -2)}`);
  await expect(told(page, "Test")).toContainText("positives go from 2.00\u202f% to 90.0\u202f% of the rows");
  const rows = await saved(page, "Train to Test");
  expect(rows.map(([name]) => name)).toEqual(["step", "Label mix", "TPR", "TNR", "in all"]);
  const [mix = NaN, tpr = NaN, tnr = NaN, total = NaN] = rows.slice(1).map(([, change]) => Number(change));
  expect(mix + tpr + tnr).toBeCloseTo(total, 10);
  expect(total).toBeCloseTo(ofTest - train, 3);
  for (const [, change, low, high] of rows.slice(1)) {
    expect(Number(low)).toBeLessThanOrEqual(Number(change));
    expect(Number(high)).toBeGreaterThanOrEqual(Number(change));
  }
  await expect(page.getByRole("slider", { name: "Steps from train to test" })).toHaveAttribute("aria-valuetext", /^Train: accuracy /);
  await expectAccessible(page);

  // A threshold that calls every row positive: accuracy is the share of positives.
  await page.getByRole("textbox", { name: "Threshold" }).fill("0");
  await expect(told(page, "Test")).toContainText("the model answers 1 to every row of both");
  await expect(told(page, "Test")).toContainText("Accuracy rises by 88.00 points, from 2.00\u202f% on train to 90.00\u202f% on test");
});

test("the dial moves by hand, by keys and by number; a hold-out tells overfitting from shift", async ({ page }, info) => {
  const person = await opensCost(page, info.outputPath());
  const dial = card(page, "Prevalence dial");
  const share = dial.getByRole("textbox", { name: "Share of positives" });
  await expect(share).toHaveValue("0.9");
  await expect(dial).toContainText("Train stands at 2\u202f%");
  await share.fill("0.01");
  await expect(dial).toContainText("Where 1\u202f% of events are positive, a model with the rates of train scores");
  const line = dial.getByRole("slider", { name: "Share of positives on accuracy" });
  await line.focus();
  await page.keyboard.press("ArrowRight");
  await expect(share).not.toHaveValue("0.01");
  await expect(dial).not.toContainText("Where 1\u202f% of events");
  await page.keyboard.press("End");
  await expect(share).toHaveValue("0.99999");
  // At a split's own share, by its own rates, the dial says what the strip says.
  await dial.getByLabel("By the rates of").selectOption("Validation");
  await share.fill("0.03");
  await expect(dial).toContainText(`scores ${(100 * (await person.accuracy("Validation"))).toFixed(1)}`);

  await page.getByRole("button", { name: "Hold 10 % of train out, open Train" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Train" })).toBeVisible();
  await person.trains();
  await showsCost(person);
  const overfitting = card(page, "Overfitting, apart from shift");
  await expect(overfitting).toContainText(/60 rows of train that were held out/);
  await expect(overfitting).toContainText("From the hold-out to test it falls by");
  await expect(page.getByRole("rowheader", { name: "Hold-out of train" })).toBeVisible();
  await page.getByRole("textbox", { name: "Threshold" }).fill("0.01");
  await expect(overfitting).toContainText(/60 rows of train that were held out/);
  await expectAccessible(page);
});
