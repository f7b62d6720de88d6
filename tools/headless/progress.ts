import type { PageState } from "./page-state";

/** Milliseconds between two lines about the same kind of work. */
const PACE_MS = 1_000;

/** Makes of the page's states lines for a person who waits: each new kind of work at once, its progress now and then. */
export function progressLines(write: (line: string) => void, now: () => number): (state: PageState) => void {
  let lastLine = "";
  let lastBusy: string | null = null;
  let lastAt = -Infinity;
  return ({ busy, run, line }) => {
    // What an idle page asks for is no news to who started a run; how the run ended is.
    if (line === "" || line === lastLine || (busy === null && run === null)) return;
    if (busy === lastBusy && busy !== null && now() - lastAt < PACE_MS) return;
    [lastLine, lastBusy, lastAt] = [line, busy, now()];
    write(line);
  };
}
