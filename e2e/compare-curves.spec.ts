import type { Locator, Page, TestInfo } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

const TRIO = { seed: 7, features: 3, separation: 2, train: { rows: 600, prevalence: 0.1 }, validation: { rows: 200, prevalence: 0.1 } } as const;

/** Trains on a small trio and opens the curves, exact as they are once the run is over. */
async function opensCurves(page: Page, info: TestInfo, testPrevalence = 0.9): Promise<void> {
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(info.outputPath(), { ...TRIO, test: { rows: 200, prevalence: testPrevalence } }));
  await person.opensStage("Train");
  await person.trains();
  await person.stage("Compare").click();
  await page.getByRole("tab", { name: "Curves" }).click();
  await expect(page.getByText("Drag it on any chart below")).toBeVisible();
  await expect(page.getByRole("region", { name: "Calibration" }).locator("svg[data-picture]")).toBeVisible();
}

const chart = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
const handle = (page: Page, curve: string, split: string): Locator => page.getByRole("slider", { name: `Threshold on the ${curve} curve of ${split}` });
const line = (page: Page, of: string): Locator => page.getByRole("slider", { name: `Threshold on the ${of}` });

/** The figures at the threshold, a row a split, columns TP FP TN FN recall precision rate. */
async function figures(page: Page): Promise<string[][]> {
  const rows = chart(page, "At this threshold").locator("tbody tr");
  return rows.evaluateAll((found) => found.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.firstChild?.textContent ?? "")));
}

async function confusions(page: Page): Promise<string[]> {
  return (await figures(page)).map((row) => row.slice(0, 4).join(" "));
}

async function drags(page: Page, grip: Locator, dx: number, dy = 0): Promise<void> {
  await grip.scrollIntoViewIfNeeded();
  const box = await grip.boundingBox();
  if (box === null) throw new Error("There is nothing to drag.");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 12; step++) await page.mouse.move(x + (dx * step) / 12, y + (dy * step) / 12);
  await page.mouse.up();
}

/** Counts what changes within the charts while something is done: overlays, and everything else. */
async function changesDuring(page: Page, act: () => Promise<void>): Promise<{ readonly overlays: number; readonly others: readonly string[] }> {
  const watch = await page.getByRole("tabpanel", { name: "Curves" }).evaluateHandle((panel) => {
    const seen = { overlays: 0, others: [] as string[], stop: () => undefined };
    const note = (records: readonly MutationRecord[]): void => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        if (element?.closest("[data-overlay]")) seen.overlays++;
        // A switch of the frame may still be coming to rest.
        else if (element?.closest("figure")) seen.others.push(element.outerHTML.slice(0, 120));
      }
    };
    const observer = new MutationObserver(note);
    observer.observe(panel, { subtree: true, childList: true, attributes: true, characterData: true });
    seen.stop = () => {
      note(observer.takeRecords());
      observer.disconnect();
      return undefined;
    };
    return seen;
  });
  await act();
  return watch.evaluate(({ stop, ...seen }) => {
    stop();
    return { overlays: seen.overlays, others: seen.others };
  });
}

test("a threshold dragged on one chart moves on all of them, and no chart is drawn again", async ({ page }, info) => {
  await opensCurves(page, info);
  const before = await confusions(page);
  const roc = handle(page, "ROC", "Train");
  const place = async (): Promise<string | null> => roc.locator("circle").first().getAttribute("cx");
  const pointBefore = await place();

  const seen = await changesDuring(page, () => drags(page, line(page, "scores of Train").locator("rect"), -14));
  expect(seen.overlays).toBeGreaterThan(20);
  expect(seen.others).toEqual([]);
  const after = await confusions(page);
  after.forEach((row, split) => { expect(row).not.toBe(before[split]); });
  expect(await place()).not.toBe(pointBefore);
  const threshold = await line(page, "scores of Train").getAttribute("aria-valuetext");
  for (const other of ["scores of Test", "calibration of all splits"]) await expect(line(page, other)).toHaveAttribute("aria-valuetext", threshold ?? "");
  for (const curve of ["ROC", "Precision and recall", "Gain", "Lift"]) {
    await expect(handle(page, curve, "Validation")).toHaveAttribute("aria-valuetext", new RegExp(`^${threshold ?? ""}: `));
  }

  const again = await changesDuring(page, () => drags(page, handle(page, "ROC", "Test").locator("circle").last(), -200, 150));
  expect(again.overlays).toBeGreaterThan(20);
  expect(again.others).toEqual([]);
  (await confusions(page)).forEach((row, split) => { expect(row).not.toBe(after[split]); });
});

test("the keyboard moves the threshold along a curve and along the scores", async ({ page }, info) => {
  await opensCurves(page, info);
  for (const grip of [line(page, "scores of Validation"), handle(page, "Gain", "Test"), line(page, "calibration of all splits"), handle(page, "Precision and recall", "Train")]) {
    await grip.focus();
    await page.keyboard.press("End");
    const [end, far] = [await confusions(page), await grip.getAttribute("aria-valuetext")];
    for (const key of ["Home", "PageUp", "PageUp", "PageUp", "ArrowRight"]) await page.keyboard.press(key);
    (await confusions(page)).forEach((row, split) => { expect(row).not.toBe(end[split]); });
    expect(await grip.getAttribute("aria-valuetext")).not.toBe(far);
  }
});

test("a test split of one class has no curve, and it is said why", async ({ page }, info) => {
  await opensCurves(page, info, 0);
  for (const name of ["ROC", "Precision and recall", "Gain", "Lift"]) {
    await expect(chart(page, name)).toContainText("Test no curve: The split has no positive row.");
    await expect(handle(page, name, "Train")).toBeVisible();
    await expect(handle(page, name, "Test")).toHaveCount(0);
  }
  await page.getByRole("radiogroup", { name: "Plots of curves" }).getByText("Side by side").click();
  await expect(chart(page, "ROC").getByText("There is no curve. The split has no positive row.")).toBeVisible();
  await expect(chart(page, "Alert budget")).not.toContainText("NaN");
  await chart(page, "Alert budget").getByText("The same for all").click();
  await expect(chart(page, "Alert budget").getByText("The split has no positive row.").first()).toBeVisible();
  await expectAccessible(page);
});

test("the table has the figures that are read off the curve", async ({ page }, info) => {
  await opensCurves(page, info);
  await page.getByRole("radiogroup", { name: "Plots of curves" }).getByText("Side by side").click();
  const reader = page.getByRole("slider", { name: "ROC of Train" });
  await reader.focus();
  const spoken: string[] = [];
  for (const key of ["Home", "ArrowRight", "ArrowRight", "ArrowRight"]) {
    await page.keyboard.press(key);
    spoken.push((await reader.getAttribute("aria-valuetext")) ?? "");
  }
  await page.getByRole("button", { name: "Menu of ROC" }).click();
  await page.getByRole("menuitem", { name: "Show as table" }).click();
  const table = chart(page, "ROC").getByRole("table");
  await expect(table.getByRole("columnheader")).toHaveText(["split", "threshold", "false-positive rate", "recall", "TP", "FP", "TN", "FN"]);
  for (const [at, text] of spoken.entries()) {
    const row = (await table.getByRole("row").nth(at + 1).innerText()).split(/\s+/);
    const [split, threshold, , recall, tp, fp, tn, fn] = row;
    expect(text).toBe(`Threshold ${threshold}: ${split} recall ${recall} · TP ${tp} · FP ${fp} · TN ${tn} · FN ${fn}`);
  }
  await expectAccessible(page);
});

test("the alert budget carries the rates at the threshold over to a day, and stays while the page is open", async ({ page }, info) => {
  await opensCurves(page, info);
  const card = chart(page, "Alert budget");
  await card.getByLabel("Events a day").fill("1e6");
  await card.getByText("The same for all").click();
  await card.getByLabel("Share, from 0 to 1").fill("0.2");
  await handle(page, "ROC", "Validation").focus();
  for (const key of ["Home", "PageUp", "PageUp"]) await page.keyboard.press(key);
  const rates = (await figures(page)).map((row) => row.slice(0, 4).map(Number));
  const shown = async (head: string): Promise<number[]> => {
    const cells = await card.getByRole("row", { name: head }).locator("td strong").allInnerTexts();
    return cells.map((text) => Number(text.replaceAll(",", "")));
  };
  const expected = rates.map(([tp = 0, fp = 0, tn = 0, fn = 0]) => ({ real: (2e5 * tp) / (tp + fn), false: (8e5 * fp) / (fp + tn) }));
  expect(expected.some((each) => each.real > 0 && each.false > 0)).toBe(true);
  expect(await shown("of them real")).toEqual(expected.map((each) => Math.round(each.real)));
  expect(await shown("of them false")).toEqual(expected.map((each) => Math.round(each.false)));
  expect(await shown("Alerts a day")).toEqual(expected.map((each) => Math.round(each.real + each.false)));
  expect(await shown("Real events missed")).toEqual(expected.map((each) => Math.round(2e5 - each.real)));
  await expect(card.getByRole("row", { name: "Alerts a day" }).locator("small")).toHaveText([/ to /, / to /, / to /]);

  await page.getByRole("tab", { name: "Errors" }).click();
  await page.getByRole("tab", { name: "Curves" }).click();
  await expect(card.getByLabel("Events a day")).toHaveValue("1000000");
  await expect(card.getByLabel("Share, from 0 to 1")).toHaveValue("0.2");
});

test("while a run goes, curves come from histograms and look and say so", async ({ page }, info) => {
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(info.outputPath()));
  await person.opensStage("Train");
  await page.getByLabel("Epochs", { exact: true }).fill("100000");
  await person.transport.getByRole("button", { name: "Train" }).click();
  await expect(person.stage("Compare")).toContainText(/epoch [1-9]/);
  await person.stage("Compare").click();
  await page.getByRole("tab", { name: "Curves" }).click();
  const curve = chart(page, "ROC").locator('[data-series="train"]');
  await expect(chart(page, "ROC")).toContainText("approximate: dotted");
  await expect(chart(page, "ROC")).toContainText("AUC ≈");
  await expect(curve).toHaveAttribute("stroke-dasharray", /\d/);
  await person.transport.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("Drag it on any chart below")).toBeVisible();
  await expect(chart(page, "ROC")).not.toContainText("approximate");
  await expect(curve).not.toHaveAttribute("stroke-dasharray", /\d/);
  await expectAccessible(page);
});
