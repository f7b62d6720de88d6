import type { Peers } from "./peers";
import { PEER_PACKAGES, type PeerPackage } from "./peers";
import type { Measurement, Unit } from "./result";

/** A benchmark as it is kept: what was measured, on what, and how. */
export interface BenchResult {
  readonly bench: string;
  readonly explanation: string;
  readonly scale: number;
  readonly runs: number;
  readonly machine: Readonly<Record<string, string>>;
  readonly measurements: readonly Measurement[];
}

/** What stands behind the figures, the peers that are absent included. */
export function describePeers({ python, packages, blas }: Pick<Peers, "python" | "packages" | "blas">): Record<string, string> {
  const names = Object.keys(PEER_PACKAGES) as PeerPackage[];
  return {
    Python: python ?? "absent",
    ...Object.fromEntries(names.map((name) => [PEER_PACKAGES[name], packages[name] ?? "absent"])),
    BLAS: blas ?? "not known",
  };
}

/** A result as Markdown. */
export function resultTable({ bench, explanation, scale, runs, machine, measurements }: BenchResult): string {
  const lines = measurements.flatMap(({ what, unit, median, peers }) => {
    const ours = show(median, unit);
    if (peers.length === 0) return [[what, ours, "–", "–", "–"]];
    return peers.map(({ name, median: theirs, ratio }) => [what, ours, name, show(theirs, unit), `${ratio.toFixed(2)}×`]);
  });
  return [
    `# ${bench}`,
    "",
    explanation,
    "",
    `${runs === 1 ? "One run" : `Medians of ${runs} runs after a warm-up`}, at ${scale === 1 ? "full size" : `${scale} of the full size`}. The ratio says how many times as fast Triptych is.`,
    "",
    ...markdown(["what", "Triptych", "beside it", "its figure", "ratio"], lines),
    "",
    ...Object.entries(machine).map(([name, value]) => `- ${name}: ${value}`),
    "",
  ].join("\n");
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) => Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}

function show(value: number, unit: Unit): string {
  switch (unit) {
    case "ms":
      return `${value.toFixed(0)} ms`;
    case "rows/s":
      return `${Math.round(value / 1000).toLocaleString("en-GB")} k rows/s`;
    case "bytes":
      return value < 1e7 ? `${(value / 1000).toFixed(1)} kB` : `${(value / 1e6).toFixed(1)} MB`;
    case "plain":
      return value.toFixed(3);
  }
}
