import { errors, type Page } from "playwright";

/** What the page says about itself, seen from outside. */
export interface PageState {
  readonly busy: string | null;
  readonly run: string | null;
  /** What a person reads while waiting. */
  readonly line: string;
  /** Equal exactly when nothing that moves has moved. */
  readonly key: string;
}

/** Nothing on the page moved for so long, although it said that it was busy. */
class StallError extends Error {
  override name = "StallError";
}

/** Milliseconds without any sign of life after which waiting is given up; a working page shows one every second. */
const STALL_MS = 5 * 60_000;
const POLL_MS = 250;

/**
 * Waits until the page is idle, however long it works, as long as something moves.
 * @param onChange called with each state that differs from the one before
 * @throws StallError when nothing moves for five minutes
 */
export async function untilIdle(page: Page, onChange: (state: PageState) => void): Promise<PageState> {
  await twoFrames(page);
  for (let key = ""; ; ) {
    const state = await nextState(page, key);
    onChange(state);
    if (state.busy === null) return state;
    key = state.key;
  }
}

/** What an event set in motion has reached the screen after two frames. */
async function twoFrames(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

async function nextState(page: Page, key: string): Promise<PageState> {
  try {
    const handle = await page.waitForFunction(
      // Runs in the page. No named inner functions: the loader of these programs wraps them in a helper of its own.
      (last): PageState | false => {
        const { busy = null, run = null } = document.documentElement.dataset;
        const reading = Array.from(document.querySelectorAll("h2, h3")).find((heading) =>
          (heading.textContent ?? "").startsWith("Reading "),
        );
        const status = document.querySelector('[role="group"][aria-label="Transport"] ~ p');
        const bars = Array.from(document.querySelectorAll('[role="progressbar"]'), (bar) => bar.getAttribute("aria-valuenow"));
        const line = (busy === "reading" ? reading?.textContent : status?.textContent) ?? "";
        const next = { busy: busy ?? null, run: run ?? null, line, key: JSON.stringify([busy, run, line, bars]) };
        return next.key === last ? false : next;
      },
      key,
      { polling: POLL_MS, timeout: STALL_MS },
    );
    const state = await handle.jsonValue();
    await handle.dispose();
    if (state === false) throw new Error("The page's state could not be read.");
    return state;
  } catch (cause) {
    if (!(cause instanceof errors.TimeoutError)) throw cause;
    throw new StallError(`Nothing moved on the page for ${STALL_MS / 60_000} minutes, so waiting was given up.`, { cause });
  }
}
