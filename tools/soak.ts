/** Trains in the built page again and again, takes things away from it, and sees whether it grows; `--help` says how. */
import { parseArgs } from "node:util";
import { SPLITS } from "../src/domain/split";
import { openSession, type Session } from "./headless/session";
import { sampleFiles } from "./headless/with-sample";
import { CYCLES } from "./soak/cycles";
import { Scale } from "./soak/figures";
import { allowLosses } from "./soak/lose";
import { SoakPage } from "./soak/soak-page";
import { growth, soakTable, type Row } from "./soak/verdict";

const DEFAULT_EPOCHS = 200;
/** The first round fills caches and the second is the measure: two more to see. */
const LEAST_ROUNDS = 4;
const SCALE = 1 / 40;

const USAGE = `Usage: npm run soak -- [--epochs ${DEFAULT_EPOCHS}]
Trains in the built page, on a fortieth of the synthetic sample, in rounds of: ${CYCLES.map(({ name }) => name).join("; ")}.
After each, garbage is collected and the page's heap, the workers alive and the trainer's buffers are noted.
  --epochs  epochs to train in all, at least; there are ${LEAST_ROUNDS} rounds in any case.
It takes several minutes: a killed worker is noticed after 20 seconds.
Exit status: 0 when the last round holds no more than the second did, 1 when something grew or failed.`;

async function main(epochs: number): Promise<void> {
  const tell = (line: string): void => console.error(line);
  tell("Writing the sample…");
  const files = sampleFiles(SCALE);
  const session = await openSession();
  try {
    const page = await openPage(session);
    for (const split of SPLITS) {
      if (!(await page.loads(split, files[split]))) throw new Error(`The page refused the ${split} file.`);
    }
    const rows = await soak(page, epochs, tell);
    console.log(soakTable(rows));
    const grown = growth(rows);
    const trained = rows.at(-1)?.epochs ?? 0;
    console.log(grown.length === 0 ? `\nFlat over ${trained} epochs and ${rows.length} cycles.` : `\n${grown.join("\n")}`);
    if (grown.length > 0) process.exitCode = 1;
  } finally {
    await session.close();
  }
}

/** The page once more, with contexts that can be lost. */
async function openPage(session: Session): Promise<SoakPage> {
  const page = await session.openPage();
  await allowLosses(page);
  await page.reload();
  return new SoakPage(page);
}

async function soak(page: SoakPage, epochs: number, tell: (line: string) => void): Promise<readonly Row[]> {
  const scale = await Scale.of(page.page);
  const rows: Row[] = [];
  let trained = 0;
  for (let round = 1; round <= LEAST_ROUNDS || trained < epochs; round++) {
    for (const { name, run } of CYCLES) {
      const { epochs: more, report } = await run(page);
      if (report.trainer === null || report.engine === null) throw new Error(`The report after "${name}" says nothing of the trainer.`);
      trained += more;
      rows.push({ round, cycle: name, engine: report.engine.name, epochs: trained, figures: await scale.read(report.trainer) });
      tell(`round ${round}, ${name}: ${trained} of ${epochs} epochs`);
    }
  }
  return rows;
}

function readEpochs(): number {
  const { values } = parseArgs({ options: { epochs: { type: "string", default: String(DEFAULT_EPOCHS) } } });
  const epochs = Number(values.epochs);
  if (!Number.isInteger(epochs) || epochs < 1) throw new Error(`--epochs must be a whole number above 0, not "${values.epochs}".`);
  return epochs;
}

if (process.argv.includes("--help")) {
  console.log(USAGE);
} else {
  try {
    await main(readEpochs());
  } catch (reason) {
    console.error(reason instanceof Error ? reason.message : String(reason));
    process.exitCode = 1;
  }
}
