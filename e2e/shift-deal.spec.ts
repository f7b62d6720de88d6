import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

const card = (page: Page): Locator => page.getByRole("region", { name: "Deal again", exact: true });
const figures = (page: Page): Locator => page.getByRole("table", { name: "Before and after" });
const forecast = (page: Page, split: string): Locator => page.getByRole("table", { name: "What will come out" }).getByRole("row", { name: new RegExp(`^${split}`) });

/** What the page has written of its dataset, as text. */
async function keptRow(): Promise<string> {
  const answered = async (request: IDBRequest): Promise<void> =>
    new Promise((resolve) => {
      request.onsuccess = () => {
        resolve();
      };
    });
  const opening = indexedDB.open("triptych");
  await answered(opening);
  const getting = opening.result.transaction("datasets").objectStore("datasets").get("current");
  await answered(getting);
  opening.result.close();
  return JSON.stringify(getting.result);
}

async function opensDeal(page: Page, person: Person): Promise<void> {
  await person.stage("Shift").click();
  await page.getByRole("tab", { name: "Deal again" }).click();
}

test("the shift is switched off by dealing again and training, said in words, and switched back", async ({ page }, testInfo) => {
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(testInfo.outputPath()));
  await person.opensStage("Train");
  await page.getByLabel("Epochs", { exact: true }).fill("60");
  await page.getByLabel("Batch", { exact: true }).selectOption("256");
  await person.trains();
  await opensDeal(page, person);

  // 12 + 6 + 180 positives of 1,000 rows.
  await expect(forecast(page, "Train")).toContainText(/600.*60\.0\s%.*119.*19\.8\s%/u);
  await expect(forecast(page, "Test")).toContainText(/200.*20\.0\s%.*39.*19\.5\s%|200.*20\.0\s%.*40.*20\.0\s%/u);
  await expect(card(page)).toContainText("All 1,000 rows are dealt, none is left out.");
  await expect(page.getByRole("region", { name: "Before and after" }).first()).toContainText("One deal has been trained on so far.");
  await expectAccessible(page);

  await card(page).getByRole("button", { name: "Deal again and train" }).click();
  await expect(figures(page).getByRole("row", { name: /^Test/ })).toHaveCount(2, { timeout: 30_000 });
  await expect(card(page)).toContainText("Every stage works on these splits now.");
  const said = page.getByRole("listitem").filter({ hasText: "With the same mix in all splits, test accuracy is" });
  await expect(said).toHaveText(/test accuracy is \d+\.\d\s% instead of \d+\.\d\s%/u);
  const accuracies = await figures(page).getByRole("row", { name: /^Test/ }).allInnerTexts();
  const [before = NaN, after = NaN] = accuracies.map((row) => Number(/(\d+\.\d\d)\s%/u.exec(row.slice(row.indexOf("%") + 1))?.[1]));
  expect(after).toBeGreaterThan(before + 5);
  await expectAccessible(page);

  await expect(page.getByRole("banner").getByRole("img", { name: /^Dealt again: / })).toBeVisible();

  // The other stages work on the deal, and the Data stage says so and takes it back.
  await person.opensStage("Data");
  await expect(person.file("Test")).toContainText('20 % of the rows of all three files, dealt at random with each class of "evil" in the same shares (seed 0).');
  await expect(person.file("Test")).toContainText(/(?:19\.5|20\.0)\s%/u);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Back to the files as they came" }).click();
  await expect(person.file("Test")).toContainText(/90\.0\s%/u);
  await expect(page.getByRole("region", { name: "Dealt again" })).toHaveCount(0);
  // The figures in the strip are still the deal's, and say so.
  await expect(page.getByRole("region", { name: "Test", exact: true }).getByRole("img", { name: /^These figures are of a run on rows that were dealt again/ })).toBeVisible();
  await expect(page.getByRole("banner").getByRole("img", { name: /^Dealt again: / })).toHaveCount(0);
  await expectAccessible(page);
});

test("a prevalence is set for each split, rows that do not fit are counted, and the deal outlives a reload", async ({ page }, testInfo) => {
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(testInfo.outputPath()));
  await opensDeal(page, person);
  await card(page).getByLabel("Deal", { exact: true }).selectOption("To shares of positives");
  await card(page).getByLabel("Positive in test, %").fill("5");
  // 198 positives: 0.6 · 0.5 + 0.2 · 0.5 + 0.2 · 0.05 of them are asked for a row, so there are 482 rows.
  await expect(forecast(page, "Test")).toContainText(/96.*5.*5\.2/u);
  await expect(forecast(page, "Train")).toContainText(/289/u);
  await expect(card(page)).toContainText(/\d+ of 1,000 rows are left out/);
  await card(page).getByLabel("Test gets, % of the rows").fill("90");
  await expect(card(page)).toContainText("Nothing would be left for train.");
  await card(page).getByLabel("Test gets, % of the rows").fill("20");
  // What is being set up, and the panel that was open, outlive a look at another stage.
  await person.opensStage("Data");
  await person.stage("Shift").click();
  await expect(card(page).getByLabel("Positive in test, %")).toHaveValue("5");
  await card(page).getByRole("button", { name: "Deal again", exact: true }).click();
  await expect(card(page)).toContainText("Dealt again. Rows of all three files");

  await person.opensStage("Data");
  await expect.poll(() => page.evaluate(keptRow)).toContain('"type":"prevalence"');
  await page.reload();
  await expect(person.file("Test")).toContainText("drawn at random so that");
  await expect(person.file("Test")).toContainText("96");
  await expect(page.getByRole("banner").getByRole("img", { name: /^Dealt again: .*drawn at random/ })).toBeVisible();
});
