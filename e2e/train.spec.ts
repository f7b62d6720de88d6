import { readFile } from "node:fs/promises";
import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

test.beforeEach(async ({ page }, info) => {
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(info.outputPath()));
});

test("the default preset trains, and every accuracy stands beside its best constant answer", async ({ page }) => {
  const person = new Person(page);
  await person.opensStage("Train");
  await expectAccessible(page);
  await page.getByLabel("Batch", { exact: true }).selectOption("256");
  await page.getByLabel("Epochs", { exact: true }).fill("30");
  await person.trains();
  expect(await person.accuracy("Train")).toBeGreaterThan(0.98);
  await expect(person.panel("Train")).toContainText(/best constant answer 98\.00\s%/u);
  await expect(person.panel("Test")).toContainText(/best constant answer 90\.00\s%/u);
  await expect(person.stage("Train")).toContainText("epoch 30 / 30");
  await expect(page.getByRole("figure").first()).toContainText(/Loss from epoch 0 to 30: Train from/);
  await expect(page.getByRole("region", { name: "What the figures say" })).toContainText("another world");
  await expectAccessible(page);
});

test("the notebook as written has a loss of 0 and says that nothing is learned", async ({ page }) => {
  const person = new Person(page);
  await person.opensStage("Train");
  await person.choosesPreset("Notebook as written");
  await person.trains();
  for (const split of ["Train", "Validation", "Test"] as const) {
    await expect(person.panel(split).getByText("loss 0", { exact: true })).toBeVisible();
  }
  await expect(page.getByRole("region", { name: "What the figures say" })).toContainText("gradient is zero for every weight");
});

test("a run can be paused, resumed and stopped", async ({ page }) => {
  const person = new Person(page);
  await person.opensStage("Train");
  await page.getByLabel("Epochs", { exact: true }).fill("100000");
  await person.transport.getByRole("button", { name: "Train" }).click();
  await person.transport.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText(/^Paused (in|after) epoch/)).toBeVisible();
  const epochAtPause = await person.stage("Train").innerText();
  await expect(page.getByLabel("Epochs", { exact: true })).toBeDisabled();
  expect(await person.stage("Train").innerText()).toBe(epochAtPause);
  await person.transport.getByRole("button", { name: "Resume" }).click();
  await expect.poll(() => person.stage("Train").innerText()).not.toBe(epochAtPause);
  await person.transport.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText(/^Stopped after \d+ of 100000 epochs/)).toBeVisible();
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("button", { name: "Download the model" })).toBeEnabled();
});

test("the same seed gives the same figures again, another seed others", async ({ page }) => {
  const person = new Person(page);
  await person.opensStage("Train");
  /** What the run before ended with stands there until the new one has begun. */
  const losses = async (before: string | null): Promise<string> => {
    await person.trains();
    if (before !== null) await expect.poll(() => person.lossSummary(10)).not.toBe(before);
    return person.lossSummary(10);
  };
  const first = await losses(null);
  await page.getByLabel("Seed", { exact: true }).fill("5");
  const other = await losses(first);
  await page.getByLabel("Seed", { exact: true }).fill("0");
  expect(await losses(other)).toBe(first);
});

for (const engine of ["WebGL", "CPU"] as const) {
  test(`${engine} can be chosen by hand, and trains to the same place as the default`, async ({ page }) => {
    const person = new Person(page);
    await person.opensStage("Train");
    await page.getByLabel("Epochs", { exact: true }).fill("3");
    await person.trains();
    const byDefault = await person.lossSummary(3);
    await person.choosesEngine(new RegExp(`^${engine}`));
    await expect(page.getByRole("button", { name: new RegExp(`^engine ${engine}`) })).toBeVisible();
    await person.trains();
    expect(await person.lossSummary(3)).toBe(byDefault);
  });
}

test("what cannot be is refused in words where it is typed", async ({ page }) => {
  const person = new Person(page);
  await person.opensStage("Train");
  await page.getByLabel("Learning rate", { exact: true }).fill("-1");
  await expect(page.getByText("The learning rate must be above 0")).toBeVisible();
  await page.getByLabel("Epochs", { exact: true }).fill("2.5");
  await expect(page.getByText("Epochs must be a whole number")).toBeVisible();
});

test("the model file leaves, reads back in, and measures the same with 0 epochs", async ({ page }, info) => {
  const person = new Person(page);
  await person.opensStage("Train");
  await person.trains();
  const trained = await person.accuracy("Train");
  await page.getByRole("button", { name: "Export" }).click();
  await expectAccessible(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download the model" }).click(),
  ]);
  const path = info.outputPath("model.json");
  await download.saveAs(path);
  const model = JSON.parse(await readFile(path, "utf8")) as { format: string; weights: Record<string, unknown[]> };
  expect(model.format).toBe("triptych.model");
  expect(Object.keys(model.weights)).toEqual(["0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias"]);

  await page.reload();
  await person.loads(await writeTrio(info.outputPath()));
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByLabel("File to open").setInputFiles(path);
  await expect(page.getByText(/Its golden rows come out as the file says/)).toBeVisible();
  await page.keyboard.press("Escape");
  await person.opensStage("Train");
  await expect(page.getByText(/Starts from the weights of/)).toBeVisible();
  await page.getByLabel("Epochs", { exact: true }).fill("0");
  await person.trains();
  expect(await person.accuracy("Train")).toBe(trained);
});

test("a file that is no model is refused in words", async ({ page }) => {
  await page.getByRole("button", { name: "Export" }).click();
  await page
    .getByLabel("File to open")
    .setInputFiles({ name: "other.json", mimeType: "application/json", buffer: Buffer.from('{"format":"other"}') });
  await expect(page.getByText(/format/i).last()).toBeVisible();
});
