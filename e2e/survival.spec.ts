import type { Page, TestInfo } from "@playwright/test";
import {
  allowLosses,
  downloadsModel,
  killWorker,
  loseContexts,
  mostBack,
  opensSettings,
  reaches,
  shownEpochs,
  watchEpochs,
  withoutArrays,
} from "./support/lose";
import { Person } from "./support/person";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

/** So many that what is taken away in the third is taken in the middle of the run. */
const EPOCHS = 10;
/** Members of the kernel's pool, on a machine of any size. */
const MEMBERS = 3;

/** More rows than a block of each member, in epochs that take a while on any machine. */
const ROWS = {
  seed: 7,
  features: 3,
  separation: 2,
  train: { rows: 6_000, prevalence: 0.02 },
  validation: { rows: 2_000, prevalence: 0.03 },
  test: { rows: 2_000, prevalence: 0.9, shift: 0.5 },
};

const WIDE = net(256);
/** The software renderer takes seconds for an epoch of a large net. */
const NARROW = net(24);

function net(width: number): Record<string, unknown> {
  const hidden = [{ type: "linear", out: width }, { type: "relu" }];
  return { layers: [...hidden, ...hidden, { type: "linear", out: 1 }, { type: "sigmoid" }], init: "pytorch-default" };
}

async function opensWithData(page: Page, info: TestInfo): Promise<Person> {
  await allowLosses(page, { cores: MEMBERS });
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(info.outputPath(), ROWS));
  await person.opensStage("Train");
  return person;
}

interface Loss {
  readonly person: Person;
  /** Takes something away in the middle of the run. */
  readonly lose: () => Promise<unknown>;
  /** Milliseconds after which the run must have ended. */
  readonly limitMs: number;
  /** What the page says was lost. */
  readonly words: string;
}

/** Trains twice, once undisturbed: the run goes on after the loss, at most one epoch is repeated, and nothing else is different. */
async function survives({ person, lose, limitMs, words }: Loss): Promise<void> {
  const { page } = person;
  const finished = page.getByText(`Finished: ${EPOCHS} epochs.`, { exact: true });
  const train = person.transport.getByRole("button", { name: "Train" });
  const notices = page.getByRole("status", { name: "Notices of the run" }).getByRole("paragraph");
  await train.click();
  await expect(finished).toBeVisible({ timeout: limitMs });
  await expect(notices).toHaveCount(0);
  const undisturbed = withoutArrays(await downloadsModel(page));

  await train.click();
  await expect(finished).toBeHidden();
  await watchEpochs(page);
  await reaches(page, 2);
  await lose();
  await expect(finished).toBeVisible({ timeout: limitMs });

  await expect(notices).toHaveCount(1);
  await expect(notices).toContainText(words);
  const [, epoch, from] = /in epoch (\d+); the run went on from the end of epoch (\d+)/.exec(await notices.innerText()) ?? [];
  expect(Number(epoch)).toBeLessThanOrEqual(EPOCHS);
  expect(Number(from)).toBeGreaterThanOrEqual(2);
  expect(Number(epoch) - Number(from)).toBeLessThanOrEqual(1);
  const { reached, inHand } = await shownEpochs(page);
  expect(reached.at(-1)).toBe(EPOCHS);
  expect(mostBack(reached)).toBeLessThanOrEqual(1);
  expect(mostBack(inHand)).toBeLessThanOrEqual(1);
  await expect(page.getByRole("figure").first()).toContainText(`Loss from epoch 0 to ${EPOCHS}:`);
  expect(withoutArrays(await downloadsModel(page))).toEqual(undisturbed);
}

test("a lost WebGL context costs a run no more than the epoch in hand", async ({ page }, info) => {
  test.setTimeout(120_000);
  const person = await opensWithData(page, info);
  await opensSettings(page, { epochs: EPOCHS, batchSize: 1_024, model: NARROW });
  await person.choosesEngine(/^WebGL/);
  const lose = async (): Promise<void> => {
    expect(await loseContexts(page)).toBeGreaterThan(0);
  };
  await survives({ person, lose, limitMs: 40_000, words: "The graphics context was lost" });
});

test("a killed train worker is noticed by its silence, and the run goes on in a new one", async ({ page }, info) => {
  test.setTimeout(120_000);
  const person = await opensWithData(page, info);
  await opensSettings(page, { epochs: EPOCHS, batchSize: 256, model: WIDE });
  await person.choosesEngine(/^Fused WASM/);
  await survives({ person, lose: () => killWorker(page, "train"), limitMs: 50_000, words: "The training worker stopped" });
});

test("a killed kernel worker is noticed by its silence, and the run goes on with a new pool", async ({ page }, info) => {
  test.setTimeout(120_000);
  const person = await opensWithData(page, info);
  await opensSettings(page, { epochs: EPOCHS, batchSize: 4_096, model: WIDE });
  await person.choosesEngine(/^Fused WASM/);
  await expect(page.getByRole("button", { name: new RegExp(`^engine Fused WASM ×${MEMBERS}`) })).toBeVisible();
  await survives({ person, lose: () => killWorker(page, "kernel"), limitMs: 60_000, words: "A kernel worker stopped" });
});

test("after the data worker was killed, the page says that the files are to be loaded again, and works with them", async ({ page }, info) => {
  const person = await opensWithData(page, info);
  // The data worker may be silent for a minute while it makes matrices; the page's timers run ahead instead.
  await page.clock.install();
  await killWorker(page, "ingest");
  await person.opensStage("Features");
  await page.getByRole("checkbox", { name: "f1" }).click();
  const told = page.getByRole("alert", { name: "Not loaded" }).getByText("The files that it had read are gone.");
  await person.opensStage("Data");
  await expect(async () => {
    await page.clock.fastForward(5_000);
    await expect(told).toBeVisible({ timeout: 100 });
  }).toPass();
  await expect(page.getByRole("alert")).toContainText("The data worker no longer answers. The files that it had read are gone.");
  await expect(page.getByRole("alert")).toContainText("Load the files again.");
  await expect(person.transport.getByRole("button", { name: "Train" })).toBeDisabled();
  await page.clock.resume();

  await person.loads(await writeTrio(info.outputPath("again")));
  await expect(told).toBeHidden();
  await person.opensStage("Train");
  await person.trains();
  expect(await person.accuracy("Train")).toBeGreaterThan(0.5);
});

test("a run that blows up names epoch and batch, suggests the cause, and keeps the last good weights", async ({ page }, info) => {
  const person = new Person(page);
  await person.opens();
  await person.loads(await writeTrio(info.outputPath()));
  await person.opensStage("Train");
  await page.getByLabel("Optimiser", { exact: true }).selectOption("SGD");
  await page.getByLabel("Learning rate", { exact: true }).fill("1000");
  await page.getByLabel("Positive weight", { exact: true }).selectOption("A number");
  await page.getByLabel("Weight", { exact: true }).fill("10000");
  await page.getByLabel("Epochs", { exact: true }).fill("200");
  await person.transport.getByRole("button", { name: "Train" }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText(/stopped being a finite number in epoch \d+, .*batch \d+ of \d+/);
  await expect(alert).toContainText("The likely cause is the learning rate");
  await expect(alert).toContainText(/The run ends with the weights/);
  const { weights } = await downloadsModel(page);
  const values = Object.values(weights).flat(2);
  expect(values.length).toBeGreaterThan(8_000);
  expect(values.every((value) => Number.isFinite(value))).toBe(true);
});
