import { expectAccessible } from "./support/accessible";
import { csvFile, Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

const HEAD = "a,b,label";

function rows(count: number, line: (i: number) => string, head = HEAD): string {
  return [head, ...Array.from({ length: count }, (_, i) => line(i))].join("\n");
}

const good = (count: number): string => rows(count, (i) => `${i},${i % 7},${i % 5 === 0 ? 1 : 0}`);

test.describe("Data", () => {
  test("three files find their roles by name and show what is in them", async ({ page }, info) => {
    const person = new Person(page);
    await person.opens();
    await expectAccessible(page);
    await person.loads(await writeTrio(info.outputPath()));
    await expect(person.file("Train")).toContainText("train.csv");
    await expect(person.file("Train")).toContainText("600");
    await expect(person.file("Train")).toContainText(/2\.00\s%/u);
    await expect(person.file("Test")).toContainText(/90\.0\s%/u);
    await expect(page.getByLabel("Column", { exact: true })).toHaveValue("evil");
    await page.getByRole("tab", { name: "Rows" }).click();
    const rows = page.getByRole("region", { name: "Rows of train" });
    await expect(rows.getByRole("columnheader")).toHaveText(["Row", "f1", "f2", "f3", "evil"]);
    await page.getByRole("tab", { name: "Columns" }).click();
    const columns = page.getByRole("region", { name: "Columns of the files" });
    await expect(columns.getByRole("row", { name: /^f1/ }).first()).toContainText("float64");
    await expectAccessible(page);
  });

  test("a role is changed by hand, and the two files exchange", async ({ page }, info) => {
    const person = new Person(page);
    await person.opens();
    await person.loads(await writeTrio(info.outputPath()));
    await page.getByLabel("Role of train.csv").selectOption("Test");
    await expect(person.file("Test")).toContainText("train.csv");
    await expect(person.file("Train")).toContainText("test.csv");
    await expect(person.panel("Train")).toContainText("200 rows");
  });

  test("another label and other positive values change the class counts", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    const text = "x,kind,label\n1,cat,0\n2,dog,0\n3,dog,1\n4,bird,0\n";
    await person.chooses([csvFile("train.csv", text), csvFile("val.csv", text), csvFile("test.csv", text)]);
    await expect(person.file("Train")).toContainText(/25\.0\s%/u);
    await page.getByLabel("Column", { exact: true }).selectOption("kind");
    await page.getByText("these values", { exact: true }).click();
    await page.getByLabel(/^bird/).check();
    await page.getByLabel(/^cat/).check();
    await page.getByLabel(/^dog/).uncheck();
    await expect(person.file("Train")).toContainText(/50\.0\s%/u);
  });

  test("CSV can be pasted", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await page.getByRole("button", { name: "Paste CSV" }).click();
    await page.getByLabel("CSV text, header first").fill(good(20));
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await expect(person.file("Train")).toContainText("pasted-train.csv");
    await expect(person.file("Train")).toContainText("20");
    await expect(person.file("Validation")).toContainText("No validation file yet");
  });

  test("files are taken by dropping them", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    const transfer = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "my_train_set.csv", { type: "text/csv" }));
      return data;
    }, good(30));
    await page.getByRole("region", { name: "Add files" }).dispatchEvent("drop", { dataTransfer: transfer });
    await expect(person.file("Train")).toContainText("my_train_set.csv");
  });

  test("of the raw format the seven numeric columns are preselected, and no text", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    const head =
      "timestamp,processId,threadId,parentProcessId,userId,mountNamespace,processName,hostName,eventId,eventName,stackAddresses,argsNum,returnValue,args,sus,evil";
    const line = (i: number): string =>
      `${1809.4 + i},${300 + i},${300 + i},1,${i % 3 === 0 ? 1000 : 0},4026531840,sh,"ip-10-0-0-${i % 4}",3,close,"[140662171848350, 11649800180280676]",1,0,"[{'name': 'fd', 'value': ""${i}"", 'note': 'two\nlines'}]",${i % 3 === 0 ? 1 : 0},0`;
    const text = rows(40, line, head);
    await person.chooses([
      csvFile("labelled_training_data.csv", text),
      csvFile("labelled_validation_data.csv", text),
      csvFile("labelled_testing_data.csv", text),
    ]);
    await expect(person.file("Test")).toContainText("40");
    await expect(page.getByLabel("Column", { exact: true })).toHaveValue("sus");
    await expect(page.getByRole("heading", { name: "What to know about these files" })).toBeVisible();
    await person.opensStage("Features");
    for (const name of ["processId", "threadId", "parentProcessId", "userId", "mountNamespace", "argsNum", "returnValue"]) {
      await expect(page.getByLabel(`Use ${name}`, { exact: true })).toBeChecked();
    }
    for (const name of ["timestamp", "eventId", "evil"]) {
      await expect(page.getByLabel(`Use ${name}`, { exact: true })).not.toBeChecked();
    }
    await expect(page.getByLabel("Use args", { exact: true })).not.toBeChecked();
    await expectAccessible(page);
  });
});

test.describe("Bad input", () => {
  const refused = [
    { what: "an empty file", file: csvFile("train.csv", ""), says: /train\.csv.*empty/i },
    { what: "a header without rows", file: csvFile("train.csv", "a,b,label\n"), says: /train\.csv.*row/i },
    {
      what: "a picture",
      file: { name: "train.csv", mimeType: "text/csv", buffer: Buffer.from("89504e470d0a1a0a0000000d49484452", "hex") },
      says: /train\.csv.*PNG/i,
    },
    { what: "an open quote", file: csvFile("train.csv", 'a,b,label\n1,2,0\n3,"4,1\n5,6,0\n'), says: /train\.csv.*line 3/is },
  ];
  for (const { what, file, says } of refused) {
    test(`${what} is refused in words, and what was loaded stays`, async ({ page }) => {
      const person = new Person(page);
      await person.opens();
      await person.chooses([csvFile("test.csv", good(25))]);
      await expect(person.file("Test")).toContainText("25");
      await person.chooses([file]);
      await expect(page.getByRole("alert", { name: "Not loaded" })).toContainText(says);
      await expect(person.file("Test")).toContainText("25");
      await page.getByRole("button", { name: "Dismiss" }).click();
      await expect(page.getByRole("alert", { name: "Not loaded" })).toHaveCount(0);
    });
  }

  test("a text value in a numeric column is named by file, line, column and value", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    const text = good(100).replace("\n7,0,0\n", "\nseven,0,0\n");
    await person.chooses([csvFile("train.csv", text), csvFile("val.csv", good(30)), csvFile("test.csv", good(30))]);
    const item = page.getByRole("row").filter({ hasText: "seven" });
    await expect(item).toContainText("train.csv");
    await expect(item).toContainText("line 9");
    await expect(item).toContainText(/column "?a"?/);
    await expect(person.file("Train")).toContainText("99");
  });

  test("two files that claim one role are both named, and can be given roles", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([csvFile("train_a.csv", good(20)), csvFile("train_b.csv", good(30))]);
    await expect(page.getByRole("alert", { name: "Not loaded" })).toContainText("train_a.csv");
    await expect(page.getByRole("alert", { name: "Not loaded" })).toContainText("train_b.csv");
    await page.getByRole("button", { name: "Use as Train" }).first().click();
    await expect(person.file("Train")).toContainText("train_a.csv");
    await page.getByRole("button", { name: "Use as Test" }).click();
    await expect(person.file("Test")).toContainText("train_b.csv");
  });

  test("a label or a feature that one split lacks is named with its file", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([
      csvFile("train.csv", good(20)),
      csvFile("val.csv", good(20)),
      csvFile("test.csv", rows(20, (i) => `${i},${i % 2}`, "a,label")),
    ]);
    const list = page.getByRole("region", { name: "What to know about these files" });
    await expect(list).toContainText("test.csv");
    await expect(list).toContainText('"b"');
  });

  test("a label that one file lacks is named with that file", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([
      csvFile("train.csv", good(20)),
      csvFile("val.csv", good(20)),
      csvFile("test.csv", rows(20, (i) => `${i},${i % 7}`, "a,b")),
    ]);
    const list = page.getByRole("region", { name: "What to know about these files" });
    await expect(list).toContainText('"test.csv" (test) has no column "label"');
    await expect(person.transport.getByRole("button", { name: "Train" })).toBeDisabled();
  });

  test("a missing split is said where it is needed, with the way there", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([csvFile("train.csv", good(20)), csvFile("val.csv", good(20))]);
    await expect(person.file("Validation")).toContainText("20");
    await expect(person.transport.getByRole("button", { name: "Train" })).toBeDisabled();
    await person.opensStage("Train");
    await expect(page.getByText("The test file is missing").first()).toBeVisible();
    await page.getByRole("button", { name: "Open Data" }).click();
    await expect(person.file("Test")).toContainText("No test file yet");
  });

  test("reading can be cancelled, and nothing that was loaded is lost", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await person.chooses([csvFile("test.csv", good(25))]);
    await expect(person.file("Test")).toContainText("25");
    await person.chooses([csvFile("train.csv", good(3_000_000))]);
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByRole("button", { name: "Cancel" })).toHaveCount(0);
    await expect(person.file("Train")).toContainText("No train file yet");
    await expect(person.file("Test")).toContainText("25");
  });
});
