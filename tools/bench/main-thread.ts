import type { Page } from "playwright";

/** Begins to note tasks of the page's main thread. */
export async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    new PerformanceObserver((list) => {
      const { dataset } = document.documentElement;
      for (const { duration } of list.getEntries()) {
        if (duration > Number(dataset["benchTaskMs"] ?? 0)) dataset["benchTaskMs"] = String(duration);
      }
    }).observe({ type: "longtask" });
  });
}

/** The longest task since the last call, in milliseconds. */
export function takeLongestTask(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { dataset } = document.documentElement;
    const longest = Number(dataset["benchTaskMs"] ?? 0);
    delete dataset["benchTaskMs"];
    return longest;
  });
}
