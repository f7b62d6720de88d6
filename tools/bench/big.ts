import { TriptychPage } from "../headless/triptych-page";
import { writeRepeatedCsv, writeWideCsv } from "./big-files";
import type { Bench, BenchContext } from "./context";
import { watchRenderers } from "./renderer-memory";
import { compare, type Measurement } from "./result";
import { takeLongestTask, watchTasks } from "./main-thread";

const LONG_ROWS = 30_000_000;
const WIDE = { rows: 20_000, columns: 1000 };

export const big: Bench = {
  explanation:
    "A file of 1.0 GB (30 million rows of 8 columns, the rows of the sample's train over and over) and one of 1,000 columns × 20,000 rows, " +
    "each loaded once as train. Memory is the proportional resident set of all renderer processes of the browser (Pss in /proc), " +
    "sampled five times a second. Main-thread tasks: 0 when none passed 50 ms. The cancel is pressed while the file is read; its time ends when the page no " +
    "longer shows it.",
  once: true,
  async measure(context) {
    const long = writeRepeatedCsv(context.files.train, LONG_ROWS);
    const wide = writeWideCsv(WIDE.rows, WIDE.columns);
    return [
      ...(await loadOnce(context, "30 million rows", long, LONG_ROWS)),
      compare("30 million rows: cancel felt after", "ms", [await cancelOnce(context, long)]),
      ...(await loadOnce(context, "1,000 columns", wide, WIDE.rows)),
    ];
  },
};

async function loadOnce({ session, tell }: BenchContext, what: string, path: string, rows: number): Promise<Measurement[]> {
  tell(`big: ${what}`);
  const triptych = new TriptychPage(await session.openPage());
  const { page } = triptych;
  await watchTasks(page);
  const memory = watchRenderers();
  if (!(await triptych.loads("train", path))) throw new Error(`The page refused the file of ${what}.`);
  const longest = await takeLongestTask(page);
  const peak = memory.stop();
  const { data, timing } = await triptych.report();
  await page.context().close();
  if (data.train?.rows !== rows) throw new Error(`The page read ${data.train?.rows ?? 0} rows of ${rows}.`);
  return [
    compare(`${what}: reading`, "rows/s", [(rows / (timing.ingestMs ?? NaN)) * 1000]),
    ...(peak === null ? [] : [compare(`${what}: peak memory of the renderer`, "bytes", [peak])]),
    compare(`${what}: longest main-thread task`, "ms", [longest]),
  ];
}

async function cancelOnce({ session, tell }: BenchContext, path: string): Promise<number> {
  tell("big: cancel");
  const page = await session.openPage();
  await page.getByLabel("Train CSV file", { exact: true }).setInputFiles(path);
  const cancel = page.getByRole("button", { name: /^Cancel reading/ });
  await page.getByText(/[1-9][\d,]* rows/).first().waitFor();
  const ms = await cancel.evaluate(untilGone);
  await page.context().close();
  return ms;
}

/** Runs in the page: presses the button, and says how long it stayed. */
function untilGone(button: Element): Promise<number> {
  const pressed = performance.now();
  return new Promise((resolve) => {
    // No named inner functions: the loader of these programs wraps them in a helper of its own.
    new MutationObserver((_, observer) => {
      if (button.isConnected) return;
      observer.disconnect();
      resolve(performance.now() - pressed);
    }).observe(document.body, { childList: true, subtree: true });
    if (button instanceof HTMLElement) button.click();
  });
}
