import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { csvFile, Person } from "./support/person";
import { expect, test } from "./support/test";

const card = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });

/** What a row of one of the tables says, by the name of its column of the data. */
async function row(page: Page, table: string, name: string): Promise<string[]> {
  const found = page.getByRole("table", { name: table }).getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
  return found.getByRole("cell").allInnerTexts();
}

/**
 * Rows of which the first `positives` are positive. `signal` follows the label alone; `moved` is 6 higher from row to row
 * where the file says so; `kind` has its own values among positives; `steady` is always 5.
 */
function rows(count: number, positives: number, shift: { readonly moved?: number; readonly kind?: string } = {}): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const label = i < positives ? 1 : 0;
    const kind = label === 1 ? (shift.kind ?? "odd") : ["plain", "usual"][i % 2];
    return [4 * label + ((i * 37) % 100) / 25, ((i * 53) % 97) / 10 + (shift.moved ?? 0), kind, 5, label].join();
  });
  return ["signal,moved,kind,steady,label", ...lines].join("\n");
}

async function loads(page: Page, train: string, validation: string, tested: string): Promise<Person> {
  const person = new Person(page);
  await person.opens();
  await person.chooses([csvFile("train.csv", train), csvFile("validation.csv", validation), csvFile("test.csv", tested)]);
  await expect(person.stage("Features")).toContainText(/\d+ · Standard/);
  return person;
}

test("it says what moved, tells pure label shift from more, and shows how a column is spread", async ({ page }) => {
  const person = await loads(page, rows(4_000, 1_500), rows(4_000, 3_000), rows(3_000, 1_500, { moved: 6 }));
  await person.opensStage("Features");
  await page.getByRole("checkbox", { name: "Use kind" }).check();
  await expect(person.stage("Features")).toContainText("4 · Standard");
  await person.opensStage("Shift");

  const label = card(page, "Label shift");
  await expect(label).toContainText("37.5\u202f% of the rows are positive in train, 75.0\u202f% in validation: 2.0 times as many.");
  await expect(label.getByRole("img", { name: /^Share of positives: Train: 37\.5.*, 95 % interval .*; Validation: 75\.0.*; Test: 50\.0/ })).toBeVisible();
  await expect(label.getByText("36.0\u202f% to 39.0\u202f%", { exact: true })).toBeVisible();
  await expect(label.getByRole("row", { name: /^Validation × 2\.0 \+1\.61 0\.\d+ 0\.\d+$/ })).toBeVisible();

  // Only the mix of the classes changed towards validation; what follows the label moved with it.
  const drift = card(page, "Feature drift");
  const within = card(page, "Within each class");
  await drift.getByText("Train → validation", { exact: true }).click();
  await expect(within).toContainText("Within each class no single column moved, so from train to validation this is label shift alone, as far as single columns can show");
  expect((await row(page, "Drift of the features", "signal"))[0]).toMatch(/^(?:medium|large)$/);
  expect((await row(page, "Drift of the features", "moved"))[0]).toBe("none");

  await within.getByText("Train → test", { exact: true }).click();
  await expect(within).toContainText("what rows look like changed within both classes");
  await expect(within).toContainText(/Among positives, moved \(KS 0\.\d\d\) moved/);
  const [effect, ks, wasserstein] = await row(page, "Drift of the features", "moved");
  expect(effect).toBe("large");
  expect(Number(ks)).toBeGreaterThan(0.6);
  // 6 of a uniform spread over 9.7, whose standard deviation is 2.8.
  expect(Number(wasserstein)).toBeCloseTo(6 / 2.8, 1);
  // All equal: every measure is 0, and said to be.
  expect(await row(page, "Drift of the features", "steady")).toEqual(["none", "0", "0", "0", "0", "–", "–", "–", "4,000 → 3,000"]);
  await expectAccessible(page);

  // The column that moved most stands first, and its histogram below.
  await expect(drift.getByRole("slider", { name: "Bins of moved" })).toBeVisible();
  await drift.getByRole("button", { name: "kind" }).click();
  await expect(drift.getByRole("table", { name: "Values of kind" })).toBeVisible();

  const [download] = await Promise.all([page.waitForEvent("download"), drift.getByRole("button", { name: "Download as CSV" }).click()]);
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
  expect(lines).toHaveLength(1 + 2 * 4 * 3);
  expect(Number(lines.find((line) => line.startsWith("test,moved,number,all,"))?.split(",")[8] ?? NaN).toFixed(3)).toBe(ks);
});

test("among 1,000 columns the one that moved is found, and what is too little is said", async ({ page }) => {
  const wide = (count: number, moved: number): string => {
    const names = Array.from({ length: 1_000 }, (_, index) => `c${index + 1}`);
    const lines = Array.from({ length: count }, (_, i) => [...names.map((_name, c) => ((i * (c + 7)) % 11) + (c === 776 ? moved : 0)), i % 2].join());
    return [[...names, "label"].join(), ...lines].join("\n");
  };
  const person = await loads(page, wide(40, 0), wide(10, 0), wide(40, 50));
  await person.opensStage("Shift");
  const drift = card(page, "Feature drift");
  await expect(drift).toContainText(/1 of 1000 columns moved|c777 \(KS 1\.00\)/);
  await expect(page.getByRole("table", { name: "Drift of the features" }).getByRole("rowheader").first()).toHaveText("c777");
  await expect(drift.getByRole("slider", { name: "Bins of c777" })).toBeVisible();
  await drift.getByLabel("Find columns by name").fill("c99");
  await expect(drift.getByRole("status").filter({ hasText: "11 columns" })).toBeVisible();
  await drift.getByRole("button", { name: "KS", exact: true }).click();
  await expect(drift.getByRole("columnheader", { name: "KS" })).toHaveAttribute("aria-sort", "descending");
  await drift.getByText("Train → validation", { exact: true }).click();
  await expect(card(page, "Within each class")).toContainText(/cannot be told|too few to tell/);
});
