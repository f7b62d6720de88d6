import { readdirSync, readFileSync } from "node:fs";

const SAMPLE_MS = 200;

/** Watches the memory of the renderer processes that this program's browser has; `stop` gives the peak in bytes. */
export function watchRenderers(): { stop(): number | null } {
  let peak: number | null = null;
  const sample = (): void => {
    const now = rendererBytes();
    if (now !== null) peak = Math.max(peak ?? 0, now);
  };
  const timer = setInterval(sample, SAMPLE_MS);
  return {
    stop: () => {
      sample();
      clearInterval(timer);
      return peak;
    },
  };
}

/** Proportional resident set of the renderers among this process's descendants; null where there is no /proc. */
function rendererBytes(): number | null {
  const parents = new Map<number, number>();
  try {
    for (const name of readdirSync("/proc")) {
      const pid = Number(name);
      if (Number.isInteger(pid)) parents.set(pid, parentOf(pid));
    }
  } catch {
    return null;
  }
  let bytes = 0;
  for (const pid of parents.keys()) if (descends(pid, parents) && isRenderer(pid)) bytes += pssOf(pid);
  return bytes;
}

function descends(pid: number, parents: ReadonlyMap<number, number>): boolean {
  for (let each = parents.get(pid) ?? 0; each > 0; each = parents.get(each) ?? 0) if (each === process.pid) return true;
  return false;
}

function parentOf(pid: number): number {
  // The name, in parentheses, may hold anything.
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] ?? 0);
}

function isRenderer(pid: number): boolean {
  return read(`/proc/${pid}/cmdline`).includes("--type=renderer");
}

function pssOf(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? "0";
  return Number(kilobytes) * 1024;
}

/** Processes end while they are looked at. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
