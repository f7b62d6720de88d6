import { createRandom } from "../random";
import type { Split } from "../split";
import type { Table } from "../table";
import { createHost } from "./host";
import { intrude } from "./intrusions";
import { planSplit } from "./plan";
import { SAMPLE_COLUMNS, SPLIT_PROFILES, sampleCounts, type SampleOptions } from "./profile";
import { RowWriter, type SampleBlock } from "./rows";

/** Rows of a block, but for the last. */
export const BLOCK_ROWS = 65_536;

/**
 * Makes one split of the synthetic trio, block by block, so that a page can draw between blocks.
 * The same options give the same rows in every browser: nothing here rounds differently from machine to machine.
 * @throws RangeError when scale or seed is out of range
 */
export function* sampleBlocks(split: Split, options: SampleOptions): Generator<SampleBlock, void> {
  const counts = sampleCounts(split, options.scale);
  const profile = SPLIT_PROFILES[split];
  const random = createRandom(options.seed, `sample ${split}`);
  const plan = planSplit(profile, counts, Math.round(profile.benignUserRows * options.scale), random);

  const writer = new RowWriter(BLOCK_ROWS);
  let background = 0;
  let nextSession = 0;
  for (const planned of plan.hosts) {
    const host = createHost(profile, planned.processes, random);
    const end = background + planned.rows;
    for (;;) {
      const session = plan.sessions[nextSession];
      if (session !== undefined && session.after <= background) {
        for (let left = session.rows; left > 0; ) {
          const before = writer.rows;
          intrude(writer, random, host, session, left);
          left -= writer.rows - before;
          if (writer.room === 0) yield writer.take();
        }
        nextSession++;
        continue;
      }
      if (background === end) break;
      const before = writer.rows;
      const due = Math.min(end, session?.after ?? end) - background;
      host.burst(writer, Math.min(due, writer.room));
      background += writer.rows - before;
      if (writer.room === 0) yield writer.take();
    }
  }
  if (writer.rows > 0) yield writer.take();
}

/** One split of the synthetic trio as a table of eight whole-number columns. @throws RangeError as `sampleBlocks` does */
export function generateSampleSplit(split: Split, options: SampleOptions): Table {
  const { rows } = sampleCounts(split, options.scale);
  const columns = SAMPLE_COLUMNS.map((name) => ({
    kind: "numeric" as const,
    name,
    values: new Float64Array(rows),
    integer: true,
  }));
  let start = 0;
  for (const block of sampleBlocks(split, options)) {
    for (const column of columns) column.values.set(block.columns[column.name], start);
    start += block.rows;
  }
  return { rows, columns };
}
