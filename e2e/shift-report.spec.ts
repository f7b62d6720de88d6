import { readFile } from "node:fs/promises";
import { SPLITS } from "../src/domain/split";
import { AGAINST } from "../src/domain/shift/against";
import { shiftSchema } from "../src/interop/shift-schema";
import { expectAccessible } from "./support/accessible";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

test("the shift report is made on request, read, printed alone, and taken along", async ({ page }, info) => {
  await page.emulateMedia({ colorScheme: "dark" });
  const person = new Person(page);
  await person.opens();
  await person.opensStage("Shift");
  await page.getByRole("tab", { name: "Report" }).click();
  await expect(page.getByRole("button", { name: "Make the report" })).toBeDisabled();
  await person.opensStage("Data");
  await person.loads(await writeTrio(info.outputPath()));
  // Fewer epochs leave scores that are no probabilities, which EM follows to 100 %.
  await person.opensStage("Train");
  await page.getByLabel("Epochs", { exact: true }).fill("200");
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
    "The scores, corrected to it",
    "Terms",
  ]);
  await expect(report.getByRole("table", { name: "Share of positives" }).getByRole("row")).toHaveCount(4);
  const [train, ofTest] = [await person.accuracy("Train"), await person.accuracy("Test")];
  const constants = "The best constant answer scores 98.00\u202f% on train and 90.00\u202f% on test.";
  const verdict = report.getByRole("listitem").filter({ hasText: `Accuracy falls by ${(100 * (train - ofTest)).toFixed(2)} points` }).first();
  await expect(verdict).toContainText("on test");
  await expect(report.getByText(constants).first()).toBeVisible();
  await expect(report.getByRole("listitem").filter({ hasText: /^On test, accuracy / })).toContainText("the best constant answer");
  await expect(report.getByRole("listitem").filter({ hasText: "P(x|y) unchanged" })).toHaveCount(1);
  await expect(report.getByRole("listitem").filter({ hasText: /^(?:For it|Against it|Open): .*scores/i })).toHaveCount(4);
  await expect(report.getByText(/give a hold-out share under "Overfit on purpose"/)).toBeVisible();
  await expectAccessible(page);

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(person.transport).toBeHidden();
  await expect(report).toBeVisible();
  // Dark ink on white paper, also from a dark screen.
  await expect(report).toHaveCSS("color", "rgb(20, 24, 31)");
  await expect(report.getByText("Accuracy beside the best constant answer")).toHaveCSS("color", "rgb(91, 100, 114)");
  await page.emulateMedia({ media: "screen", colorScheme: "dark" });
  await expect(report).toHaveCSS("color", "rgb(232, 236, 242)");

  const saved = async (name: string): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    return readFile(await download.path(), "utf8");
  };
  const markdown = await saved("Download Markdown");
  expect(markdown).toContain("# Shift report\n");
  expect(markdown).toContain(constants);
  expect(markdown).toContain("- **TPR**: True-positive rate");
  const { format, net, shift: found } = JSON.parse(await saved("Download JSON")) as { format: string; net: { threshold: number }; shift: unknown };
  expect([format, net.threshold]).toEqual(["triptych.shift", 0.5]);
  const shift = shiftSchema.parse(found);
  expect(SPLITS.map((split) => shift.label[split].prevalence)).toEqual([0.02, 0.03, 0.9]);
  for (const against of AGAINST) {
    const { total, labelMix, tpr, tnr } = shift.gap[against] ?? {};
    expect((labelMix ?? NaN) + (tpr ?? NaN) + (tnr ?? NaN)).toBeCloseTo(total ?? NaN, 12);
  }
  expect(shift.gap.test?.total).toBeCloseTo(ofTest - train, 3);
  expect(shift.gap.test?.baseline).toEqual({ from: 0.98, to: 0.9 });
  // Nine in ten rows of test are positive, and those lie two deviations away: told apart at sight.
  expect(shift.domainAuc.test).toBeGreaterThan(0.8);
  expect(shift.domainAuc.test).toBeLessThanOrEqual(1);
  expect(shift.domain.test.interval?.[0]).toBeGreaterThan(0.5);
  const { before, after, prior } = shift.correction.test ?? {};
  expect(before?.accuracy).toBeCloseTo(ofTest, 3);
  expect(after?.accuracy).toBeGreaterThan(before?.accuracy ?? NaN);
  expect(prior).toBe(shift.prior.test?.em);
  expect(shift.assumption.test?.evidence).toHaveLength(5);
});
