import { gzipSync } from "node:zlib";
import { NASTY_FILES } from "../src/ingest/testing/corpus";
import { expectAccessible } from "./support/accessible";
import { csvFile, Person } from "./support/person";
import { expect, test } from "./support/test";

const PLAIN = `a,b,label\n${Array.from({ length: 40 }, (_, i) => `${i},${i % 7},${i % 4 === 0 ? 1 : 0}`).join("\n")}\n`;

function named(name: string, buffer: Uint8Array): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: "text/csv", buffer: Buffer.from(buffer) };
}

test("files of three encodings, packed and with decimal commas, train together", async ({ page }) => {
  const person = new Person(page);
  await person.opens();
  const semicolons = PLAIN.replaceAll(",", ";").replaceAll(/^(\d+);(\d)/gm, "$1,5;$2");
  await person.chooses([
    named("train.csv.gz", gzipSync(PLAIN)),
    named("val.csv", Buffer.from(`\ufeff${PLAIN}`, "utf16le")),
    named("test.csv", Buffer.from(semicolons)),
  ]);
  await expect(person.stage("Features")).toContainText("2 · Standard");
  await expect(person.file("Train")).toContainText("gzip · UTF-8 · comma · LF");
  await expect(person.file("Validation")).toContainText("UTF-16, little-endian · comma · LF");
  await expect(person.file("Test")).toContainText("UTF-8 · semicolon · LF · decimal comma");
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const spill = await person.file("Test").evaluate((card) => card.scrollWidth - card.clientWidth);
    expect(spill, `what the card of a file spills at ${width} px`).toBeLessThanOrEqual(0);
  }
  await expectAccessible(page);
});

test("another way to deal with a problem reads the file again", async ({ page }) => {
  const person = new Person(page);
  await person.opens();
  await person.chooses([csvFile("train.csv", `${PLAIN}oops,1,0\n`), csvFile("val.csv", PLAIN), csvFile("test.csv", PLAIN)]);
  await expect(person.file("Train")).toContainText("Left out");
  const choice = page.getByLabel(/^What to do: .*line 42: "oops"/);
  await choice.selectOption("Treat as missing");
  await expect(person.file("Train")).not.toContainText("Left out");
  await expect(person.file("Train")).toContainText("41");
  await choice.selectOption("Set the column aside");
  await expect(page.getByText('column "a" is set aside', { exact: false })).toBeVisible();
  await page.getByLabel(/^What to do: .*column "a" is set aside/).selectOption("Find out from the file");
  await expect(person.file("Train")).toContainText("Left out");
});

test("a choice to stop refuses the file and keeps what was loaded", async ({ page }) => {
  const person = new Person(page);
  await person.opens();
  await person.chooses([csvFile("train.csv", `${PLAIN}1,2\n`), csvFile("val.csv", PLAIN), csvFile("test.csv", PLAIN)]);
  await page.getByLabel(/^What to do: .*line 42: 2 fields/).selectOption("Do not load the file");
  await expect(page.getByRole("alert")).toContainText("line 42: 2 fields where the header has 3");
  await expect(person.file("Train")).toContainText("40");
});

test("encoding, separator and words for missing values are changed by hand", async ({ page }) => {
  const person = new Person(page);
  await person.opens();
  const latin = named("train.csv", Buffer.from("a,label\ncaf\u00e9,0\n?,1\nx,0\n", "latin1"));
  await person.chooses([latin, csvFile("val.csv", "a,label\nx,0\n"), csvFile("test.csv", "a,label\nx,0\n")]);
  await expect(page.getByText("is not UTF-8 and was read as Latin-1", { exact: false })).toBeVisible();
  const preview = page.getByRole("region", { name: "First rows of train" });
  await expect(preview).toContainText("café");
  await page.getByRole("button", { name: "Change how train.csv is read" }).click();
  const dialog = page.getByRole("dialog", { name: "How train.csv is read" });
  await expectAccessible(page);
  await dialog.getByLabel("Words that mean a missing value, one a line").fill("?");
  await dialog.getByLabel("Cells are separated by").selectOption("comma");
  await dialog.getByRole("button", { name: "Read the file again" }).click();
  const columns = page.getByRole("region", { name: "Columns of the files" });
  await expect(columns.getByRole("row", { name: /^a/ })).toContainText("1 missing");
});

test("no nasty file hangs the page, loses what is loaded or passes without a word", async ({ page }) => {
  test.setTimeout(180_000);
  const person = new Person(page);
  await person.opens();
  await person.chooses([csvFile("val.csv", PLAIN)]);
  await expect(person.file("Validation")).toContainText("40");
  for (const { name, bytes, expected } of NASTY_FILES) {
    await test.step(name, async () => {
      await page.getByLabel("Train CSV file").setInputFiles(named(name, bytes));
      if ("refused" in expected) {
        await expect(page.getByRole("alert")).toContainText(name);
        await page.getByRole("button", { name: "Dismiss" }).click();
      } else {
        await expect(person.file("Train")).toContainText(name);
        for (const code of expected.told === undefined ? [] : [name]) await expect(page.getByRole("listitem").filter({ hasText: code }).first()).toBeVisible();
        await page.getByRole("button", { name: `Remove ${name}` }).click();
      }
      await expect(page.getByLabel("Train CSV file")).toBeAttached();
      await expect(person.file("Validation")).toContainText("val.csv");
    });
  }
});
