/** What can be shown: an epoch, or null, at the end, where a run stopped in the middle of one. */
export type Stop = number | null;

/** The stop of an epoch, or the next one where it is not among them; the last where there is none after it. */
export function nearestStop(stops: readonly Stop[], epoch: number): number {
  const found = stops.findIndex((stop) => stop === null || stop >= epoch);
  return found === -1 ? Math.max(0, stops.length - 1) : found;
}

/** A long run is played in about so many steps, not epoch by epoch. */
const MOST_STEPS = 60;

/** Where playing goes to from a stop; the last one is never jumped over. */
export function nextStop(at: number, stops: number): number {
  return Math.min(stops - 1, at + Math.max(1, Math.ceil(stops / MOST_STEPS)));
}
