import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

let person: Person;

test.beforeEach(async ({ page }, info) => {
  person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(info.outputPath()));
  await person.opensStage("Train");
});

async function looksInside(page: Page): Promise<void> {
  await person.stage("Compare").click();
  await page.getByRole("tab", { name: "Inside the net" }).click();
  await expect(words(page)).toContainText(/Worked out on .* rows trained on/, { timeout: 30_000 });
  await expect(words(page)).not.toContainText("Looking into", { timeout: 30_000 });
}

const words = (page: Page): Locator => page.getByRole("region", { name: "What the layers say" });
const chart = (page: Page, title: string): Locator => page.getByRole("region", { name: title, exact: true });

/** The figures of a layer in the table of layers. */
async function figuresOf(page: Page, layer: string): Promise<string[]> {
  return page.getByRole("region", { name: "Figures of the layers" }).getByRole("row", { name: layer }).getByRole("cell").allInnerTexts();
}

test("the notebook's gradient is seen to be exactly 0, in words, in the table and on its axis", async ({ page }) => {
  await person.choosesPreset("Notebook as written");
  await person.trains();
  await looksInside(page);
  await expect(words(page)).toContainText("The gradient is exactly 0 for every weight and bias of every layer: this loss is 0 whatever the net answers");
  await expect(words(page)).toContainText("So it is at all 11 epochs looked into.");
  for (const layer of ["Layer 1", "Layer 2", "Output layer"]) expect((await figuresOf(page, layer))[1]).toBe("0");
  const norm = chart(page, "Gradient norm");
  await expect(norm.locator("figcaption")).toHaveText("Gradient norm from epoch 0 to 10: Layer 1 from 0 to 0, Layer 2 from 0 to 0, Output layer from 0 to 0.");
  await expect(norm.getByRole("slider", { name: "Gradient norm at an epoch" })).toHaveAttribute("aria-valuetext", "Epoch 10: Layer 1 0, Layer 2 0, Output layer 0");
  await expect(norm.locator("svg[data-picture] text").filter({ hasText: /^0$/ })).not.toHaveCount(0);
});

test("a net that learns has gradients above 0, read by keyboard, as a table and as a file", async ({ page }) => {
  await person.trains();
  await looksInside(page);
  await expect(words(page)).not.toContainText("exactly 0 for every weight");
  await expect(words(page)).toContainText("on all 600 rows trained on");
  for (const layer of ["Layer 1", "Layer 2", "Output layer"]) {
    const [, gradient = "", weights = "", update = ""] = await figuresOf(page, layer);
    for (const figure of [gradient, weights, update]) expect(Number(figure)).toBeGreaterThan(0);
  }
  const norm = chart(page, "Gradient norm");
  const reader = norm.getByRole("slider", { name: "Gradient norm at an epoch" });
  await reader.focus();
  await page.keyboard.press("Home");
  await expect(reader).toHaveAttribute("aria-valuetext", /^Untrained net: Layer 1 0\.\d+, Layer 2 0\.\d+, Output layer 0\.\d+$/);
  await norm.getByRole("button", { name: "Menu of Gradient norm" }).click();
  await page.getByRole("menuitem", { name: "Show as table" }).click();
  await expect(norm.getByRole("columnheader", { name: "Output layer" })).toBeVisible();
  await norm.getByRole("button", { name: "Menu of Gradient norm" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Download CSV" }).click()]);
  expect(download.suggestedFilename()).toBe("triptych-gradient-norm.csv");
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
  expect(lines[0]).toBe("epoch,Layer 1,Layer 2,Output layer");
  expect(lines).toHaveLength(12);
  await page.getByLabel("Layer to show").selectOption({ label: "Output layer: 64 → 1" });
  await expect(page.getByRole("heading", { name: "Logits by epoch" })).toBeVisible();
  await expectAccessible(page, "main");
});

test("a map of weights is read by arrow keys, and as a table and a picture", async ({ page }) => {
  await page.getByLabel("Epochs", { exact: true }).fill("1");
  await person.trains();
  await looksInside(page);
  const weights = page.getByRole("region", { name: "Weights", exact: true });
  const layer = weights.getByRole("region", { name: "Layer 1", exact: true });
  const map = layer.getByRole("application", { name: /^Weights of layer 1: 128 units by 3 inputs\./ });
  const reading = layer.getByRole("status");
  await map.focus();
  await expect(reading).toHaveText(/^unit 1 from f1: -?0\.\d+ \(bias of the unit -?0\.\d+\)$/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await expect(reading).toHaveText(/^unit 2 from f2: /);
  await page.keyboard.press("PageDown");
  await page.keyboard.press("End");
  await expect(reading).toHaveText(/^unit 128 from f3: /);
  const value = / (-?0\.\d+) \(/.exec(await reading.innerText())?.[1] ?? "none";
  await layer.getByRole("button", { name: "Menu of Layer 1" }).click();
  await page.getByRole("menuitem", { name: "Show as table" }).click();
  const table = layer.getByRole("region", { name: "Layer 1, as a table" });
  await table.evaluate((element) => { element.scrollTop = element.scrollHeight; });
  await expect(table.getByRole("row", { name: /unit 128\s+f3/ })).toContainText(value);
  await layer.getByRole("button", { name: "Menu of Layer 1" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Download SVG" }).click()]);
  const picture = await readFile(await download.path(), "utf8");
  expect(picture.match(/<rect/g)?.length).toBeGreaterThanOrEqual(128 * 3);
  const ends = weights.getByText(/^−0\.\d+$/);
  const own = await ends.allInnerTexts();
  expect(new Set(own).size).toBe(3);
  await weights.getByText("One scale", { exact: true }).click();
  await expect.poll(async () => new Set(await ends.allInnerTexts()).size).toBe(1);
});

/** The weights of a net of one hidden layer for three features, as a model file has them. */
function weightsFile(bias: number): { name: string; mimeType: string; buffer: Buffer } {
  const weights = { "0.weight": Array.from({ length: 4 }, () => [0.1, -0.1, 0.2]), "0.bias": [bias, bias, bias, 0.5], "2.weight": [[1, 1, 1, 1]], "2.bias": [0] };
  return { name: "weights.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(weights)) };
}

test("units with large negative biases are told to be dead", async ({ page }) => {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const layers = [{ type: "linear", out: 4 }, { type: "relu" }, { type: "linear", out: 1 }, { type: "sigmoid" }];
  const settings = { format: "triptych.run-config", version: 1, epochs: 0, model: { layers } };
  await page.getByLabel("File to open", { exact: true }).setInputFiles({ name: "settings.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(settings)) });
  await expect(page.locator('[data-outcome="opened"]')).toContainText("settings.json");
  await page.getByLabel(/weights/i).and(page.locator('input[type="file"]')).setInputFiles(weightsFile(-1000));
  await expect(page.locator('[data-outcome="opened"]')).toContainText("weights.json");
  await page.getByRole("dialog", { name: "Export and open" }).getByRole("button", { name: "Close" }).click();
  await person.trains();
  await looksInside(page);
  await expect(words(page)).toContainText("Layer 1 (ReLU): 3 of 4 units are dead, answering 0 to each of the 600 rows");
  expect((await figuresOf(page, "Layer 1"))[4]).toMatch(/^3 of 4 \(75\.0\s%\) dead$/u);
  await expect(chart(page, "Update to weight")).toContainText("It takes two kept epochs");
});

test("the panel follows a run under way", async ({ page }) => {
  await page.getByLabel("Epochs", { exact: true }).fill("100000");
  await person.transport.getByRole("button", { name: "Train" }).click();
  await person.stage("Compare").click();
  await page.getByRole("tab", { name: "Inside the net" }).click();
  const shown = async (): Promise<number> => Number(/epoch (\d+)/.exec(await words(page).innerText())?.[1] ?? -1);
  await expect.poll(shown, { timeout: 30_000 }).toBeGreaterThan(0);
  const before = await shown();
  await expect.poll(shown, { timeout: 30_000 }).toBeGreaterThan(before);
  await person.transport.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText(/^Stopped after \d+ of 100000 epochs/)).toBeVisible();
  await expect(words(page)).not.toContainText("nothing is known yet", { timeout: 30_000 });
});
