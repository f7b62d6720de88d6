import type { Page } from "playwright";
import type { EngineChoice } from "../../src/domain/engine-identity";
import { SPLITS, type PerSplit } from "../../src/domain/split";
import { TriptychPage } from "../headless/triptych-page";
import type { Session } from "../headless/session";
import type { Peers } from "./peers";
import type { Measurement } from "./result";

export interface BenchContext {
  readonly session: Session;
  readonly files: PerSplit<string>;
  /** Repetitions that count, after one that does not. */
  readonly runs: number;
  readonly engine: EngineChoice;
  readonly peers: Peers;
  readonly tell: (line: string) => void;
  /** Keeps a picture beside the results. */
  readonly draw: (name: string, svg: string) => void;
}

export interface Bench {
  readonly explanation: string;
  /** It takes so long that everything is measured once. */
  readonly once?: true;
  measure(context: BenchContext): Promise<readonly Measurement[]>;
}

/**
 * A fresh page with all three files loaded; `files` and `engine` may differ from the context's.
 * @param before prepares the page; it is then loaded once more
 */
export async function loadedPage(
  { session, files, engine }: Pick<BenchContext, "session" | "files" | "engine">,
  before?: (page: Page) => Promise<void>,
): Promise<TriptychPage> {
  const page = await session.openPage();
  if (before !== undefined) {
    await before(page);
    await page.reload();
  }
  const triptych = new TriptychPage(page);
  if (engine !== "auto") await useEngine(triptych, engine);
  for (const split of SPLITS) {
    if (!(await triptych.loads(split, files[split]))) throw new Error(`The page refused the ${split} file.`);
  }
  await triptych.settles();
  return triptych;
}

/** @throws Error with the page's reason when this browser does not offer the engine */
export async function useEngine(triptych: TriptychPage, engine: EngineChoice): Promise<void> {
  const answer = await triptych.choosesEngine(engine);
  if (!answer.ok) throw new Error(answer.reason);
}

/** Repeats a measurement: a warm-up that does not count, then those that do. */
export async function repeat({ runs, tell }: BenchContext, what: string, once: (counts: boolean) => Promise<void>): Promise<void> {
  for (let run = 0; run <= runs; run++) {
    tell(`${what}: ${run === 0 ? "warm-up" : `${run} of ${runs}`}`);
    await once(run > 0);
  }
}
