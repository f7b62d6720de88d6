import { keptBytes, type DatasetShelf, type KeptDataset, type ShelfDoor } from "../../storage/dataset-shelf";

export interface MemoryShelf extends ShelfDoor {
  readonly kept: KeptDataset | null;
  /** The next call of the shelf is rejected. */
  failNext(reason: Error): void;
}

/** A shelf without a browser; it outlives the page that uses it. */
export function memoryShelf(): MemoryShelf {
  let kept: KeptDataset | null = null;
  let wanted = true;
  let used = false;
  let failure: Error | null = null;
  const asked = async <T>(answer: () => T): Promise<T> => {
    const reason = failure;
    failure = null;
    if (reason !== null) throw reason;
    used = true;
    return answer();
  };
  const shelf: DatasetShelf = {
    load: () => asked(() => kept),
    save: (dataset) =>
      asked(() => {
        kept = dataset;
        return keptBytes(dataset);
      }),
    clear: () => asked(() => void (kept = null)),
    wanted: () => asked(() => wanted),
    want: (value) => asked(() => void (wanted = value)),
  };
  return {
    get kept() {
      return kept;
    },
    failNext: (reason) => (failure = reason),
    exists: async () => used,
    open: async () => shelf,
  };
}
