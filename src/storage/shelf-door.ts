import type { ShelfDoor } from "./dataset-shelf";
import { SHELF_NAME } from "./shelf-name";

/** The shelf of this browser, whose code loads when it is opened. */
export const shelfDoor: ShelfDoor = {
  exists: async () => {
    try {
      const databases = await indexedDB.databases();
      return databases.some(({ name }) => name === SHELF_NAME);
    } catch {
      // No IndexedDB, or one that does not list what it has: opening tells.
      return typeof indexedDB !== "undefined";
    }
  },
  open: async () => {
    const { openShelf } = await import("./dexie-shelf");
    return openShelf();
  },
};
