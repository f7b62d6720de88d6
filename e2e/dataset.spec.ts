import { gzipSync } from "node:zlib";
import { expectAccessible } from "./support/accessible";
import { csvFile, Person } from "./support/person";
import { expect, test } from "./support/test";

/** Rows of two features, a host, a class and a label. */
function flows(count: number): string {
  const lines = Array.from({ length: count }, (_, i) => `${i},${i % 7},h${i % 5},${["ok", "dos", "scan"][i % 3] ?? ""},${i % 4 === 0 ? 1 : 0}`);
  return ["a,b,host,kind,label", ...lines].join("\n");
}

function file(name: string, buffer: Buffer): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: "application/octet-stream", buffer };
}

/** What the page has written of its dataset, as text. */
async function keptRow(): Promise<string> {
  const opening = indexedDB.open("triptych");
  const database = await new Promise<IDBDatabase>((resolve) => {
    opening.onsuccess = () => {
      resolve(opening.result);
    };
  });
  const getting = database.transaction("datasets").objectStore("datasets").get("current");
  const row = await new Promise<unknown>((resolve) => {
    getting.onsuccess = () => {
      resolve(getting.result);
    };
  });
  database.close();
  return JSON.stringify(row);
}

test.describe("One file or two", () => {
  test("one file is divided three ways, shown in every split, trained on, and taken back", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([csvFile("flows.csv", flows(200))]);
    await page.getByRole("button", { name: "Split it three ways" }).click();
    await expect(person.file("Train")).toContainText("120");
    await expect(person.file("Validation")).toContainText('20 % of "flows.csv", dealt at random with each value of "label" in the same shares (seed 0).');
    await expect(person.file("Test")).toContainText("40");
    // The same share of positives everywhere.
    for (const split of ["Train", "Validation", "Test"] as const) await expect(person.file(split)).toContainText(/25\.0\s%/u);
    await expectAccessible(page);
    await person.trains();
    await page.getByRole("button", { name: "Take back" }).click();
    await expect(person.file("Train")).toContainText("200");
    await expect(person.file("Test")).toContainText("No test file yet");
  });

  test("the missing third of two files is made by the values of a column", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([csvFile("train.csv", flows(100)), csvFile("test.csv", flows(40))]);
    const card = page.getByRole("region", { name: "Make the validation split" });
    await card.getByLabel("Dealt").selectOption("By the values of a column");
    await card.getByLabel("Column to deal by").selectOption("host");
    for (const host of ["h0", "h1", "h2"]) await card.getByLabel(`Split of ${host}`).selectOption("Train");
    for (const host of ["h3", "h4"]) await card.getByLabel(`Split of ${host}`).selectOption("Validation");
    await expect(card.getByRole("group", { name: "Values and their splits" })).toContainText("60 rows");
    await card.getByRole("button", { name: "Make the split" }).click();
    await expect(person.file("Validation")).toContainText('The rows of "train.csv" whose "host" is one of');
    await expect(person.file("Validation")).toContainText("40");
    await expect(person.file("Train")).toContainText("60");
    await expectAccessible(page);
  });

  test("shares and seeds are chosen, and a plan that cannot be is refused in words", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([csvFile("train.csv", flows(100))]);
    const card = page.getByRole("region", { name: /^Make the/ });
    await card.getByLabel("Dealt").selectOption("By the order of the rows");
    await card.getByLabel("Test gets, %").fill("90");
    await expect(card.getByText("Nothing would be left for train.")).toBeVisible();
    await card.getByLabel("Test gets, %").fill("30");
    await expect(card).toContainText("Train keeps 50 %.");
    await card.getByRole("button", { name: "Split this file" }).click();
    await expect(person.file("Test")).toContainText("30");
    await expect(person.file("Test")).toContainText("by the order of its rows");
    // A file of its own takes the place of what was made.
    await page.getByLabel("Test CSV file").setInputFiles([csvFile("later.csv", flows(25))]);
    await expect(person.file("Test")).toContainText("later.csv");
    await expect(person.file("Train")).toContainText("80");
  });
});

test.describe("How files are read", () => {
  test("gzip, UTF-16, and semicolons with decimal commas are understood and shown", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([
      file("train.csv.gz", gzipSync(flows(80))),
      file("val.csv", Buffer.from(`\uFEFF${flows(30)}`, "utf16le")),
      csvFile("test.csv", ["a;b;label", ...Array.from({ length: 20 }, (_, i) => `${i},5;${i % 7};${i % 2}`)].join("\r\n")),
    ]);
    await expect(person.file("Train")).toContainText("UTF-8 · gzip · comma · LF · 5 columns");
    await expect(person.file("Train")).toContainText("80");
    await expect(person.file("Validation")).toContainText("UTF-16 LE with BOM · comma · LF · 5 columns");
    await expect(person.file("Test")).toContainText("UTF-8 · semicolon · CRLF · decimal comma · 3 columns");
  });

  test("settings are changed by hand and the file is read again", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([csvFile("train.csv", "a,b,label\n1,?,0\n2,5,1\n3,6,0\n")]);
    await expect(person.file("Train")).toContainText("Rows");
    await page.getByRole("button", { name: "Change how train.csv is read" }).click();
    const dialog = page.getByRole("dialog", { name: "How train.csv is read" });
    await expectAccessible(page);
    await dialog.getByLabel("Words that mean a missing value").fill("?");
    await dialog.getByRole("button", { name: "Read again" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(person.file("Train")).toContainText("3");
    await expect(person.file("Train").getByText("Left out")).toHaveCount(0);
  });

  test("rows that were left out are handed over", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([csvFile("train.csv", flows(60).replace("\n7,0,", "\nseven,0,"))]);
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the rows left out of train.csv" }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe("train-rejected.csv");
    const stream = await download.createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
    expect(Buffer.concat(chunks).toString()).toContain("seven");
  });
});

test.describe("Problems", () => {
  test("another choice has the file read again", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([
      csvFile("train.csv", flows(60).replace("\n7,0,", "\nseven,0,")),
      csvFile("val.csv", flows(30)),
      csvFile("test.csv", flows(30)),
    ]);
    await expect(person.file("Train")).toContainText("59");
    const row = page.getByRole("table", { name: "Problems of the files" }).getByRole("row").filter({ hasText: "seven" });
    await row.getByRole("combobox").selectOption("Treat as missing");
    await expect(person.file("Train")).toContainText("60");
    await expect(person.file("Train").getByText("Left out")).toHaveCount(0);
  });

  test("numbers in one file and text in another are read alike, or left out", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    const letters = ["a,b,label", ...Array.from({ length: 30 }, (_, i) => `${i},${"xyz"[i % 3] ?? ""},${i % 2}`)].join("\n");
    const numbers = ["a,b,label", ...Array.from({ length: 30 }, (_, i) => `${i},${i % 3},${i % 2}`)].join("\n");
    await person.chooses([csvFile("train.csv", numbers), csvFile("val.csv", numbers), csvFile("test.csv", letters)]);
    const row = page.getByRole("table", { name: "Problems of the files" }).getByRole("row").filter({ hasText: 'Column "b" holds numbers' });
    await expect(person.transport.getByRole("button", { name: "Train" })).toBeDisabled();
    await row.getByRole("combobox").selectOption("Read it as text in all");
    await expect(row).toHaveCount(0);
    await person.opensStage("Features");
  });
});

test.describe("Label", () => {
  test("is of several classes: these, or everything but these", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([csvFile("train.csv", flows(60)), csvFile("val.csv", flows(30)), csvFile("test.csv", flows(30))]);
    await page.getByLabel("Column", { exact: true }).selectOption("kind");
    const values = page.getByRole("group", { name: "Values that count as positive" });
    await values.getByText("these values", { exact: true }).click();
    for (const box of await values.getByRole("checkbox").all()) await box.uncheck();
    await values.getByLabel(/^dos/).check();
    await expect(person.file("Train")).toContainText(/33\.3\s%/u);
    await values.getByText("everything but these").click();
    await expect(values.getByLabel(/^ok/)).toBeChecked();
    await expect(values.getByLabel(/^dos/)).not.toBeChecked();
    await values.getByLabel(/^scan/).uncheck();
    await expect(person.file("Train")).toContainText(/66\.7\s%/u);
  });

  test("has a value typed where there are too many to list", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([csvFile("train.csv", flows(90)), csvFile("val.csv", flows(60)), csvFile("test.csv", flows(60))]);
    await page.getByLabel("Column", { exact: true }).selectOption("a");
    await page.getByLabel("A value of the label").fill("7");
    await page.getByRole("button", { name: "Add value" }).click();
    await expect(page.getByRole("button", { name: "Remove 7" })).toBeVisible();
    await page.getByRole("button", { name: "Remove 1", exact: true }).click();
    await expect(person.file("Train").locator("dd").nth(3)).toHaveText("1");
    await expectAccessible(page);
  });
});

test.describe("Across reloads", () => {
  const kept = "Kept in this browser:";

  test("the dataset is loaded again as it was, and forgotten when that is wished", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([csvFile("flows.csv", flows(200))]);
    await page.getByRole("button", { name: "Split it three ways" }).click();
    await page.getByLabel("Column", { exact: true }).selectOption("kind");
    await expect(page.getByText(kept)).toBeVisible();
    await expect(page.getByText(kept)).toContainText("kB");
    // What was chosen last is on its way too.
    await expect.poll(() => page.evaluate(keptRow)).toContain('"column":"kind"');
    await page.reload();
    await expect(person.file("Test")).toContainText("40");
    await expect(person.file("Train")).toContainText("flows.csv");
    await expect(page.getByLabel("Column", { exact: true })).toHaveValue("kind");
    await page.getByRole("button", { name: "Forget" }).click();
    await expect(page.getByText("Not kept in this browser.")).toBeVisible();
    await page.reload();
    await expect(person.file("Train")).toContainText("No train file yet");
    await expect(page.getByText(kept)).toHaveCount(0);
  });

  test("keeping is switched off and on", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([csvFile("train.csv", flows(50))]);
    await expect(page.getByText(kept)).toBeVisible();
    await page.getByLabel("Keep across reloads").click();
    await expect(page.getByText(/after a reload the files have to be loaded again/)).toBeVisible();
    await page.reload();
    await expect(person.file("Train")).toContainText("No train file yet");
    await page.getByLabel("Keep across reloads").click();
    await person.chooses([csvFile("train.csv", flows(50))]);
    await expect(page.getByText(kept)).toBeVisible();
  });

  test("the person is told when the browser has no room, and nothing breaks", async ({ page }) => {
    await page.addInitScript(() => {
      navigator.storage.estimate = () => Promise.resolve({ usage: 990, quota: 1_000 });
    });
    const person = new Person(page);
    await person.opens();
    await person.chooses([csvFile("train.csv", flows(50)), csvFile("val.csv", flows(50)), csvFile("test.csv", flows(50))]);
    await expect(page.getByRole("region", { name: "Kept in this browser" })).toContainText(/no room for it: .+ are needed and 10.bytes are free/u);
    await expect(person.file("Test")).toContainText("50");
    await person.trains();
  });

  test("the person is told when the browser has no store", async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, "indexedDB", { value: undefined });
    });
    const person = new Person(page);
    await person.opens();
    await person.chooses([csvFile("train.csv", flows(50))]);
    await expect(page.getByRole("region", { name: "Kept in this browser" })).toContainText("keeps nothing");
    await expect(person.file("Train")).toContainText("50");
  });
});

test("a large file is asked about before it is read", async ({ page }) => {
  const person = new Person(page);
  await person.opens();
  await page.evaluate(() => {
    const large = new File(["a,b,label\n1,2,0\n2,3,1\n3,4,0\n4,5,1\n"], "train.csv");
    Object.defineProperty(large, "size", { value: 2e9 });
    const data = new DataTransfer();
    const drop = new DragEvent("drop", { bubbles: true, dataTransfer: data });
    Object.defineProperty(drop, "dataTransfer", { value: { items: [], files: [large] } });
    document.querySelector('[aria-label="Add files"]')?.dispatchEvent(drop);
  });
  const dialog = page.getByRole("dialog", { name: "train.csv is large" });
  await expect(dialog).toContainText("million rows");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Do not load it" }).click();
  await expect(person.file("Train")).toContainText("No train file yet");
});
