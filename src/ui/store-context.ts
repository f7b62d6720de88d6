import { createContext, use } from "react";
import { useStore } from "zustand";
import type { AppState } from "../state/app-state";
import type { AppStore } from "../state/store";

export const StoreContext = createContext<AppStore | null>(null);

/** The whole state at the time of asking, for handlers: nothing is drawn again by it. */
export function useAppNow(): () => AppState {
  const store = use(StoreContext);
  if (store === null) throw new Error("useAppNow needs a StoreContext above it.");
  return store.getState;
}

/** A narrow look at the state: the component is drawn again only when what `select` returns changes. */
export function useApp<T>(select: (state: AppState) => T): T {
  const store = use(StoreContext);
  if (store === null) throw new Error("useApp needs a StoreContext above it.");
  return useStore(store, select);
}
