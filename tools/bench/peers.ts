import { join } from "node:path";
import { run } from "../lib/process.mjs";

const SCRIPT = join(import.meta.dirname, "peers.py");
const LIMIT_MS = 10 * 60_000;

export const PEER_PACKAGES = { pandas: "pandas", scipy: "SciPy", sklearn: "scikit-learn", torch: "PyTorch" } as const;
export type PeerPackage = keyof typeof PEER_PACKAGES;

/** What the machine's Python offers to compare with. */
export interface Peers {
  readonly python: string | null;
  readonly packages: Readonly<Record<PeerPackage, string | null>>;
  readonly blas: string | null;
  /** Runs one measurement. @throws Error when the peer fails */
  measure(...args: readonly (string | number)[]): Promise<Readonly<Record<string, number>>>;
}

/** The Python with the most of the packages: `PYTHON`, the PATH's, the system's. */
export async function findPeers(): Promise<Peers> {
  const found: (Described & { command: string })[] = [];
  for (const command of new Set([process.env["PYTHON"] ?? "python3", "/usr/bin/python3", "python"])) {
    const { code, output } = await run(command, [SCRIPT, "describe"], { capture: true, limitMs: 60_000 });
    if (code === 0) found.push({ command, ...(lastJson(output) as Described) });
  }
  const count = ({ packages }: Described): number => Object.values(packages).filter((version) => version !== null).length;
  const best = found.sort((a, b) => count(b) - count(a))[0];
  return {
    python: best?.python ?? null,
    packages: best?.packages ?? { pandas: null, scipy: null, sklearn: null, torch: null },
    blas: best?.blas ?? null,
    measure: async (...args) => {
      if (best === undefined) throw new Error("There is no Python here to compare with.");
      const { code, output } = await run(best.command, [SCRIPT, ...args.map(String)], { capture: true, limitMs: LIMIT_MS });
      if (code !== 0) throw new Error(`${best.command} failed to measure ${args[0] ?? ""}:\n${output}`);
      return lastJson(output) as Record<string, number>;
    },
  };
}

interface Described {
  readonly python: string;
  readonly packages: Record<PeerPackage, string | null>;
  readonly blas: string | null;
}

/** Warnings of libraries come before the result. */
function lastJson(output: string): unknown {
  return JSON.parse(output.trim().split("\n").at(-1) ?? "");
}
