import "@tensorflow/tfjs-backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";
import type { Backend } from "../backend";
import { OpArithmetic } from "./op-arithmetic";
import { TfjsBackend } from "./tfjs-backend";

/** Plain JavaScript on one core: far slower than the others, but there is no browser without it. */
export async function createCpuBackend(): Promise<Backend> {
  // The WebGL back end names its device in every call, so this leaves it alone.
  if (!(await setBackend("cpu"))) throw new Error("The CPU engine could not be started.");
  return new TfjsBackend(() => ({
    identity: { name: "cpu", variant: "tfjs", pool: 1, renderer: null },
    // About 50 ms of work.
    chunkRows: 512,
    arithmetic: new OpArithmetic(),
    lost: new AbortController().signal,
    isLost: () => false,
  }));
}
