import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { Person, csvFile } from "./support/person";
import { expect, test } from "./support/test";

/** How many rows of test have a protocol that train has not, without those left out for want of an amount. */
const UNSEEN = Array.from({ length: 120 }, (_, row) => row + 2).filter((at) => at % 3 !== 0 && at % 11 !== 3).length;

/** Amounts with gaps, namespaces, a protocol of which test has two that train has not, and a label that follows the amounts. */
function eventsCsv(rows: number, protocols: readonly string[], offset: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const at = row + offset;
    const evil = at % 5 === 0 ? 1 : 0;
    const amount = at % 11 === 3 ? "" : String((at % 7) + 40 * evil);
    return `${amount},${4_026_531_840 + (at % 3) * 391},${protocols[at % protocols.length] ?? ""},${at % 2 === 0 ? "yes" : "no"},${evil}`;
  });
  return ["amount,namespace,proto,asked,evil", ...lines].join("\n");
}

const EVENTS = [
  csvFile("train.csv", eventsCsv(400, ["tcp", "udp", "tcp"], 0)),
  csvFile("validation.csv", eventsCsv(120, ["tcp", "udp"], 1)),
  csvFile("test.csv", eventsCsv(120, ["tcp", "icmp", "=SUM(A1)"], 2)),
];

const BETH_HEAD = "processId,threadId,parentProcessId,userId,mountNamespace,argsNum,returnValue,sus_label";

function bethCsv(rows: number, offset: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const at = row + offset;
    const sus = at % 6 === 0 ? 1 : 0;
    return [at % 4, at % 9, at % 3, sus === 1 ? 1000 : 0, 4_026_531_840 + (at % 2) * 391, at % 6, (at % 5) - 2, sus].join(",");
  });
  return [BETH_HEAD, ...lines].join("\n");
}

const BETH = [
  csvFile("train.csv", bethCsv(300, 0)),
  csvFile("validation.csv", bethCsv(90, 1)),
  csvFile("test.csv", bethCsv(90, 2)),
];

let person: Person;

async function opensFeatures(page: Page, files: typeof EVENTS): Promise<void> {
  person = new Person(page);
  await person.opens();
  await person.chooses(files);
  await expect(person.stage("Features")).toContainText(/\d+ · Standard/);
  await person.opensStage("Features");
  await expect(page.getByText("fitted", { exact: true })).toBeVisible();
}

/** Opens a column in the editor and gives its card. */
async function editor(page: Page, name: string) {
  await page.getByRole("button", { name, exact: true }).click();
  return page.getByRole("region", { name, exact: true });
}

async function trainsOnce(page: Page): Promise<void> {
  await person.opensStage("Train");
  await page.getByLabel("Epochs", { exact: true }).fill("2");
  await person.trains();
}

test("text becomes one-hot columns; what only test has is counted, and the run goes to its end", async ({ page }) => {
  await opensFeatures(page, EVENTS);
  await page.getByLabel("Use proto").check();
  const proto = await editor(page, "proto");
  await expect(proto.getByLabel("3 Encode", { exact: true })).toHaveValue("one-hot");
  const becomes = proto.getByRole("list", { name: "Columns that proto becomes" });
  await expect(becomes).toContainText("proto=tcp");
  await expect(becomes).toContainText("proto=udp");
  await expect(page.getByRole("list", { name: "Unseen categories" })).toContainText(`proto: test ${UNSEEN} rows, such as`);
  await expect(page.getByRole("region", { name: /^First rows of train/ })).toContainText("proto=tcp");
  await expectAccessible(page);
  await trainsOnce(page);
  await expect(person.panel("Test").getByText(/^\d+\.\d+\s%$/u).first()).toBeVisible();
});

test("missing values, transforms and scalers change the matrix, and every step can be taken back", async ({ page }) => {
  await opensFeatures(page, EVENTS);
  const fitted = page.getByRole("region", { name: /^Fitted figures/ });
  const order = page.getByRole("list", { name: "Order of the steps" });
  const amount = await editor(page, "amount");
  await amount.getByLabel("1 Missing", { exact: true }).selectOption("indicator");
  await expect(fitted).toContainText("amount is missing");
  await amount.getByLabel("Add a transform").selectOption("symlog");
  await amount.getByLabel("Add a transform").selectOption("clip");
  await amount.getByLabel("Highest").fill("3");
  await amount.getByLabel("Highest").press("Enter");
  await amount.getByRole("button", { name: "Move clip up" }).click();
  await expect(fitted).toContainText("clip −∞ to 3, symlog");
  await page.getByLabel("Scaler", { exact: true }).selectOption("robust");
  await expect(page.getByRole("region", { name: "Fitted figures, Robust scaler" })).toBeVisible();
  await expect(person.stage("Features")).toContainText("Robust");
  await expect(order).toContainText("indicator: 1");

  const undo = page.getByRole("button", { name: "Undo" });
  await undo.click();
  await expect(page.getByLabel("Scaler", { exact: true })).toHaveValue("standard");
  await undo.click();
  await expect(fitted).toContainText("symlog, clip −∞ to 3");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("Control+Shift+Z");
  await expect(fitted).toContainText("clip −∞ to 3, symlog");
  for (let step = 0; step < 5; step++) await page.keyboard.press("Control+Z");
  await expect(undo).toBeDisabled();
  await expect(fitted).not.toContainText("amount is missing");
  await expect(page.getByLabel("Preset", { exact: true })).toHaveValue("default");
});

test("a column that dominates by scale is named, and a scaler mends it", async ({ page }) => {
  await opensFeatures(page, EVENTS);
  const warning = page.getByText(/"namespace" dominates by scale/);
  await expect(warning).toHaveCount(0);
  await page.getByLabel("Use asked").check();
  await page.getByLabel("Scaler", { exact: true }).selectOption("none");
  await expect(warning).toBeVisible();
  await page.getByLabel("Scaler", { exact: true }).selectOption("minmax");
  await expect(warning).toHaveCount(0);
});

test("one treatment is taken over to all columns of a kind, and all are taken in and out at once", async ({ page }) => {
  await opensFeatures(page, EVENTS);
  await page.getByRole("button", { name: "Use all shown" }).click();
  const asked = await editor(page, "asked");
  await asked.getByLabel("3 Encode", { exact: true }).selectOption("frequency");
  await asked.getByLabel("The same for", { exact: true }).selectOption("text");
  await asked.getByRole("button", { name: "Apply to 2 columns" }).click();
  await expect(page.getByRole("list", { name: "Order of the steps" })).toContainText("frequency: 2");
  await page.getByLabel("Filter columns by name").fill("as");
  await page.getByRole("button", { name: "Use none shown" }).click();
  await expect(page.getByRole("list", { name: "Order of the steps" })).toContainText("frequency: 1");
  await page.getByLabel("Filter columns by name").fill("nowhere");
  await expect(page.getByText("No column has “nowhere” in its name.")).toBeVisible();
});

test("the BETH recipe is one choice, and trains", async ({ page }) => {
  await opensFeatures(page, BETH);
  await page.getByLabel("Preset", { exact: true }).selectOption({ label: "BETH recipe" });
  const fitted = page.getByRole("region", { name: /^Fitted figures/ });
  await expect(fitted).toContainText("at least 1000");
  await expect(fitted).toContainText('none of "4026531840"');
  await expect(page.getByLabel("Use threadId")).not.toBeChecked();
  const returned = await editor(page, "returnValue");
  await expect(returned.getByText("0 for 0, 1 for positive numbers, 2 for negative ones.")).toBeVisible();
  await trainsOnce(page);
});

test("fitting on everything is marked wherever its results appear", async ({ page }) => {
  await opensFeatures(page, EVENTS);
  await page.getByLabel("Use proto").check();
  await page.getByLabel("Fit on everything").check();
  await expect(page.getByText(/fitted on all three splits/)).toBeVisible();
  for (const card of ["From cells to the matrix", "What was fitted", "What the net sees"]) {
    await expect(page.getByRole("region", { name: card, exact: true }).getByRole("img", { name: /^Leakage: / })).toBeVisible();
  }
  await expect(page.getByRole("list", { name: "Unseen categories" })).toHaveCount(0);
  await trainsOnce(page);
  await expect(page.getByRole("note").filter({ hasText: "Leakage: " })).toBeVisible();
  for (const split of ["Train", "Validation", "Test"] as const) {
    await expect(person.panel(split).getByRole("img", { name: /^Leakage: / })).toBeVisible();
  }
  for (const chart of ["Loss", "Accuracy"]) {
    await expect(page.getByRole("region", { name: chart, exact: true }).getByRole("img", { name: /^Leakage: / })).toBeVisible();
  }
  await expectAccessible(page);
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("dialog").getByRole("note")).toContainText("Leakage: ");
  await page.keyboard.press("Escape");
  await person.opensStage("Features");
  await page.getByLabel("Fit on everything").uncheck();
  await trainsOnce(page);
  await expect(page.getByRole("img", { name: /^Leakage: / })).toHaveCount(0);
});

test("the fitted table leaves as CSV and as JSON, formulas neutralised", async ({ page }) => {
  const hostile = [
    csvFile("train.csv", "=cmd(),b,evil\n1,x,0\n2,+y,1\n4,x,0\n5,+y,1\n"),
    csvFile("validation.csv", "=cmd(),b,evil\n1,x,0\n2,+y,1\n"),
    csvFile("test.csv", "=cmd(),b,evil\n1,x,0\n2,+y,1\n"),
  ];
  await opensFeatures(page, hostile);
  const downloaded = async (name: string): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    return readFile(await download.path(), "utf8");
  };
  const lines = (await downloaded("Download CSV")).trim().split("\n");
  expect(lines[1]).toMatch(/^'=cmd\(\),'=cmd\(\),drop-row,,,numeric,3,/);
  expect(JSON.parse(await downloaded("Download JSON"))).toMatchObject({ scaler: "standard", fitOn: "train", columns: [{ name: "=cmd()", center: 3 }] });
});

test("while a run is under way nothing can be changed, and it says why", async ({ page }) => {
  await opensFeatures(page, EVENTS);
  await person.opensStage("Train");
  await page.getByLabel("Epochs", { exact: true }).fill("100000");
  await person.transport.getByRole("button", { name: "Train" }).click();
  await person.opensStage("Features");
  await expect(page.getByText("A run is under way: stop it to change the features.")).toBeVisible();
  await expect(page.getByLabel("Use amount")).toBeDisabled();
  await expect(page.getByLabel("Scaler", { exact: true })).toBeDisabled();
  await person.transport.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByLabel("Use amount")).toBeEnabled();
});

test("without a column in use it says what is needed", async ({ page }) => {
  await opensFeatures(page, EVENTS);
  await page.getByRole("button", { name: "Use none shown" }).click();
  await expect(page.getByRole("alert")).toContainText("No column is left to learn from.");
  await person.opensStage("Train");
  await page.getByRole("button", { name: "Open Features" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Features" })).toBeVisible();
  await expectAccessible(page);
});

test("settings that do not go with a column are named, and the default takes their place", async ({ page }) => {
  await opensFeatures(page, EVENTS);
  const settings = { format: "triptych.run-config", version: 1, features: { include: ["amount", "proto"], encoding: { proto: { type: "at-least", limit: 3 } } } };
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByLabel("File to open").setInputFiles({ name: "run.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(settings)) });
  await expect(page.getByText("Its settings are taken over.")).toBeVisible();
  await page.keyboard.press("Escape");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText('Column "proto" holds text: the encoding at-least takes numbers.');
  await alert.getByRole("button", { name: "Use the default for it" }).click();
  await expect(alert).toHaveCount(0);
  await expect(page.getByRole("region", { name: /^Fitted figures/ })).toContainText("proto=tcp");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(alert).toBeVisible();
});

test("without files it leads to them", async ({ page }) => {
  person = new Person(page);
  await person.opens();
  await person.opensStage("Features");
  await expect(page.getByText("Load files first; their columns appear here.")).toBeVisible();
  await page.getByRole("button", { name: "Open Data" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Data" })).toBeVisible();
});
