import { corpusFiles } from "../src/ingest/testing/corpus";
import { expectAccessible } from "./support/accessible";
import { csvFile, Person } from "./support/person";
import { expect, test } from "./support/test";

const PLAIN = `a,b,label\n${Array.from({ length: 40 }, (_, i) => `${i},${i % 7},${i % 4 === 0 ? 1 : 0}`).join("\n")}\n`;

function named(name: string, bytes: Uint8Array): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: "text/csv", buffer: Buffer.from(bytes) };
}

test("a choice to stop refuses the file and keeps what was loaded", async ({ page }) => {
  const person = new Person(page);
  await person.opens();
  await person.chooses([csvFile("train.csv", `${PLAIN}1,2\n`), csvFile("val.csv", PLAIN), csvFile("test.csv", PLAIN)]);
  await page.getByLabel("What to do: train.csv, line 42").selectOption("Do not load the file");
  const refused = page.getByRole("alert", { name: "Not loaded" });
  await expect(refused).toContainText("line 42");
  await expect(person.file("Train")).toContainText("40");
  await refused.getByRole("button", { name: "Fill up with missing" }).click();
  await expect(refused).toHaveCount(0);
  await expect(person.file("Train")).toContainText("41");
});

test("several refused files each keep their choices until one is taken", async ({ page }) => {
  const person = new Person(page);
  await person.opens();
  await person.chooses([csvFile("train.csv", "a,b\n1\n2\n"), csvFile("val.csv", "a,b\n3\n4\n"), csvFile("test.csv", PLAIN)]);
  const refused = page.getByRole("alert", { name: "Not loaded" });
  const fill = refused.getByRole("button", { name: "Fill up with missing" });
  await expect(fill).toHaveCount(2);
  await fill.first().click();
  await expect(person.file("Train")).toContainText("train.csv");
  await expect(refused).toContainText("val.csv");
  await fill.click();
  await expect(refused).toHaveCount(0);
  await expect(person.file("Validation")).toContainText("val.csv");
});

test("a few bad bytes in a file of UTF-8 cost no more than their rows, and can be read otherwise", async ({ page }) => {
  const person = new Person(page);
  await person.opens();
  const bytes = Buffer.concat([Buffer.from(`a,city,label\n${"1,Zürich,0\n".repeat(50)}2,M`), Buffer.from([0xe1]), Buffer.from("laga,1\n")]);
  await person.chooses([named("train.csv", bytes), csvFile("val.csv", PLAIN), csvFile("test.csv", PLAIN)]);
  await expect(person.file("Train")).toContainText("UTF-8 · comma · LF · 3 columns");
  const row = page.getByRole("table", { name: "Problems of the files" }).getByRole("row").filter({ hasText: "is not UTF-8, though 50 letters of it are" });
  await expect(row.getByRole("combobox").locator("option:checked")).toHaveText("Read as UTF-8, bad bytes as \ufffd (done)");
  await row.getByRole("combobox").selectOption("Read as Latin-1 (Windows-1252)");
  await expect(person.file("Train")).toContainText("Latin-1 (Windows-1252)");
});

test("a file that turns out late not to be UTF-8 is read again as Latin-1 and says so; its card never spills", async ({ page }) => {
  const person = new Person(page);
  await person.opens();
  const late = `a,city,label\n${"1,Oslo,0\n".repeat(20_000)}2,M\u00e1laga,1\n`;
  await person.chooses([named("train.csv", Buffer.from(late, "latin1")), csvFile("val.csv", PLAIN), csvFile("test.csv", PLAIN)]);
  await expect(person.file("Train")).toContainText("Latin-1 (Windows-1252) · comma · LF · 3 columns");
  await expect(page.getByRole("table", { name: "Problems of the files" })).toContainText("is not UTF-8");
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const spill = await person.file("Train").evaluate((card) => card.scrollWidth - card.clientWidth);
    expect(spill, `what the card of a file spills at ${width} px`).toBeLessThanOrEqual(0);
  }
  await expectAccessible(page);
});

test("no nasty file hangs the page, loses what is loaded or passes without a word", async ({ page }) => {
  test.setTimeout(180_000);
  const person = new Person(page);
  await person.opens();
  await person.chooses([csvFile("val.csv", PLAIN)]);
  await expect(person.file("Validation")).toContainText("40");
  const problems = page.getByRole("table", { name: "Problems of the files" });
  // Rules that a person would first have to set are for the unit tests.
  for (const { name, bytes, expect: expected } of corpusFiles().filter(({ rules }) => rules === undefined)) {
    await test.step(name, async () => {
      await page.getByLabel("Train CSV file").setInputFiles(named(name, bytes));
      if (expected.outcome === "refused") {
        const alert = page.getByRole("alert", { name: "Not loaded" });
        await expect(alert).toContainText(expected.says);
        await alert.getByRole("button", { name: "Dismiss" }).click();
      } else {
        await expect(person.file("Train")).toContainText(name);
        if (expected.problems !== undefined) await expect(problems.getByRole("cell", { name, exact: true }).first()).toBeVisible();
        await page.getByRole("button", { name: `Remove ${name}` }).click();
      }
      await expect(page.getByLabel("Train CSV file")).toBeAttached();
      await expect(person.file("Validation")).toContainText("val.csv");
    });
  }
});
