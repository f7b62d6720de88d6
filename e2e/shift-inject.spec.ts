import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

const plan = (page: Page): Locator => page.getByRole("region", { name: "Shift on purpose", exact: true });
const result = (page: Page): Locator => page.getByRole("region", { name: "Before and after", exact: true });
const sweep = (page: Page): Locator => page.getByRole("region", { name: "Over the strength", exact: true });

/** What the table says of a metric: before, after, change, whether it notices. */
async function row(page: Page, metric: string): Promise<string[]> {
  const cells = result(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name: metric, exact: true }) }).getByRole("cell");
  await expect(cells).toHaveCount(4);
  return (await cells.allInnerTexts()).map((text) => text.split("\n")[0] ?? "");
}

async function measures(page: Page): Promise<void> {
  await plan(page).getByRole("button", { name: "Inject and measure" }).click();
  await expect(plan(page).getByRole("status")).toHaveCount(0);
  await expect(result(page)).toBeVisible();
}

/** What the table says of an index of drift: its value, its cut-off, whether it notices. */
async function index(page: Page, title: string): Promise<string[]> {
  const cells = result(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name: title, exact: true }) }).getByRole("cell");
  await expect(cells).toHaveCount(3);
  return cells.allInnerTexts();
}

/** Presses Cancel the moment that it is there, before the work can be done. */
async function cancelsAtOnce(page: Page, name: string): Promise<void> {
  await plan(page).evaluate(
    (region, begins) =>
      new Promise<void>((resolve) => {
        const buttonOf = (text: string) => [...region.querySelectorAll("button")].find((button) => button.textContent.trim() === text);
        const observer = new MutationObserver(() => {
          const cancel = buttonOf("Cancel");
          if (cancel === undefined) return;
          observer.disconnect();
          cancel.click();
          resolve();
        });
        observer.observe(region, { childList: true, subtree: true });
        buttonOf(begins)?.click();
      }),
    name,
  );
}

let person: Person;

test.beforeEach(async ({ page }, testInfo) => {
  person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(testInfo.outputPath()));
  await person.stage("Shift").click();
  await page.getByRole("tab", { name: "Inject" }).click();
  await expect(page.getByText("Nothing has been trained yet.")).toBeVisible();
  await page.getByRole("button", { name: "Open Train", exact: true }).click();
  await page.getByLabel("Epochs", { exact: true }).fill("100");
  await page.getByLabel("Batch", { exact: true }).selectOption("256");
  await person.trains();
  await person.stage("Shift").click();
  await page.getByRole("tab", { name: "Inject" }).click();
});

test("a prior is seen by what mixes the classes and not by ROC AUC; the loaded data stays as it is", async ({ page }) => {
  const before = await person.accuracy("Test");
  await expect(plan(page)).toContainText("Nothing is injected yet.");
  await plan(page).getByRole("button", { name: /^Prior to 50/ }).click();
  await measures(page);
  await expect(result(page)).toContainText("Before: 200 rows, 90.0\u202f% positive. After: 40 rows, 50.0\u202f% positive.");
  await expect(result(page)).toContainText("the best constant answer goes from 90.00\u202f% to 50.00\u202f%");
  await expect(result(page)).toContainText(/ROC AUC did not move beyond sampling noise .* does not see how many there are of each/);
  const accuracy = await row(page, "Accuracy");
  expect(Number(accuracy[0])).toBeCloseTo(before, 3);
  expect((await row(page, "Recall"))[3]).toMatch(/^within noise|^unchanged/);
  await expectAccessible(page);
  expect(await person.accuracy("Test")).toBe(before);

  // Half of the labels turned besides, then switched off again; each step can be taken back.
  await plan(page).getByRole("button", { name: "Add an injection" }).click();
  await page.getByRole("menuitem", { name: "Label flips" }).click();
  const flips = plan(page).getByRole("listitem", { name: "2. Label flips" });
  await flips.getByLabel("Share of labels, %").fill("120");
  await expect(flips).toContainText("A share lies from 0 to 100");
  await flips.getByLabel("Share of labels, %").fill("100");
  await measures(page);
  await expect(result(page)).toContainText("Label flips (100.0\u202f% of the labels flipped): 40 of 40 labels flipped.");
  const turned = await row(page, "ROC AUC");
  expect(Number(turned[0]) + Number(turned[1])).toBeGreaterThan(0.8);
  expect(turned[3]).toBe("notices, worse");
  await flips.getByRole("switch").click({ force: true });
  await expect(result(page)).toContainText("These figures are of other injections");
  await plan(page).getByRole("button", { name: "Undo" }).click();
  await expect(result(page)).not.toContainText("These figures are of other injections");
});

test("missing cells leave rows out, all of them in words; an offset is swept over its strength", async ({ page }) => {
  await plan(page).getByRole("button", { name: "A fifth of the cells missing" }).click();
  await measures(page);
  await expect(result(page)).toContainText(/\d+ rows now lack a value and are left out, as Features says for such columns; \d+ rows are measured\./);
  await plan(page).getByLabel("Share of cells, %").fill("100");
  await measures(page);
  await expect(result(page).getByRole("alert")).toContainText("Every row lacks a value now");

  await plan(page).getByRole("button", { name: "One sensor off by 2 sd" }).click();
  await expect(plan(page)).toContainText("= 2 standard deviations of train");
  await plan(page).getByLabel("Column").selectOption("f2");
  await expect(plan(page)).toContainText(/= (2|1\.99|2\.01) standard deviations of train/);
  // So far down that no row can be called positive any more, while the labels stay.
  await plan(page).getByLabel("Added").fill("-60");
  await expect(result(page)).toContainText("This is of other injections");
  await measures(page);
  await expect(result(page)).not.toContainText("of other injections");
  expect((await row(page, "Accuracy"))[3]).toBe("notices, worse");
  expect((await row(page, "Recall"))[3]).toBe("notices, worse");
  expect((await row(page, "Called positive"))[3]).toBe("notices");
  expect(await index(page, "KS of f2")).toEqual(["1.000", "0.1", "notices"]);
  expect(await index(page, "PSI of the labels")).toEqual(["0", "0.1", "unchanged"]);
  expect((await index(page, "KS of the net's scores"))[2]).toBe("notices");
  await expect(result(page)).toContainText(/The drift is noticed by \d of 5 indices: .*KS of f2 \(1\.000\)/);

  await cancelsAtOnce(page, "Sweep the strength");
  await expect(plan(page).getByRole("status")).toHaveCount(0);
  await expect(sweep(page)).toHaveCount(0);
  await expect(result(page)).toContainText("The drift is noticed by");
  await plan(page).getByRole("button", { name: "Sweep the strength" }).click();
  await expect(sweep(page)).toContainText(/Of the metrics, .*Accuracy.* (is|are) the first to stand out from sampling noise, at 13\s%/);
  await expect(sweep(page)).toContainText(/Of the indices of drift, .*KS of f2.* (is|are) the first to pass (its|their) cut-off, at 13\s% of the strength\. *Not even the full strength is noticed by PSI of the labels\./);
  await expect(sweep(page).getByRole("slider", { name: "Metrics at a strength" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Menu of Metrics over the strength" }).click();
  await page.getByRole("menuitem", { name: "Show as table" }).click();
  await expect(sweep(page).getByRole("columnheader", { name: "KS of f2" })).toBeVisible();
  await expect(sweep(page).getByRole("row")).toHaveCount(10);
  await person.transport.getByRole("button", { name: /Train/ }).first().click();
  await person.finishes();
  await expect(sweep(page)).toHaveCount(0);
});
