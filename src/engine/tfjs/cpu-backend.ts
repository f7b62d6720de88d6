import "@tensorflow/tfjs-backend-cpu";
import { engine, setBackend } from "@tensorflow/tfjs-core";
import { parameterCount, type Block } from "../../domain/model-spec";
import type { Backend } from "../backend";
import { OpArithmetic } from "./op-arithmetic";
import { TfjsBackend } from "./tfjs-backend";

/** Rows times parameters that take about 50 ms. */
const CHUNK_WORK = 4_800_000;
const MOST_CHUNK_ROWS = 512;
/** Fewer would spend most of their time on adding up gradients. */
const FEWEST_CHUNK_ROWS = 4;

/** Plain JavaScript on one core: far slower than the others, but there is no browser without it. */
export async function createCpuBackend(): Promise<Backend> {
  // The WebGL back end names its device in every call, so this leaves it alone.
  if (!(await setBackend("cpu"))) throw new Error("The CPU engine could not be started.");
  return new TfjsBackend(() => ({
    identity: { name: "cpu", variant: "tfjs", pool: 1, renderer: null },
    arithmetic: new OpArithmetic(),
    chunkRows,
    bufferBytes: () => engine().state.numBytes,
    life: null,
  }));
}

function chunkRows(blocks: readonly Block[]): number {
  const rows = Math.floor(CHUNK_WORK / Math.max(1, parameterCount(blocks)));
  return Math.min(MOST_CHUNK_ROWS, Math.max(FEWEST_CHUNK_ROWS, rows));
}
