import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { PLANTED, plantedFiles } from "./support/planted";
import { expect, test } from "./support/test";

test.beforeEach(async ({ page }) => {
  const person = new Person(page);
  await person.opens();
  await person.chooses([...plantedFiles()]);
  await expect(person.stage("Features")).toContainText(/\d+ · Standard/);
  await person.opensStage("Train");
  await person.trains();
  await person.stage("Compare").click();
  await page.getByRole("tab", { name: "Errors" }).click();
  await expect(errors(page)).toBeVisible();
});

const errors = (page: Page): Locator => page.getByRole("table", { name: "Errors of validation" });
const firstRow = (page: Page): Locator => errors(page).getByRole("row").nth(1);
const slices = (page: Page): Locator => page.getByRole("region", { name: "Slices" });

async function filters(page: Page, number: number, column: string, test: string, value: string): Promise<void> {
  await page.getByRole("button", { name: "Add a filter" }).click();
  await page.getByRole("combobox", { name: `Column of filter ${number}` }).selectOption({ label: column });
  await page.getByRole("combobox", { name: `Test of filter ${number}` }).selectOption({ label: test });
  await page.getByRole("textbox", { name: `Value of filter ${number}` }).fill(value);
}

test("a mislabelled row is on top, with its own number and cells though rows before it were left out", async ({ page }) => {
  const { f1, note, row } = PLANTED;
  await expect(firstRow(page).getByRole("rowheader")).toHaveText(String(row));
  await expect(firstRow(page).getByRole("cell", { name: "false positive" })).toBeVisible();
  for (const cell of [f1, note]) await expect(firstRow(page).getByRole("cell", { name: cell, exact: true })).toBeVisible();
  await expect(errors(page).getByRole("columnheader")).toHaveText(["Row", "Answer", "Label", "Score", "Loss", "f1", "f2", "evil", "kind", "note"]);
  await expectAccessible(page);
});

test.describe("in the dark", () => {
  test.use({ colorScheme: "dark" });

  test("the panel is accessible", async ({ page }) => {
    await expect(slices(page).getByRole("table")).toBeVisible();
    await expectAccessible(page);
  });
});

test("filters look at all rows of the split, and the counts follow", async ({ page }) => {
  const wrongOdd = page.getByText(/41 of 236 rows of validation get the wrong answer/);
  await expect(wrongOdd).toBeVisible();
  await filters(page, 1, "kind", "contains", "ODD");
  await expect(page.getByText(/40 of 40 rows of validation that meet the filters get the wrong answer/)).toBeVisible();
  await filters(page, 2, "f1", "at least", "3");
  await expect(page.getByText(/20 of 20 rows of validation that meet the filters .*: 20 false positives and 0 false negatives/)).toBeVisible();
  await page.getByRole("textbox", { name: "Value of filter 2" }).fill("much");
  await expect(page.getByText("Type a number, such as 0.5 or 1e-3.")).toBeVisible();
  await expect(page.getByText(/40 of 40 rows/)).toBeVisible();
  await expectAccessible(page);
  for (const number of [2, 1]) await page.getByRole("button", { name: `Remove filter ${number}` }).click();
  await expect(wrongOdd).toBeVisible();
  await page.getByRole("combobox", { name: "Rows listed" }).selectOption("False negatives");
  await expect(firstRow(page).getByRole("cell", { name: "false negative" })).toBeVisible();
});

test("the file has the rows that are listed, and no cell that a spreadsheet runs", async ({ page }) => {
  const { f1, row } = PLANTED;
  await filters(page, 1, "f1", "at least", "3");
  await expect(page.getByText(/: 21 false positives and 0 false negatives/)).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download CSV" }).click()]);
  expect(download.suggestedFilename()).toBe("triptych-errors-validation.csv");
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
  expect(lines[0]).toBe("split,row in file,outcome,label,score,loss,f1,f2,kind,note,evil");
  expect(lines).toHaveLength(22);
  expect(lines[1]).toMatch(new RegExp(`^validation,${row},false positive,0,0\\.\\d{6,},\\d+\\.\\d{6,},${f1},9\\.25,plain,"'=HYPERLINK\\(""x""\\)",0$`));
});

test("a value whose rows are all wrong is the worst slice", async ({ page }) => {
  await slices(page).getByRole("combobox", { name: "Slice by" }).selectOption("kind");
  const table = slices(page).getByRole("table", { name: "Accuracy by kind" });
  const worst = table.getByRole("row").nth(1);
  await expect(worst.getByRole("rowheader")).toHaveText("odd");
  await expect(worst.getByRole("cell").nth(0)).toHaveText("no rows");
  await expect(worst.getByRole("cell").nth(1)).toContainText(/0\.00\s%.*0\.0–8\.8 · 40 rows, 20 positive/su);
  await expectAccessible(page);

  await slices(page).getByText("Validation", { exact: true }).first().click();
  await expect(worst.getByRole("cell").nth(2)).toHaveText("40");
  await slices(page).getByRole("textbox", { name: "Few rows: below" }).fill("50");
  await expect(table.getByRole("row").nth(3).getByRole("rowheader")).toHaveText("oddfew rows");
  await page.getByRole("button", { name: "Menu of Accuracy by kind" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Download CSV" }).click()]);
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
  expect(lines.find((line) => line.startsWith("odd,"))).toMatch(/^odd,validation,40,20,0,0,0\.0876/);
  expect(lines.at(-1)).toMatch(/^all rows,validation,236,119,/);

  await page.getByRole("button", { name: "Menu of Accuracy by kind" }).click();
  const [picture] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Download SVG" }).click()]);
  expect(await readFile(await picture.path(), "utf8")).toContain("usual");
});
