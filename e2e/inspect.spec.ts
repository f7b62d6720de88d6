import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { formatStatistic } from "../src/domain/format";
import { expectAccessible } from "./support/accessible";
import { csvFile, Person } from "./support/person";
import { expect, test } from "./support/test";

const TRAIN_ROWS = 60;
const COPIED_ROWS = 4;

/** A row: twice is exactly 2a, fixed never changes, id numbers the rows, kind is text with something nasty in it. */
function line(row: number): string {
  const a = (row * row) % 37;
  return [row, a, 2 * a, 7, row % 11 === 0 ? "" : (row % 5) - 2, row % 3 === 0 ? "<b>bold</b>" : "plain", row % 4 === 0 ? 1 : 0].join(",");
}

const HEAD = "id,a,twice,fixed,gaps,kind,label";
const rowsFrom = (first: number, count: number): string[] => Array.from({ length: count }, (_, i) => line(first + i));
const text = (rows: readonly string[]): string => [HEAD, ...rows].join("\n");

/** Test's first rows are train's too; validation lacks the column "gaps". */
const TRIO = [
  csvFile("train.csv", text(rowsFrom(0, TRAIN_ROWS))),
  csvFile("val.csv", text(rowsFrom(1_000, 20)).replace(HEAD, HEAD.replace("gaps", "other"))),
  csvFile("test.csv", text([...rowsFrom(0, COPIED_ROWS), ...rowsFrom(2_000, 20)])),
];

async function opensTrio(page: Page): Promise<Person> {
  const person = new Person(page);
  await person.opens();
  await person.chooses(TRIO);
  await expect(person.file("Test")).toContainText("test.csv");
  return person;
}

async function opensPanel(page: Page, name: string): Promise<Locator> {
  await page.getByRole("tab", { name, exact: true }).click();
  return page.getByRole("tabpanel", { name });
}

/** Of a row of a table, the texts of its cells by the heads of their columns; those out of sight are scrolled to. */
async function cellUnder(table: Locator, row: RegExp, head: string): Promise<string> {
  const header = table.getByRole("columnheader", { name: head, exact: true });
  for (let left = 0; (await header.count()) === 0 && left < 20; left++) await table.evaluate((frame) => { frame.scrollLeft += 300; });
  const index = await header.getAttribute("aria-colindex");
  return table.getByRole("row", { name: row }).locator(`[aria-colindex="${index}"]`).innerText();
}

test("findings are sentences that come by themselves and lead to where they can be seen", async ({ page }) => {
  await opensTrio(page);
  const findings = page.getByRole("list", { name: "Findings" });
  await expect(findings).toContainText(/4 rows of test \(16\.7\s%\) also stand in train.* a leak/u);
  await expect(findings).toContainText(/twice.*\ba\b.*correlation 1/);
  await expect(findings).toContainText(/fixed/);
  await expect(findings).toContainText(/id.*every row/);
  await expectAccessible(page);
  await findings.getByRole("listitem").filter({ hasText: "stand in train" }).getByRole("button", { name: "Show duplicates" }).click();
  await expect(page.getByRole("tabpanel", { name: "Duplicates" })).toContainText(/4 rows of test .* a leak/);
});

test("a column that repeats the label is no spare one, and a finding leads to its column", async ({ page }) => {
  const person = new Person(page);
  await person.opens();
  const rows = Array.from({ length: TRAIN_ROWS }, (_, row) => [row, (row * row) % 37, row % 4 === 0 ? "bad" : "good", row % 4 === 0 ? 1 : 0].join(","));
  await person.chooses([csvFile("train.csv", ["rowId,rowSize,verdict,label", ...rows].join("\n"))]);
  const findings = page.getByRole("list", { name: "Findings" });
  await expect(findings).toContainText("verdict gives the label away: it says what label says");
  await findings.getByRole("listitem").filter({ hasText: "rowId" }).getByRole("button", { name: "Show columns" }).click();
  await expect(page.getByRole("tabpanel", { name: "Columns" }).getByLabel("Find columns by name")).toHaveValue("rowId");
  await expect(page.getByRole("row", { name: /^rowId in train/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /^rowSize in train/ })).toBeHidden();
});

test("any row of any split can be jumped to, and cells are text", async ({ page }) => {
  await opensTrio(page);
  const panel = await opensPanel(page, "Rows");
  const table = panel.getByRole("region", { name: "Rows of train" });
  await expect(table.getByRole("row", { name: /^1 0 0 0 7 missing <b>bold<\/b> 1/ })).toBeVisible();
  await panel.getByLabel("Row to jump to").fill("57");
  await panel.getByRole("button", { name: "Jump" }).click();
  await expect(panel).toContainText("57 to 60 of 60");
  const a = (56 * 56) % 37;
  await expect(table.getByRole("row", { name: new RegExp(`^57 56 ${a} ${2 * a} 7`) })).toBeVisible();
  await panel.getByLabel("Row to jump to").fill("61");
  await panel.getByRole("button", { name: "Jump" }).click();
  await expect(panel).toContainText("1 to 60");
  await panel.getByRole("button", { name: "First rows" }).click();
  await expect(panel).toContainText("1 to 50 of 60");
  await panel.getByText("Test", { exact: true }).click();
  await expect(panel.getByRole("region", { name: "Rows of test" }).getByRole("row", { name: /^5 2000/ })).toBeVisible();
  await panel.getByText("Side by side", { exact: true }).click();
  await expect(panel.getByRole("region", { name: /^Rows of/ })).toHaveCount(3);
  await panel.getByLabel("Row to jump to").fill("22");
  await panel.getByRole("button", { name: "Jump" }).click();
  await expect(table.getByRole("row", { name: /^22 21/ })).toBeVisible();
  await expect(panel.getByRole("region", { name: "Rows of test" }).getByRole("row", { name: /^22 2017/ })).toBeVisible();
  await expect(panel).toContainText("ends at row 20");
  await expectAccessible(page);
});

test("describe says what can be worked out by hand, split under split", async ({ page }) => {
  await opensTrio(page);
  const panel = await opensPanel(page, "Columns");
  await panel.getByLabel("Find columns by name").fill("a");
  const values = Array.from({ length: TRAIN_ROWS }, (_, row) => (row * row) % 37).sort((x, y) => x - y);
  const mean = values.reduce((sum, x) => sum + x, 0) / TRAIN_ROWS;
  const std = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (TRAIN_ROWS - 1));
  const quantile = (share: number): number => {
    const at = share * (TRAIN_ROWS - 1);
    const [low, high] = [values[Math.floor(at)] ?? NaN, values[Math.ceil(at)] ?? NaN];
    return low + (high - low) * (at - Math.floor(at));
  };
  const table = panel.getByRole("region", { name: "Columns of the files" });
  const row = /^a in train/;
  const expected = {
    dtype: "int64",
    "non-null": "60",
    missing: "0",
    unique: String(new Set(values).size),
    mean: formatStatistic(mean),
    std: formatStatistic(std),
    min: formatStatistic(values[0] ?? NaN),
    "25 %": formatStatistic(quantile(0.25)),
    "50 %": formatStatistic(quantile(0.5)),
    "75 %": formatStatistic(quantile(0.75)),
    max: formatStatistic(values.at(-1) ?? NaN),
  };
  for (const [head, figure] of Object.entries(expected)) expect([head, await cellUnder(table, row, head)]).toEqual([head, figure]);
  await expect(panel.getByRole("list", { name: "Splits as a whole" })).toContainText(/60 rows × 7 columns: int64 \(5\), float64 \(1\), object \(1\); 6 missing values; 3\.4\skB in pandas/u);
  await panel.getByLabel("Find columns by name").fill("gaps");
  await table.evaluate((frame) => { frame.scrollLeft = 0; });
  await expect(table.getByRole("row", { name: /^gaps in validation/ })).toContainText("not there");
  await expectAccessible(page);
  const [download] = await Promise.all([page.waitForEvent("download"), panel.getByRole("button", { name: "Download as CSV" }).click()]);
  expect(download.suggestedFilename()).toBe("triptych-columns.csv");
});

test("histograms show splits on one axis, bin by bin by keyboard, all at once, and text as bars", async ({ page }) => {
  await opensTrio(page);
  const panel = await opensPanel(page, "Histograms");
  await panel.getByLabel("Histogram of").selectOption("a");
  await expect(panel.getByRole("figure")).toContainText("Histogram of a from");
  await expect(panel).not.toContainText("Not drawn");
  const bins = panel.getByRole("slider", { name: "Bins of a" });
  await bins.focus();
  await page.keyboard.press("Home");
  await expect(bins).toHaveAttribute("aria-valuetext", /^0: Train 2 \(3\.33\s%\), Validation .*, Test /u);
  await expectAccessible(page);
  await panel.getByRole("button", { name: "Next column" }).click();
  await expect(panel.getByRole("figure")).toContainText("Histogram of twice");
  await panel.getByLabel("Histogram of").selectOption("gaps");
  await expect(panel).toContainText("Not drawn: 6 rows of train, 3 rows of test, where the value is missing or infinite. gaps is not there in validation");
  await panel.getByLabel("Histogram of").selectOption("kind");
  await expect(panel.getByRole("row", { name: /<b>bold<\/b> 20 \(33\.3\s%\)/u })).toBeVisible();
  await expectAccessible(page);
  await panel.getByText("All", { exact: true }).click();
  await expect(panel.getByRole("heading", { level: 3 })).toHaveText(["id", "a", "twice", "fixed", "gaps", "kind", "label", "other"]);
  await expectAccessible(page);
});

test("correlations are read by keyboard, and as a table", async ({ page }) => {
  await opensTrio(page);
  const panel = await opensPanel(page, "Correlation");
  const map = panel.getByRole("application", { name: /^Correlations of 6 columns of train/ });
  await map.focus();
  await expect(panel.getByRole("status")).toHaveText("id and id: 1");
  for (const key of ["ArrowDown", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
  await expect(panel.getByRole("status")).toHaveText("a and twice: 1");
  await page.keyboard.press("ArrowRight");
  await expect(panel.getByRole("status")).toHaveText("a and fixed: not defined: one of them is constant, infinite or empty");
  await expectAccessible(page);
  const menu = page.getByRole("button", { name: "Menu of Correlations of train" });
  await menu.click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Download SVG" }).click()]);
  expect(await readFile(await download.path(), "utf8")).toContain("<rect");
  await menu.click();
  await page.getByRole("menuitem", { name: "Show as table" }).click();
  await expect(panel.getByRole("region", { name: "Correlations of train, as a table" }).getByRole("row", { name: /^twice/ })).toContainText("11–");
  await expectAccessible(page);
  await panel.getByText("Side by side", { exact: true }).click();
  await expect(panel.getByRole("application")).toHaveCount(3);
  await expect(panel.getByRole("table", { name: "Pairs that differ most between splits" }).getByRole("row", { name: /^Pair Train Validation Test/ })).toBeVisible();
  await expectAccessible(page);
});

test("rows that stand in two splits are called a leak", async ({ page }) => {
  await opensTrio(page);
  const panel = await opensPanel(page, "Duplicates");
  await expect(panel).toContainText("Train: no row repeats an earlier one.");
  await expect(panel).toContainText(/4 rows of test \(16\.7\s%\) also stand in train, a leak/u);
  await expectAccessible(page);
});

test("another file takes the place of what was seen of the one before", async ({ page }) => {
  const person = await opensTrio(page);
  const panel = await opensPanel(page, "Duplicates");
  await expect(panel).toContainText("4 rows of test");
  await page.getByRole("button", { name: "Remove test.csv" }).click();
  await expect(panel.getByRole("list", { name: "Rows that stand in two splits" }).getByRole("listitem")).toHaveCount(1);
  await person.chooses([csvFile("test.csv", text(rowsFrom(3_000, 9)))]);
  await expect(panel).toContainText("No row of test stands in train too.");
});

test("the sample's findings and figures come, the label among them", async ({ page }) => {
  const person = new Person(page);
  await person.opens();
  await page.getByRole("button", { name: "Other sizes of the sample" }).click();
  await page.getByRole("menuitem", { name: /A fortieth of it/ }).click();
  await expect(person.stage("Features")).toContainText(/\d+ · Standard/, { timeout: 30_000 });
  await expect(page.getByRole("list", { name: "Findings" })).toContainText(/rows of validation .* also stand in train/);
  const panel = await opensPanel(page, "Columns");
  const row = panel.getByRole("row", { name: /^mountNamespace in train/ });
  await expect(row).toContainText("19,079");
});

test("a thousand columns stay usable in every panel", async ({ page }) => {
  test.setTimeout(120_000);
  const person = new Person(page);
  await person.opens();
  const columns = Array.from({ length: 1_000 }, (_, i) => `sensor_${i}`);
  const wide = (rows: number, seed: number): string =>
    [[...columns, "label"].join(","), ...Array.from({ length: rows }, (_, row) => [...columns.map((_name, i) => ((row + seed) * (i + 3)) % 997), row % 2].join(","))].join("\n");
  await person.chooses([csvFile("train.csv", wide(2_000, 0)), csvFile("val.csv", wide(300, 7)), csvFile("test.csv", wide(300, 11))]);
  await expect(person.file("Test")).toContainText("300", { timeout: 60_000 });
  const rows = await opensPanel(page, "Rows");
  const table = rows.getByRole("region", { name: "Rows of train" });
  await expect(table.getByRole("row", { name: /^1 / })).toBeVisible();
  await table.evaluate((frame) => { frame.scrollLeft = frame.scrollWidth; });
  await expect(table.getByRole("columnheader", { name: "sensor_999" })).toBeVisible();
  await expect(table.getByRole("row", { name: /^2 / })).toContainText(String((1 * 1_002) % 997));
  expect(await table.getByRole("cell").count()).toBeLessThan(800);
  const profiles = await opensPanel(page, "Columns");
  await profiles.getByLabel("Find columns by name").fill("sensor_998");
  await expect(profiles.getByRole("row", { name: /^sensor_998 in test/ })).toBeVisible({ timeout: 30_000 });
  const histograms = await opensPanel(page, "Histograms");
  await histograms.getByLabel("Find columns by name").fill("sensor_77");
  await expect(histograms.getByRole("figure")).toContainText("Histogram of sensor_77 from", { timeout: 30_000 });
  const correlation = await opensPanel(page, "Correlation");
  await expect(correlation).toContainText("The first 64 of 1,001 columns of numbers are shown.");
  await expect(correlation.getByRole("application")).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
});
