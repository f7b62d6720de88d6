import { Dexie, type EntityTable } from "dexie";
import { formatBytes } from "../domain/format";
import { keptBytes, ShelfError, type DatasetShelf, type KeptDataset, type KeptFile } from "./dataset-shelf";
import { SHELF_NAME } from "./shelf-name";

interface DatasetRow extends Omit<KeptDataset, "files"> {
  readonly id: typeof CURRENT;
  readonly files: readonly Omit<KeptFile, "content">[];
}

interface ContentRow {
  readonly sha256: string;
  readonly content: Blob;
}

interface SettingRow {
  readonly name: typeof WANTED;
  readonly value: boolean;
}

type Shelf = Dexie & {
  datasets: EntityTable<DatasetRow, "id">;
  contents: EntityTable<ContentRow, "sha256">;
  settings: EntityTable<SettingRow, "name">;
};

/** Room that the browser has for this page; null where it does not tell. */
type AskRoom = () => Promise<{ readonly usage: number; readonly quota: number } | null>;

const CURRENT = "current";
const WANTED = "wanted";
/** Of the free room, so that the browser does not begin to throw away what is kept. */
const USABLE_SHARE = 0.95;

/** Opens the shelf in IndexedDB. @throws ShelfError where the browser has none to give, as in some private windows */
export async function openShelf(askRoom: AskRoom = browserRoom): Promise<DatasetShelf> {
  const shelf = new Dexie(SHELF_NAME) as Shelf;
  shelf.version(1).stores({ datasets: "id", contents: "sha256", settings: "name" });
  await inWords(async () => void (await shelf.open()));
  return {
    load: () => inWords(() => load(shelf)),
    save: (dataset) => inWords(() => save(shelf, dataset, askRoom)),
    clear: () => inWords(() => clear(shelf)),
    wanted: () => inWords(async () => (await shelf.settings.get(WANTED))?.value ?? true),
    want: (value) => inWords(async () => void (await shelf.settings.put({ name: WANTED, value }))),
  };
}

async function load(shelf: Shelf): Promise<KeptDataset | null> {
  const row = await shelf.datasets.get(CURRENT);
  if (row === undefined) return null;
  const files = await Promise.all(
    row.files.map(async (file) => ({ ...file, content: (await shelf.contents.get(file.sha256))?.content ?? null })),
  );
  const lost = files.find(({ content, origin }) => content === null && origin.type === "file");
  if (lost !== undefined) throw new ShelfError(`The browser no longer has the content of ${lost.name}.`);
  return { files, carve: row.carve, pool: row.pool ?? null, label: row.label };
}

/** What cannot be kept leaves nothing behind: a reload must not bring back another dataset than the last. */
async function save(shelf: Shelf, dataset: KeptDataset, askRoom: AskRoom): Promise<number> {
  try {
    return await replace(shelf, dataset, askRoom);
  } catch (reason) {
    const held = await shelf.contents.count().catch(() => 0);
    await clear(shelf).catch(() => undefined);
    // What was kept before may have taken the room.
    if (held === 0 || !isFull(reason)) throw reason;
    return replace(shelf, dataset, askRoom);
  }
}

async function replace(shelf: Shelf, dataset: KeptDataset, askRoom: AskRoom): Promise<number> {
  const wanted = new Set(dataset.files.flatMap(({ sha256, content }) => (content === null ? [] : [sha256])));
  const held = new Set(await shelf.contents.toCollection().primaryKeys());
  const fresh = dataset.files.filter(({ sha256, content }) => content !== null && !held.has(sha256));
  const bytes = keptBytes({ ...dataset, files: fresh });
  const room = await askRoom();
  if (room !== null && bytes > USABLE_SHARE * (room.quota - room.usage)) throw tooLarge(bytes, room.quota - room.usage);
  const files = dataset.files.map(({ content: _, ...file }) => file);
  await shelf.transaction("rw", shelf.datasets, shelf.contents, async () => {
    await shelf.contents.bulkDelete([...held].filter((sha256) => !wanted.has(sha256)));
    for (const { sha256, content } of fresh) if (content !== null) await shelf.contents.put({ sha256, content });
    await shelf.datasets.put({ id: CURRENT, files, carve: dataset.carve, pool: dataset.pool ?? null, label: dataset.label });
  });
  return keptBytes(dataset);
}

async function clear(shelf: Shelf): Promise<void> {
  await shelf.transaction("rw", shelf.datasets, shelf.contents, async () => {
    await shelf.datasets.clear();
    await shelf.contents.clear();
  });
}

class NoRoomError extends ShelfError {}

function isFull(reason: unknown): boolean {
  return reason instanceof NoRoomError || errorNames(reason).includes("QuotaExceededError");
}

function tooLarge(bytes: number, free: number): ShelfError {
  return new NoRoomError(
    `The browser has no room for it: ${formatBytes(bytes)} are needed and ${formatBytes(Math.max(0, free))} are free for this page.`,
  );
}

async function browserRoom(): ReturnType<AskRoom> {
  // Absent where the page is not served over a secure connection.
  const storage: StorageManager | undefined = navigator.storage;
  const { usage, quota } = (await storage?.estimate().catch(() => null)) ?? {};
  return usage === undefined || quota === undefined ? null : { usage, quota };
}

/** Whatever IndexedDB refuses comes out as a sentence. */
async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (reason) {
    if (reason instanceof ShelfError) throw reason;
    throw new ShelfError(wordsOf(reason), { cause: reason });
  }
}

function wordsOf(reason: unknown): string {
  const names = errorNames(reason);
  if (names.includes("QuotaExceededError")) return "The browser has no room for it.";
  if (names.includes("NotReadableError")) return "A file changed or went away while it was being copied.";
  if (["MissingAPIError", "InvalidStateError", "SecurityError", "OpenFailedError"].some((name) => names.includes(name))) {
    return "This browser window keeps nothing: it is private, or storage is switched off for this page.";
  }
  return `The browser could not keep it: ${reason instanceof Error ? reason.message : String(reason)}`;
}

/** Dexie wraps what the browser throws. */
function errorNames(reason: unknown): string[] {
  if (typeof reason !== "object" || reason === null) return [];
  const own = "name" in reason && typeof reason.name === "string" ? [reason.name] : [];
  return "inner" in reason ? [...own, ...errorNames(reason.inner)] : own;
}
