import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

const ENGINES = ["WebGL", "Fused WASM", "CPU"] as const;

async function opensMenu(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^engine / }).click();
  await expect(page.getByRole("menuitem", { name: /^Automatic/ })).toBeVisible();
}

const engine = (page: Page, name: string): Locator => page.getByRole("menuitem", { name: new RegExp(`^${name}`) });
const measured = (page: Page): Locator => page.getByText("Measured on your net and batch size.");

test("without data there is nothing to measure on, and the menu says so", async ({ page }) => {
  await new Person(page).opens();
  await opensMenu(page);
  await expect(page.getByText("Once data is loaded, the engines can be measured on it.")).toBeVisible();
  await expect(engine(page, "Measure")).toHaveCount(0);
});

test.describe("with data", () => {
  test.beforeEach(async ({ page }, info) => {
    const person = new Person(page);
    await person.opens();
    await person.loads(await writeTrio(info.outputPath()));
    await person.opensStage("Train");
  });

  test("the engines are measured on request, ranked, and the automatic choice gives its reason", async ({ page }) => {
    await opensMenu(page);
    await engine(page, "Measure now").click();
    await expect(measured(page)).toBeVisible();
    await expect(engine(page, "Measure")).toHaveCount(0);
    await expect(page.getByRole("menuitem").filter({ hasText: "rows/s · fastest" })).toHaveCount(1);
    for (const name of ENGINES) await expect(engine(page, name)).toContainText(/rows\/s|too slow to be measured in time/);
    await expect(engine(page, "Automatic")).toContainText(/Automatic: (WebGL|Fused WASM|CPU)/);
    await expectAccessible(page, "[role=menu]");
  });

  test("the menu can be gone through by keyboard", async ({ page }) => {
    await page.getByRole("button", { name: /^engine / }).focus();
    await page.keyboard.press("Enter");
    await expect(engine(page, "Automatic")).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(engine(page, "WebGL")).toBeFocused();
    await page.keyboard.press("End");
    await expect(engine(page, "Measure now")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(engine(page, "Automatic")).toBeFocused();
    await expect(measured(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: /^engine / })).toBeFocused();
  });

  test("a ranking of another batch size is called so, and can be taken again", async ({ page }) => {
    await opensMenu(page);
    await engine(page, "Measure now").click();
    await expect(measured(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await page.getByLabel("Batch", { exact: true }).selectOption("256");
    await opensMenu(page);
    await expect(page.getByText("Measured on another net or batch size.")).toBeVisible();
    await engine(page, "Measure again").click();
    await expect(measured(page)).toBeVisible();
  });

  test("an automatic run leaves its ranking in the menu", async ({ page }) => {
    await new Person(page).trains();
    await opensMenu(page);
    await expect(measured(page)).toBeVisible();
  });

  test("a choice by hand holds, and a run keeps its engine", async ({ page }) => {
    const person = new Person(page);
    await person.choosesEngine(/^CPU/);
    await page.getByLabel("Epochs", { exact: true }).fill("100000");
    await person.transport.getByRole("button", { name: "Train" }).click();
    await expect(person.transport.getByRole("button", { name: "Pause" })).toBeEnabled();
    await expect(page.getByRole("button", { name: /^engine CPU/ })).toBeVisible();
    await opensMenu(page);
    await expect(page.getByText("A run keeps its engine: stop it to choose another")).toBeVisible();
    await expect(engine(page, "Fused WASM")).toBeDisabled();
  });
});
