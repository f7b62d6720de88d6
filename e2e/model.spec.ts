import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

let person: Person;

test.beforeEach(async ({ page }, info) => {
  person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(info.outputPath()));
  await person.opensStage("Model");
});

test("a net is built layer by layer, and its size, its picture and its text follow", async ({ page }) => {
  const text = page.getByRole("region", { name: "print(model)" });
  const inputs = /in_features=(\d+)/.exec(await text.innerText())?.[1] ?? "";
  await expect(person.stage("Model")).toContainText(/[\d,]+ weights/);
  const before = await person.stage("Model").innerText();

  const second = page.getByRole("listitem", { name: "Layer 2" });
  await second.getByLabel("Width", { exact: true }).fill("20");
  await second.getByLabel("Width", { exact: true }).press("Enter");
  await second.getByLabel("Activation", { exact: true }).selectOption("leaky-relu");
  await second.getByLabel("Slope", { exact: true }).fill("0.2");
  await second.getByLabel("Slope", { exact: true }).press("Enter");
  await second.getByLabel("Dropout", { exact: true }).fill("0.25");
  await second.getByLabel("Dropout", { exact: true }).press("Enter");

  await expect(text).toHaveText(
    [
      "Sequential(",
      `  (0): Linear(in_features=${inputs}, out_features=128, bias=True)`,
      "  (1): ReLU()",
      "  (2): Linear(in_features=128, out_features=20, bias=True)",
      "  (3): LeakyReLU(negative_slope=0.2)",
      "  (4): Dropout(p=0.25, inplace=False)",
      "  (5): Linear(in_features=20, out_features=1, bias=True)",
      "  (6): Sigmoid()",
      ")",
    ].join("\n"),
  );
  await expect(page.getByRole("img", { name: `${inputs} features, then 128 with ReLU, then 20 with Leaky ReLU and dropout 0.25` })).toBeVisible();
  expect(await person.stage("Model").innerText()).not.toBe(before);
  const weights = 129 * 20 + 21 + (Number(inputs) + 1) * 128;
  await expect(person.stage("Model")).toContainText(`${weights.toLocaleString("en-GB")} weights`);
  await expectAccessible(page);
});

test("layers are added, moved and removed, and every step can be taken back", async ({ page }) => {
  const widths = async (): Promise<string[]> =>
    page.getByRole("list", { name: "Layers, from input to output" }).getByLabel("Width", { exact: true }).evaluateAll((fields) =>
      fields.map((field) => (field as HTMLInputElement).value),
    );
  await page.getByRole("button", { name: "Move layer 2 up" }).click();
  expect(await widths()).toEqual(["64", "128"]);
  await page.getByRole("button", { name: "Add a layer" }).click();
  expect(await widths()).toEqual(["64", "128", "128"]);
  await page.getByRole("button", { name: "Remove layer 1" }).click();
  expect(await widths()).toEqual(["128", "128"]);
  await page.getByRole("button", { name: "Undo" }).click();
  expect(await widths()).toEqual(["64", "128", "128"]);
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("Control+Z");
  await page.keyboard.press("Control+Z");
  expect(await widths()).toEqual(["128", "64"]);
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
  await page.getByRole("button", { name: "Redo" }).click();
  expect(await widths()).toEqual(["64", "128"]);
});

test("what is impossible is refused in words where it is typed", async ({ page }) => {
  const first = page.getByRole("listitem", { name: "Layer 1" });
  const width = first.getByLabel("Width", { exact: true });
  await width.fill("1025");
  await expect(first).toContainText("A width must be a whole number from 1 to 1,024.");
  await width.press("Enter");
  await expect(page.getByRole("region", { name: "print(model)" })).toContainText("out_features=128");
  await width.press("Escape");
  await expect(width).toHaveValue("128");
  await first.getByLabel("Dropout", { exact: true }).fill("1");
  await expect(first).toContainText("Dropout must be from 0 to below 1.");
  for (let layers = 2; layers < 8; layers++) await page.getByRole("button", { name: "Add a layer" }).click();
  await expect(page.getByRole("button", { name: "Add a layer" })).toBeDisabled();
  await expect(page.getByText("Eight hidden layers is the most that the engines take.")).toBeVisible();
});

test("a preset net, its initialisation and its seed decide where the next run starts", async ({ page }) => {
  const figure = page.getByRole("figure").first();
  /** What the untrained net comes to, once that is drawn: it is not what the net before came to. */
  const untrained = async (before: string | null): Promise<string> => {
    await person.opensStage("Train");
    await page.getByLabel("Epochs", { exact: true }).fill("0");
    await person.trains();
    if (before !== null) await expect.poll(() => figure.innerText()).not.toBe(before);
    const summary = await figure.innerText();
    await person.opensStage("Model");
    return summary;
  };
  await page.getByRole("combobox", { name: "Net" }).click();
  await page.getByRole("option", { name: "Logistic regression" }).click();
  await expect(page.getByRole("listitem", { name: "Layer 1" })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "print(model)" })).toContainText("out_features=1");
  const first = await untrained(null);
  await page.getByLabel("Initialisation", { exact: true }).selectOption("he-normal");
  const drawnOtherwise = await untrained(first);
  const seed = await page.getByLabel("Seed", { exact: true }).inputValue();
  await page.getByRole("button", { name: "Draw another" }).click();
  await expect(page.getByLabel("Seed", { exact: true })).not.toHaveValue(seed);
  await untrained(drawnOtherwise);
});

test("a deep net of every activation trains", async ({ page }) => {
  await page.getByRole("combobox", { name: "Net" }).click();
  await page.getByRole("option", { name: "Deep" }).click();
  for (const [index, activation] of ["relu", "leaky-relu", "elu", "gelu", "tanh", "sigmoid"].entries()) {
    await page.getByRole("listitem", { name: `Layer ${index + 1}` }).getByLabel("Activation", { exact: true }).selectOption(activation);
  }
  await person.opensStage("Train");
  await page.getByLabel("Epochs", { exact: true }).fill("2");
  await person.trains();
  await expect(person.panel("Train").getByText(/^loss 0\.\d+/)).toBeVisible();
});

test("the text of the optimiser can be copied for PyTorch", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy the text of print(optimizer)" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("Adam (\nParameter Group 0\n");
});
