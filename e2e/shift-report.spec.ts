import { readFile } from "node:fs/promises";
import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

test("the shift report is made on request, read, printed alone, and taken along", async ({ page }, info) => {
  const person = new Person(page);
  await person.opens();
  await person.opensStage("Shift");
  await page.getByRole("tab", { name: "Report" }).click();
  await expect(page.getByRole("button", { name: "Make the report" })).toBeDisabled();
  await person.opensStage("Data");
  await person.loads(await writeTrio(info.outputPath()));
  await person.trains();
  await person.opensStage("Shift");
  await page.getByRole("tab", { name: "Report" }).click();
  await page.getByRole("button", { name: "Make the report" }).click();
  const report = page.getByRole("article", { name: "Shift report" });
  await expect(report.getByRole("heading", { level: 3 })).toHaveText([
    "Verdict",
    "The label",
    "The features",
    "Telling the splits apart",
    "What it cost",
    "The share of positives, estimated without labels",
  ]);
  await expect(report.getByRole("table", { name: "Share of positives" }).getByRole("row")).toHaveCount(4);
  await expectAccessible(page);

  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(person.transport).toBeHidden();
  await expect(report).toBeVisible();
  await page.emulateMedia({ media: "screen" });

  const saved = async (name: string): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    return readFile(await download.path(), "utf8");
  };
  const verdict = await report.getByRole("listitem").nth(5).innerText();
  expect(await saved("Download Markdown")).toContain(`# Shift report\n`);
  expect(await saved("Download Markdown")).toContain(verdict.slice(0, 40));
  const { format, shift } = JSON.parse(await saved("Download JSON")) as { format: string; shift: { gap: { test: { total: number } }; domainAuc: { test: number | null } } };
  expect(format).toBe("triptych.shift");
  expect(shift.gap.test.total).not.toBeNaN();
});
