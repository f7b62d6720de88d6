import { formatBytes, formatCount } from "../../../../domain/format";
import type { ColumnProfile } from "../../../../domain/inspect/profile";
import { counted } from "../../../../domain/problem";
import type { Dtype } from "../../../../domain/table";

/** A split as a whole, as the last lines of `DataFrame.info()`: its shape, its types and its memory, in pandas and here. */
export function frameText(profiles: readonly ColumnProfile[], rows: number): string {
  const dtypes = new Map<Dtype, number>();
  for (const { dtype } of profiles) dtypes.set(dtype, (dtypes.get(dtype) ?? 0) + 1);
  const types = [...dtypes].map(([dtype, count]) => `${dtype} (${formatCount(count)})`).join(", ");
  const sum = (pick: (profile: ColumnProfile) => number): number => profiles.reduce((total, profile) => total + pick(profile), 0);
  const missing = sum((profile) => profile.missing);
  const cells = missing === 0 ? "nothing missing" : `${counted(missing, "missing value")}`;
  const memory = `${formatBytes(sum(({ memoryBytes }) => memoryBytes))} in pandas, ${formatBytes(sum(({ heldBytes }) => heldBytes))} here`;
  return `${counted(rows, "row")} × ${counted(profiles.length, "column")}: ${types}; ${cells}; ${memory}`;
}
