import { readFile } from "node:fs/promises";
import type { Download, Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

test.beforeEach(async ({ page }, info) => {
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(info.outputPath()));
  await person.opensStage("Train");
  await person.trains();
  await person.lossSummary(10);
  await expect(reader(loss(page))).toBeVisible();
});

const loss = (page: Page): Locator => page.getByRole("region", { name: "Loss" });
const reader = (chart: Locator): Locator => chart.getByRole("slider", { name: "Values at an epoch" });
const plot = (chart: Locator): Locator => chart.locator("svg[data-picture]");

async function picks(page: Page, item: string, chart = "Loss"): Promise<void> {
  await page.getByRole("button", { name: `Menu of ${chart}` }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

async function downloads(page: Page, item: string): Promise<{ readonly download: Download; readonly bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), picks(page, item)]);
  return { download, bytes: await readFile(await download.path()) };
}

/** What is written below the plot: whole epochs, rising. */
async function epochsInSight(chart: Locator): Promise<readonly [first: number, last: number]> {
  const ticks = (await plot(chart).locator('text[text-anchor="middle"]').allTextContents()).map(Number);
  return [ticks[0] ?? NaN, ticks.at(-1) ?? NaN];
}

/** Drags across a part of the plot, from 0 at its left to 1 at its right. */
async function drags(page: Page, chart: Locator, from: number, to: number): Promise<void> {
  const box = await reader(chart).locator("rect").first().boundingBox();
  if (box === null) throw new Error("The plot is not on the page.");
  const [x, y] = [(part: number): number => box.x + part * box.width, box.y + box.height / 2];
  await page.mouse.move(x(from), y);
  await page.mouse.down();
  await page.mouse.move(x((from + to) / 2), y);
  await page.mouse.move(x(to), y);
  await page.mouse.up();
}

test("a drag zooms to a part of the epochs; a double click and the menu show all again", async ({ page }) => {
  const chart = loss(page);
  const whole = await epochsInSight(chart);
  expect(whole).toEqual([0, 10]);
  await drags(page, chart, 0.85, 0.35);
  expect(await epochsInSight(chart)).toEqual([4, 8]);
  await expectAccessible(page);
  await reader(chart).locator("rect").first().dblclick();
  expect(await epochsInSight(chart)).toEqual(whole);

  await drags(page, chart, 0.05, 0.55);
  expect((await epochsInSight(chart))[1]).toBe(5);
  await picks(page, "Reset zoom");
  expect(await epochsInSight(chart)).toEqual(whole);
  await page.getByRole("button", { name: "Menu of Loss" }).click();
  await expect(page.getByRole("menuitem", { name: "Full width" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Reset zoom" })).toHaveCount(0);
});

test("a chart is read, zoomed and shown whole again by keyboard", async ({ page }) => {
  const chart = loss(page);
  await reader(chart).focus();
  await expect(reader(chart)).toHaveAttribute("aria-valuetext", /^Epoch 10: Train [\d.]+, Validation [\d.]+, Test [\d.]+$/);
  for (const key of ["Home", "ArrowRight", "+", "+"]) await page.keyboard.press(key);
  await expect(reader(chart)).toHaveAttribute("aria-valuetext", /^Epoch 1:/);
  expect((await epochsInSight(chart))[1]).toBeLessThan(5);
  // What is read stays in sight.
  await page.keyboard.press("End");
  await expect.poll(async () => (await epochsInSight(chart))[1]).toBe(10);
  expect((await epochsInSight(chart))[0]).toBeGreaterThan(5);
  await page.keyboard.press("Escape");
  expect(await epochsInSight(chart)).toEqual([0, 10]);
});

test("a new run shows all of its epochs", async ({ page }) => {
  await drags(page, loss(page), 0.2, 0.5);
  expect((await epochsInSight(loss(page)))[1]).toBe(5);
  await page.getByLabel("Epochs", { exact: true }).fill("4");
  await new Person(page).trains();
  await new Person(page).lossSummary(4);
  await expect.poll(() => epochsInSight(loss(page))).toEqual([0, 4]);
});

test("the table has the figures that the chart reads out", async ({ page }) => {
  const chart = loss(page);
  await reader(chart).focus();
  const spoken: string[] = [];
  for (const key of ["Home", "ArrowRight", "ArrowRight"]) {
    await page.keyboard.press(key);
    spoken.push((await reader(chart).getAttribute("aria-valuetext")) ?? "");
  }
  await picks(page, "Show as table");
  const table = chart.getByRole("table", { name: "Loss, as a table" });
  await expect(table.getByRole("columnheader")).toHaveText(["epoch", "Train", "Validation", "Test"]);
  for (const [epoch, text] of spoken.entries()) {
    const figures = [...text.matchAll(/(?:Train|Validation|Test) ([\d.]+)/g)].map((match) => match[1] ?? "");
    expect(figures).toHaveLength(3);
    await expect(table.getByRole("row").nth(epoch + 1).getByRole("cell")).toHaveText(figures);
  }
  await expect(reader(chart)).toBeHidden();
  await expectAccessible(page);
  await picks(page, "Show as chart");
  await expect(reader(chart)).toBeVisible();
});

test("pointing at an epoch shows all series there", async ({ page }) => {
  const chart = loss(page);
  await reader(chart).locator("rect").first().hover({ position: { x: 3, y: 60 } });
  const text = (await reader(chart).getAttribute("aria-valuetext")) ?? "";
  expect(text).toMatch(/^Untrained net: Train/);
  for (const figure of text.match(/[\d.]+/g) ?? []) await expect(chart.locator("dl")).toContainText(figure);
});

test("smoothing leaves what was measured faint behind the smooth line, and joins the table", async ({ page }) => {
  const chart = loss(page);
  const paths = async (selector: string): Promise<(string | null)[]> =>
    plot(chart).locator(selector).evaluateAll((found) => found.map((path) => path.getAttribute("d")));
  const raw = await paths("[data-series] path");
  expect(raw).toHaveLength(3);
  await chart.getByRole("slider", { name: "Smoothing" }).fill("0.7");
  await expect(plot(chart).locator("[data-series]")).toHaveCount(6);
  expect(await paths("[data-faint] path")).toEqual(raw);
  for (const path of await paths("[data-series]:not([data-faint]) path")) expect(raw).not.toContain(path);
  await picks(page, "Show as table");
  await expect(chart.getByRole("columnheader", { name: "Train, smoothed" })).toBeVisible();
  await expectAccessible(page);
});

test("every file that a chart hands out has what it shows", async ({ page }) => {
  const csv = await downloads(page, "Download CSV");
  expect(csv.download.suggestedFilename()).toBe("triptych-loss.csv");
  const lines = csv.bytes.toString("utf8").trimEnd().split("\n");
  expect(lines[0]).toBe("epoch,Train,Validation,Test");
  expect(lines).toHaveLength(12);
  expect(lines[11]).toMatch(/^10(?:,\d\.\d{8,}(?:e-\d+)?){3}$/);

  const svg = await downloads(page, "Download SVG");
  expect(svg.download.suggestedFilename()).toBe("triptych-loss.svg");
  const picture = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
    return { root: parsed.documentElement.localName, words: parsed.documentElement.textContent, paths: parsed.querySelectorAll("path").length };
  }, svg.bytes.toString("utf8"));
  expect(picture.root).toBe("svg");
  expect(picture.paths).toBeGreaterThanOrEqual(3);
  for (const word of ["Loss", "Train", "Validation", "Test", "epoch"]) expect(picture.words).toContain(word);
  // It stands alone: no colour of the page's style sheets is left to look up.
  expect(svg.bytes.toString("utf8")).not.toContain("var(--");

  await picks(page, "Show as table");
  const png = await downloads(page, "Download PNG");
  expect(png.download.suggestedFilename()).toBe("triptych-loss.png");
  expect([...png.bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  const box = await plot(loss(page)).boundingBox();
  expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(2 * (box?.width ?? Infinity));
});

test("a chart takes the full width, and gives it back", async ({ page }) => {
  const widthOf = async (): Promise<number> => (await plot(loss(page)).boundingBox())?.width ?? NaN;
  const before = await widthOf();
  await picks(page, "Full width");
  await expect.poll(widthOf).toBeGreaterThan(1.8 * before);
  await expectAccessible(page);
  await picks(page, "Normal width");
  await expect.poll(widthOf).toBe(before);
});
