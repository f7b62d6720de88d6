import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { csvFile, Person } from "./support/person";
import { expect, test } from "./support/test";

/** Only `told` decides the label; `noise` does not, `steady` is always 5. Every row has another place in the cycle. */
function rows(count: number): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const told = ((i * 37) % 100) / 10;
    return [told, ((i * 53) % 97) / 10, 5, told > 5 ? 1 : 0].join();
  });
  return ["told,noise,steady,label", ...lines].join("\n");
}

const card = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
const importance = (page: Page): Locator => card(page, "Permutation importance");
const dependence = (page: Page): Locator => card(page, "Partial dependence");
const whatIf = (page: Page): Locator => card(page, "What if");

async function picks(page: Page, title: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `Menu of ${title}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** The figures of a chart in full, without their heads. */
async function figures(page: Page, title: string): Promise<string[][]> {
  const [download] = await Promise.all([page.waitForEvent("download"), picks(page, title, "Download CSV")]);
  const text = await readFile(await download.path(), "utf8");
  return text.trimEnd().split("\n").slice(1).map((line) => line.split(","));
}

test.beforeEach(async ({ page }) => {
  const person = new Person(page);
  await person.opens();
  await person.chooses([csvFile("train.csv", rows(600)), csvFile("validation.csv", rows(300)), csvFile("test.csv", rows(200))]);
  await expect(person.stage("Features")).toContainText("3 · Standard");
  await person.opensStage("Train");
  await page.getByLabel("Epochs", { exact: true }).fill("200");
  await page.getByLabel("Batch", { exact: true }).selectOption("256");
  await person.trains();
  await person.stage("Compare").click();
  await page.getByRole("tab", { name: "Why" }).click();
});

test("the only feature that matters is on top of every split, and one that says nothing is at exactly 0", async ({ page }) => {
  await expect(importance(page)).toContainText("Nothing is worked out until you ask");
  await importance(page).getByLabel("Repeats").fill("3");
  await importance(page).getByRole("button", { name: "Work it out" }).click();
  await expect(importance(page)).toContainText("3 repeats, seed 1; all 600 rows of train, all 300 rows of validation, all 200 rows of test.");
  await expect(importance(page)).toContainText("The interval covers the drawn orders only");
  for (const split of ["Train", "Validation", "Test"]) {
    await expect(importance(page).getByRole("img", { name: new RegExp(`^${split}, .* unmixed: told: 0\\.`) })).toBeVisible();
  }
  await expectAccessible(page);
  const table = await figures(page, "Drop of ROC AUC");
  expect(table.map(([name]) => name).toSorted()).toEqual(["noise", "steady", "told"]);
  expect(table[0]?.[0]).toBe("told");
  for (const column of [1, 4, 7]) expect(Number(table[0]?.[column])).toBeGreaterThan(0.3);
  expect(table.find(([name]) => name === "steady")?.slice(1)).toEqual(Array.from({ length: 9 }, () => "0"));
  await picks(page, "Drop of ROC AUC", "Show as table");
  await expect(importance(page).getByRole("table")).toBeVisible();
  await expectAccessible(page);

  // Another metric of the same figures is there at once, of one split too.
  await importance(page).getByLabel("Metric").selectOption("Log loss");
  await importance(page).getByRole("radiogroup").getByText("Validation", { exact: true }).click();
  await expect(importance(page).getByRole("columnheader")).toHaveText(["feature", "Validation", "Validation, low", "Validation, high"]);
  await importance(page).getByLabel("Seed").fill("2");
  await expect(importance(page)).toContainText("of other settings");
});

test("the average curve rises with the feature that decides, and a steady one has none", async ({ page }) => {
  await expect(dependence(page).getByRole("slider", { name: "Values of told" })).toBeVisible();
  await expect(dependence(page)).toContainText("Average over all 200 rows of test, all with the same value; 40 of them as curves of their own.");
  await expect(dependence(page).locator("[data-faint]")).toHaveCount(40);
  await expectAccessible(page);
  const averages = (await figures(page, "Score over told")).map(([, average]) => Number(average));
  expect(averages.length).toBe(40);
  expect(averages.at(-1) ?? NaN).toBeGreaterThan((averages[0] ?? NaN) + 0.4);
  // It may sag a little where the net has no doubt left.
  for (const [index, average] of averages.entries()) expect(average).toBeGreaterThan(Math.max(...averages.slice(0, index), 0) - 0.02);
  await dependence(page).getByLabel("Feature").selectOption("steady");
  await expect(dependence(page)).toContainText("no two different values of steady");
});

test("a changed value changes the score and the call; the nearest row is of the other answer", async ({ page }) => {
  const answers = (): Locator => whatIf(page).getByRole("definition");
  // Its first row has the lowest value.
  await expect(answers().nth(0)).toContainText("called negative");
  await expect(answers().nth(0)).toContainText("is negative");
  await expect(answers().nth(1)).toContainText("called negative");
  await expect(answers().nth(2)).toContainText("called positive");
  await expect(whatIf(page)).toContainText(/It differs most in told \(\d+/);
  const before = await answers().nth(1).innerText();

  await whatIf(page).getByLabel("told", { exact: true }).fill("9.5");
  await expect(whatIf(page)).toContainText(/With told changed, the score goes from .* to .*: the answer turns from negative to positive\./);
  expect(await answers().nth(1).innerText()).not.toBe(before);
  await expect(answers().nth(1)).toContainText("called positive");
  await expect(answers().nth(2)).toContainText("called negative");
  await whatIf(page).getByLabel("told", { exact: true }).fill("50");
  await expect(whatIf(page)).toContainText("Out of range: the net was trained on 0 to 9.9.");
  await whatIf(page).getByLabel("told", { exact: true }).fill("");
  await expect(whatIf(page)).toContainText("No score: told has no usable value.");
  await expect(answers().nth(1)).not.toContainText("called");
  await expectAccessible(page);
  await whatIf(page).getByRole("button", { name: "Back to the original" }).click();
  await expect(whatIf(page).getByLabel("told", { exact: true })).toHaveValue("0");
  await expect(answers().nth(1)).toContainText("called negative");

  await whatIf(page).getByRole("button", { name: "Start from it" }).click();
  await expect(answers().nth(0)).toContainText("called positive");
});

test("a row is found by its number, by chance and among the worst, by keyboard", async ({ page }) => {
  await whatIf(page).getByRole("textbox", { name: /^Row, 1 to 200/ }).fill("3");
  await page.keyboard.press("Enter");
  await expect(whatIf(page)).toContainText("Row 3 of test");
  await whatIf(page).getByRole("radio", { name: "Row number" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(whatIf(page).getByLabel("Seed of the row")).toHaveValue("1");
  const drawn = (): Promise<string> => whatIf(page).getByRole("term").first().innerText();
  const first = await drawn();
  await whatIf(page).getByRole("button", { name: "Another" }).focus();
  await page.keyboard.press("Enter");
  await expect(whatIf(page).getByLabel("Seed of the row")).toHaveValue("2");
  await expect.poll(drawn).not.toBe(first);
  await whatIf(page).getByRole("radio", { name: "Random" }).focus();
  await page.keyboard.press("ArrowRight");
  const worst = whatIf(page).getByLabel("Of the worst rows");
  await expect(worst.getByRole("option").first()).toHaveText(/^1\. row \d+: /);
  await worst.selectOption({ index: 4 });
  const fifth = /row (\d+)/.exec(await worst.getByRole("option").nth(4).innerText())?.[1] ?? "";
  await expect(whatIf(page)).toContainText(`Row ${fifth} of test`);
});

test("it says that the engine is busy while a run is under way, and begins anew after it", async ({ page }) => {
  await importance(page).getByRole("button", { name: "Work it out" }).click();
  await expect(importance(page)).toContainText("5 repeats, seed 1");
  const person = new Person(page);
  await person.opensStage("Train");
  await page.getByLabel("Epochs", { exact: true }).fill("100000");
  await person.transport.getByRole("button", { name: "Train" }).click();
  await person.stage("Compare").click();
  await page.getByRole("tab", { name: "Why" }).click();
  await expect(page.getByText("A run is under way, and the engine is busy with it.")).toBeVisible();
  await person.transport.getByRole("button", { name: "Stop" }).click();
  await expect(importance(page)).toContainText("Nothing is worked out until you ask");
  await expect(dependence(page).getByRole("slider", { name: "Values of told" })).toBeVisible();
});
