import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

const card = (page: Page): Locator => page.getByRole("region", { name: "Telling them apart" });
const found = (page: Page): Locator => card(page).getByRole("list", { name: "What was found" }).getByRole("listitem");
const result = (page: Page, name: string): Locator => card(page).getByRole("region", { name, exact: true });

async function opensPanel(page: Page, files: Parameters<Person["loads"]>[0]): Promise<void> {
  const person = new Person(page);
  await person.opens();
  await person.loads(files);
  await person.stage("Shift").click();
  await page.getByRole("tab", { name: "Telling them apart" }).click();
}

test("a shift within the classes is told from one of labels alone, and its column is named; alike splits cannot be told apart", async ({ page }, info) => {
  const plan = { seed: 5, features: 3, separation: 2, train: { rows: 1500, prevalence: 0.3 } };
  await opensPanel(page, await writeTrio(info.outputPath(), { ...plan, validation: { rows: 1500, prevalence: 0.8 }, test: { rows: 1500, prevalence: 0.3, shift: 2 } }));
  await expect(card(page)).toContainText("Nothing is worked out until you ask");
  await expectAccessible(page);
  await card(page).getByRole("button", { name: "Tell them apart" }).click();
  await expect(found(page).nth(0)).toHaveText(/^The net tells test from train, with AUC 0\.\d{3} \(0\.\d{3} to 0\.\d{3}\), mostly by f1\.$/);
  await expect(found(page).nth(1)).toHaveText(/^With the same share of positives on both sides it .* mostly by f1: this is not label shift alone\.$/);
  await expect(result(page, "Rows as they are").getByRole("img", { name: /^AUC 0\.[89]\d{2}, 95 % interval .*: told apart .* 1,500 rows drawn from either split/ })).toBeVisible();
  await expect(result(page, "Class by class")).toContainText("Among positive rows");
  await expect(result(page, "Class by class").getByRole("img", { name: /^AUC lost when mixed up: f1: 0\.\d{3}/ })).toBeVisible();
  await expectAccessible(page);

  // The answer stays while another pair is looked at, whose shift is one of labels alone.
  await card(page).getByText("Train and validation", { exact: true }).click();
  await card(page).getByRole("button", { name: "Tell them apart" }).click();
  await expect(found(page).nth(0)).toHaveText(/^The net tells validation from train/);
  await expect(found(page).nth(1)).toHaveText(/it no longer can: 0\.(4|5)\d{2} .*as in pure label shift\.$/);
  await card(page).getByText("Train and test", { exact: true }).click();
  await expect(found(page).nth(0)).toHaveText(/^The net tells test from train/);
  const before = await found(page).nth(0).innerText();
  await card(page).getByRole("button", { name: "Draw other rows" }).click();
  await expect(card(page)).toContainText("Seed 2, engine");
  await expect(found(page).nth(0)).not.toHaveText(before);
});

test("what too few rows of a class keep from being measured is said, and the rest is measured", async ({ page }, info) => {
  await opensPanel(page, await writeTrio(info.outputPath()));
  await card(page).getByRole("button", { name: "Tell them apart" }).click();
  await expect(found(page).nth(0)).toHaveText(/^The net tells test from train/);
  await expect(found(page).nth(1)).toHaveText(/^Whether that is label shift alone cannot be tested this way: train has only 12 positive rows, and test has only 20 negative rows\./);
  await expect(result(page, "Class by class")).toContainText("Train has only 12 positive rows");
  await expect(result(page, "Class by class").getByRole("img")).toHaveCount(0);
});
