import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

/** 600 rows of train in batches of 256: three steps an epoch, the last one smaller. */
const BATCH = "256";

test.beforeEach(async ({ page }, info) => {
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(info.outputPath()));
  await person.opensStage("Train");
  await page.getByLabel("Batch", { exact: true }).selectOption(BATCH);
});

const button = (page: Page, name: string): Locator => new Person(page).transport.getByRole("button", { name, exact: true });
const group = (page: Page, name: string): Locator => page.getByRole("button", { name: new RegExp(`^${name}`) });
const whileItRuns = (page: Page): Locator => page.getByRole("region", { name: "While it runs" });
const goOn = (page: Page): Locator => page.getByRole("region", { name: "Go on" });

test.describe("steps", () => {
  test("a run can be begun and led on by single batches and epochs", async ({ page }) => {
    await expect(button(page, "Stop")).toBeDisabled();
    await button(page, "Step one batch").click();
    await expect(page.getByText("Paused in epoch 1, after batch 1.")).toBeVisible();
    await button(page, "Step one batch").click();
    await expect(page.getByText("Paused in epoch 1, after batch 2.")).toBeVisible();
    await button(page, "Step one epoch").click();
    await expect(page.getByText("Paused after epoch 1 of 10.")).toBeVisible();
    await button(page, "Step one epoch").click();
    await expect(page.getByText("Paused after epoch 2 of 10.")).toBeVisible();
    await button(page, "Resume").click();
    await new Person(page).finishes();
  });

  test("steps lead to the same figures as a run in one go", async ({ page }) => {
    const person = new Person(page);
    await page.getByLabel("Epochs", { exact: true }).fill("2");
    await person.trains();
    const inOneGo = await person.lossSummary(2);
    await button(page, "Step one batch").click();
    await expect(page.getByText("Paused in epoch 1, after batch 1.")).toBeVisible();
    await button(page, "Step one epoch").click();
    await expect(page.getByText("Paused after epoch 1 of 2.")).toBeVisible();
    await button(page, "Resume").click();
    await person.finishes();
    expect(await person.lossSummary(2)).toBe(inOneGo);
  });

  test("while a run goes there is nothing to step", async ({ page }) => {
    await page.getByLabel("Epochs", { exact: true }).fill("100000");
    await button(page, "Train").click();
    await expect(button(page, "Pause")).toBeEnabled();
    await expect(button(page, "Step one batch")).toBeDisabled();
    await expect(button(page, "Step one epoch")).toBeDisabled();
    await button(page, "Stop").click();
    await expect(button(page, "Step one batch")).toBeEnabled();
  });
});

test.describe("changes while it runs", () => {
  test.beforeEach(async ({ page }) => {
    await page.getByLabel("Epochs", { exact: true }).fill("100000");
    await button(page, "Train").click();
    await expect(button(page, "Pause")).toBeEnabled();
  });

  test("a new learning rate is applied with Enter, listed, and marked on the charts", async ({ page }) => {
    const rate = whileItRuns(page).getByLabel("Learning rate", { exact: true });
    await rate.fill("3e-4");
    await rate.press("Enter");
    const line = /epoch \d+, step \d+: learning rate 1e-3 → 3e-4/;
    await expect(whileItRuns(page).getByRole("list", { name: "Changes in this run" })).toContainText(line);
    await expect(rate).toHaveValue("3e-4");
    await button(page, "Stop").click();
    await expect(page.getByText(/^Stopped after/)).toBeVisible();
    for (const chart of await page.getByRole("figure").all()) {
      await expect(chart.getByRole("img", { name: line })).toHaveCount(1);
      await expect(chart).toContainText(/Changed in epoch \d+, step \d+: learning rate/);
    }
    await expectAccessible(page);
  });

  test("a threshold is taken when the field is left", async ({ page }) => {
    await whileItRuns(page).getByLabel("Threshold", { exact: true }).fill("0.9");
    await page.keyboard.press("Tab");
    await expect(whileItRuns(page).getByRole("list", { name: "Changes in this run" })).toContainText("threshold 0.5 → 0.9");
  });

  test("what cannot be is refused where it is typed, and Escape takes it back", async ({ page }) => {
    const rate = whileItRuns(page).getByLabel("Learning rate", { exact: true });
    await rate.fill("-1");
    await rate.press("Enter");
    await expect(whileItRuns(page).getByText("The learning rate must be above 0")).toBeVisible();
    await rate.press("Escape");
    await expect(rate).toHaveValue("1e-3");
    await expect(whileItRuns(page).getByRole("list", { name: "Changes in this run" })).toHaveCount(0);
  });

  test("only what this run has can be changed", async ({ page }) => {
    await expect(whileItRuns(page).getByLabel("Positive weight", { exact: true })).toHaveValue("1");
    await expect(whileItRuns(page).getByLabel("Dropout", { exact: true })).toHaveCount(0);
  });
});

test.describe("going on", () => {
  test("a finished run goes on as if it had never ended, from its end or from an earlier epoch", async ({ page }) => {
    const person = new Person(page);
    const epochs = page.getByLabel("Epochs", { exact: true });
    await epochs.fill("6");
    await person.trains();
    const inOneGo = await person.lossSummary(6);

    await epochs.fill("4");
    await person.trains();
    await expect(page.getByText("Finished: 4 epochs.")).toBeVisible();
    await expect(goOn(page)).toContainText(/Checkpoints: 5 kept, \d/);
    await goOn(page).getByLabel("More epochs").fill("2");
    await goOn(page).getByRole("button", { name: "Train 2 more epochs" }).click();
    await expect(page.getByText("Finished: 6 epochs.")).toBeVisible();
    expect(await person.lossSummary(6)).toBe(inOneGo);

    await goOn(page).getByLabel("From the end of").selectOption("epoch 3");
    await expect(goOn(page)).toContainText("What came after epoch 3 is forgotten.");
    await goOn(page).getByLabel("More epochs").fill("3");
    await goOn(page).getByRole("button", { name: "Train 3 more epochs" }).click();
    await expect(page.getByText(/^Finished: 6 epochs/)).toBeVisible();
    expect(await person.lossSummary(6)).toBe(inOneGo);
    await expectAccessible(page);
  });

  test("a run for no more epochs is refused in words, and the button says what it will do", async ({ page }) => {
    await page.getByLabel("Epochs", { exact: true }).fill("1");
    await new Person(page).trains();
    await goOn(page).getByLabel("More epochs").fill("0");
    await expect(goOn(page).getByText("Go on for at least one epoch.")).toBeVisible();
    await expect(goOn(page).getByRole("button", { name: "Train 1 more epoch", exact: true })).toBeVisible();
  });

  test("a loss that blew up says so, and one click trains again with a tenth of the rate", async ({ page }) => {
    await page.getByLabel("Optimiser", { exact: true }).selectOption("SGD");
    await page.getByLabel("Learning rate", { exact: true }).fill("1000");
    await page.getByLabel("Weight decay", { exact: true }).fill("1");
    await page.getByLabel("Epochs", { exact: true }).fill("200");
    await button(page, "Train").click();
    await expect(page.getByRole("alert")).toContainText("The loss blew up.");
    await expect(page.getByText(/^The loss blew up in epoch \d+\./)).toBeVisible();
    await page.getByRole("alert").getByRole("button", { name: "Train again with learning rate 100" }).click();
    await expect(page.getByLabel("Learning rate", { exact: true }).last()).toHaveValue("100");
  });

  test("early stop ends a run that gets no better, and says why", async ({ page }) => {
    // The notebook's loss is 0 from the first epoch on: it never gets better.
    await new Person(page).choosesPreset("Notebook as written");
    await group(page, "Clipping and early stop").click();
    await page.getByLabel("Stop early", { exact: true }).selectOption("On validation loss");
    await page.getByLabel("Patience", { exact: true }).fill("2");
    await button(page, "Train").click();
    await expect(page.getByText(/^Finished: stopped early after \d of 10 epochs/)).toBeVisible();
    await expect(page.getByRole("status", { name: "Notices of the run" })).toContainText(/validation loss/i);
  });
});

test.describe("the form", () => {
  test("closed groups say what is set, open ones take it, and all of it is accessible", async ({ page }) => {
    await expect(group(page, "Schedule")).toHaveText(/constant/);
    await group(page, "Schedule").click();
    await page.getByLabel("Shape", { exact: true }).selectOption("Cosine");
    await page.getByLabel("Warm-up", { exact: true }).fill("2");
    await expect(page.getByRole("img", { name: /^Learning rate over the run: from 3\.33e-4 to .*, at most 1e-3\.$/ })).toBeVisible();
    await group(page, "Clipping and early stop").click();
    await page.getByLabel("Clip gradients").check();
    await group(page, "Overfit on purpose").click();
    await group(page, "More").click();
    await expectAccessible(page);
    for (const name of ["Schedule", "Clipping and early stop", "Overfit on purpose"]) await group(page, name).click();
    await expect(group(page, "Schedule")).toHaveText(/cosine to 0 in 10 epochs, warm-up 2/);
    await expect(group(page, "Clipping and early stop")).toHaveText(/norm at most 1/);
    await expect(group(page, "Overfit on purpose")).toHaveText(/off/);
  });

  test("each optimiser brings its own numbers", async ({ page }) => {
    const optimizer = page.getByLabel("Optimiser", { exact: true });
    await optimizer.selectOption("SGD");
    await expect(page.getByLabel("Momentum", { exact: true })).toBeVisible();
    await optimizer.selectOption("RMSprop");
    await expect(group(page, "More")).toHaveText(/alpha 0\.99/);
    await optimizer.selectOption("AdamW");
    await group(page, "More").click();
    await page.getByLabel("Beta 2", { exact: true }).fill("1");
    await expect(page.getByText("Beta must be from 0 to below 1.")).toBeVisible();
  });

  test("a balanced weight shows the number that it stands for", async ({ page }) => {
    // 12 of 600 rows are positive.
    await expect(page.getByLabel("Positive weight", { exact: true }).getByRole("option", { name: "Balanced (49)" })).toBeAttached();
    await page.getByRole("combobox", { name: "Loss", exact: true }).selectOption("Focal loss");
    await page.getByLabel("Gamma", { exact: true }).fill("-1");
    await expect(page.getByText("Gamma must be from 0 to 10.")).toBeVisible();
  });

  test("settings that do not go together are refused where they are typed", async ({ page }) => {
    await group(page, "Overfit on purpose").click();
    await page.getByLabel("Hold-out share", { exact: true }).fill("0.2");
    await group(page, "Clipping and early stop").click();
    await page.getByLabel("Stop early", { exact: true }).selectOption("On hold-out loss");
    await page.getByLabel("Hold-out share", { exact: true }).fill("0");
    await expect(page.getByRole("region", { name: "This run" }).getByText("Early stopping looks at the hold-out rows, but none are set aside")).toBeVisible();
    await page.getByLabel("Train on fewer rows").check();
    await page.getByLabel("Rows", { exact: true }).fill("601");
    await expect(page.getByText("There are 600 rows to train on: ask for no more.")).toBeVisible();
  });

  test("rows that are held out have a line of their own, and the strip says which rows are meant", async ({ page }) => {
    await group(page, "Overfit on purpose").click();
    await page.getByLabel("Hold-out share", { exact: true }).fill("0.25");
    await page.getByLabel("Train on fewer rows").check();
    await page.getByLabel("Rows", { exact: true }).fill("100");
    await new Person(page).trains();
    const train = new Person(page).panel("Train");
    await expect(train).toContainText("100 rows");
    await train.getByText(/^100 rows/).hover();
    await expect(page.getByRole("tooltip").filter({ hasText: "100 rows were drawn to train on" })).toBeVisible();
    await expect(page.getByRole("figure").first()).toContainText(/Hold-out from [\d.]+ to [\d.]+/);
    const reader = page.getByRole("slider", { name: "Values at an epoch" }).first();
    await reader.focus();
    await expect(reader).toHaveAttribute("aria-valuetext", /^Epoch 10: Train [\d.]+, Hold-out [\d.]+, Validation/);
    await page.keyboard.press("Home");
    await expect(reader).toHaveAttribute("aria-valuetext", /^Untrained net: Train/);
    await expectAccessible(page);
  });
});
