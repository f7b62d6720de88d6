import { ENGINE_TITLES, type EngineIdentity, type EngineOption } from "../domain/engine-identity";
import type { EngineRanking, RankedEngine } from "../domain/trainer";
import { isSoftwareRenderer } from "./tfjs/webgl-probe";

/** An engine as it was measured. */
export interface MeasuredEngine extends RankedEngine {
  /** It could not be started, or broke down. */
  readonly failed: boolean;
}

/** A graphics card is left for another engine only when that is this much faster: the processor has other things to do. */
const WORTH_LEAVING_GPU = 1.5;

export function isRealGpu({ name, renderer }: EngineIdentity): boolean {
  return name === "webgl" && renderer !== null && !isSoftwareRenderer(renderer);
}

/**
 * Puts the engines in order and says what "auto" stands for: WebGL on a real GPU, unless another one is at least 1.5
 * times as fast; else the fastest.
 * @param fallback what "auto" stands for where nothing was measured
 */
export function rankEngines(
  key: string,
  measured: readonly MeasuredEngine[],
  fallback: Pick<EngineOption, "engine" | "reason">,
): EngineRanking | null {
  const sorted = measured.toSorted((a, b) => (b.rowsPerSecond ?? -1) - (a.rowsPerSecond ?? -1));
  const engines = sorted.map(({ engine, rowsPerSecond }) => ({ engine, rowsPerSecond }));
  const auto = chooseAuto(sorted) ?? (fallback.engine === null ? null : { engine: fallback.engine, reason: fallback.reason });
  return auto === null ? null : { key, engines, auto };
}

function chooseAuto(sorted: readonly MeasuredEngine[]): EngineRanking["auto"] | null {
  const fit = sorted.filter(({ failed }) => !failed);
  const gpu = fit.find(({ engine }) => isRealGpu(engine));
  const [fastest, second] = fit.filter(({ rowsPerSecond }) => rowsPerSecond !== null);
  if (gpu !== undefined && gpu !== fastest && !isWorthLeaving(fastest, gpu)) return stayOnGpu(gpu, fastest);
  if (fastest === undefined) return null;
  return { engine: fastest.engine, reason: `${trainsWords(fastest)}${second === undefined ? "" : aheadWords(fastest, second)}.` };
}

function isWorthLeaving(other: RankedEngine | undefined, gpu: RankedEngine): boolean {
  if (other?.rowsPerSecond === undefined || other.rowsPerSecond === null || gpu.rowsPerSecond === null) return false;
  return other.rowsPerSecond >= WORTH_LEAVING_GPU * gpu.rowsPerSecond;
}

function stayOnGpu(gpu: RankedEngine, fastest: RankedEngine | undefined): EngineRanking["auto"] {
  const { engine, rowsPerSecond } = gpu;
  if (rowsPerSecond === null || fastest === undefined) {
    return { engine, reason: `There is a GPU: ${engine.renderer ?? ""}. It could not be measured in time.` };
  }
  const other = ENGINE_TITLES[fastest.engine.name];
  const ratio = (fastest.rowsPerSecond ?? rowsPerSecond) / rowsPerSecond;
  const reason = `${trainsWords(gpu)} on the GPU; ${other} is ${timesWords(ratio)} here, too little to leave the GPU for it.`;
  return { engine, reason };
}

function trainsWords({ engine, rowsPerSecond }: RankedEngine): string {
  return `${ENGINE_TITLES[engine.name]} trains ${rowsWords(rowsPerSecond ?? 0)} a second on this net`;
}

function aheadWords(fastest: RankedEngine, second: RankedEngine): string {
  const ratio = (fastest.rowsPerSecond ?? 0) / (second.rowsPerSecond ?? 1);
  return `, ${timesWords(ratio)} as ${ENGINE_TITLES[second.engine.name]} here`;
}

function timesWords(ratio: number): string {
  if (ratio < 1.05) return "about as fast";
  return `${ratio >= 10 ? Math.round(ratio) : Number(ratio.toFixed(1))} times as fast`;
}

/** 1_234_000 → "1.2 M rows" */
function rowsWords(rows: number): string {
  if (rows >= 1e6) return `${(rows / 1e6).toFixed(1)}\u202fM rows`;
  if (rows >= 1e3) return `${(rows / 1e3).toFixed(rows >= 1e4 ? 0 : 1)}\u202fk rows`;
  return `${rows.toFixed(0)} rows`;
}
