import type { Page } from "playwright";

const WINDOW_MS = 250;
/** Seconds of processor time that all processes of the browser together may use in a window and still be at rest. */
const REST_SECONDS = 0.025;
const QUIET_WINDOWS = 2;
const LIMIT_MS = 30_000;

/**
 * Waits until the browser does next to nothing: scripts are loaded and compiled, and the workers' warm-up is over. Counted
 * in processor time, not in time that passes, so that a busy machine only takes longer.
 * @throws Error when the browser does not come to rest
 */
export async function untilAtRest(page: Page): Promise<void> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("The page has no browser that could be asked.");
  const session = await browser.newBrowserCDPSession();
  const used = async (): Promise<number> => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  try {
    let before = await used();
    let quiet = 0;
    for (const end = Date.now() + LIMIT_MS; quiet < QUIET_WINDOWS; ) {
      if (Date.now() > end) throw new Error("The page did not come to rest.");
      await page.waitForTimeout(WINDOW_MS);
      const now = await used();
      quiet = now - before <= REST_SECONDS ? quiet + 1 : 0;
      before = now;
    }
  } finally {
    await session.detach();
  }
}
