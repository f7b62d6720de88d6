import type { Split } from "../split";

/** The splits that train is held against. */
export const AGAINST = ["validation", "test"] as const satisfies readonly Split[];

export type Against = (typeof AGAINST)[number];
