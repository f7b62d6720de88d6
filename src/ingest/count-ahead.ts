import { wholeValues } from "../domain/features/source";
import { countAhead } from "../domain/features/whole-numbers";
import type { Table } from "../domain/table";
import { yieldToMessages } from "./byte-source";

/** In larger tables a column takes so long that a question would have to wait. */
const MAX_ROWS = 2_000_000;
/** What may be kept in all. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Counts the whole numbers of a table that was read, a column at a time, while the data worker waits for the page to draw
 * what came of it: scalers are fitted by these counts.
 */
export class CountingAhead {
  #newest: Table | null = null;

  /** Resolves when nothing more is counted. */
  async start(table: Table): Promise<void> {
    this.#newest = table;
    if (table.rows > MAX_ROWS) return;
    let bytes = 0;
    for (const column of table.columns) {
      const values = column.kind === "numeric" ? wholeValues(column) : null;
      if (values === null) continue;
      await yieldToMessages();
      if (this.#newest !== table || bytes >= MAX_BYTES) return;
      bytes += countAhead(values);
    }
  }

  stop(): void {
    this.#newest = null;
  }
}
