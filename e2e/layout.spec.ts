import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

/** Nothing stands out of the page or of the stage. */
async function fits(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => {
    const main = document.querySelector("main");
    return {
      page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      main: main === null ? NaN : main.scrollWidth - main.clientWidth,
    };
  });
  expect(overflow).toEqual({ page: 0, main: 0 });
}

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`every stage fits ${width} × ${height} in ${colorScheme}, and is accessible`, async ({ page }, info) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      const person = new Person(page);
      await person.opens();
      await person.loads(await writeTrio(info.outputPath()));
      for (const stage of ["Data", "Features", "Model", "Train"] as const) {
        await person.opensStage(stage);
        await fits(page);
        await expectAccessible(page);
      }
      await person.opensStage("Shift");
      for (const tab of await page.getByRole("tablist", { name: "Ways to look at the shift" }).getByRole("tab").all()) {
        await tab.click();
        await expect(page.getByText(/^(?:Loading the panel|Working out)/)).toHaveCount(0);
        await fits(page);
        // Colours and roles do not change with the width.
        if (width === 1440) await expectAccessible(page, "main");
      }
    });
  }
}

test("after a run, Compare and all of Shift fit and are accessible", async ({ page }, info) => {
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(info.outputPath()));
  await person.opensStage("Train");
  await page.getByLabel("Epochs", { exact: true }).fill("1");
  await person.trains();
  await person.opensStage("Compare");
  await fits(page);
  await expectAccessible(page);

  // All that is shown only when it was asked for, where there is the least room.
  await person.opensStage("Shift");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.getByRole("tab", { name: "Telling them apart" }).click();
  await page.getByRole("button", { name: "Tell them apart" }).click();
  await expect(page.getByRole("list", { name: "What was found" })).toBeVisible();
  await page.getByRole("tab", { name: "Inject" }).click();
  await page.getByRole("button", { name: /^Prior to 50/ }).click();
  await page.getByRole("button", { name: "Inject and measure" }).click();
  await expect(page.getByRole("region", { name: "Before and after", exact: true })).toBeVisible();
  await page.getByRole("tab", { name: "Report" }).click();
  await page.getByRole("button", { name: "Make the report" }).click();
  await expect(page.getByRole("article", { name: "Shift report" })).toBeVisible();
  for (const tab of await page.getByRole("tablist", { name: "Ways to look at the shift" }).getByRole("tab").all()) {
    await tab.click();
    await expect(page.getByText(/^(?:Loading the panel|Working out)/)).toHaveCount(0);
    await fits(page);
    await expectAccessible(page, "main");
  }
});

test("nothing jumps while a run is under way", async ({ page }, info) => {
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(info.outputPath()));
  await person.opensStage("Train");
  const boxes = async (): Promise<unknown> =>
    Promise.all(
      [person.transport, person.panel("Train"), person.panel("Test"), page.getByRole("region", { name: "Loss" })].map(
        (locator) => locator.boundingBox(),
      ),
    );
  const before = await boxes();
  await page.getByLabel("Epochs", { exact: true }).fill("100000");
  await person.transport.getByRole("button", { name: "Train" }).click();
  await expect(person.panel("Train").getByText(/^\d+\.\d+\s%$/u).first()).toBeVisible();
  expect(await boxes()).toEqual(before);
  await person.transport.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText(/^Stopped after/)).toBeVisible();
  expect(await boxes()).toEqual(before);
});

test("the whole way can be gone by keyboard alone", async ({ page }, info) => {
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(info.outputPath()));
  await person.stage("Train").focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Epochs", { exact: true }).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("2");
  await person.transport.getByRole("button", { name: "Train" }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByText("Finished: 2 epochs.")).toBeVisible();
  await page.getByRole("button", { name: "Export" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Export" })).toBeFocused();
});
