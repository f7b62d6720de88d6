/** Tells of each task that held the main thread for over 50 ms, where the browser observes such tasks. */
export function watchLongTasks(note: (ms: number) => void): void {
  if (!PerformanceObserver.supportedEntryTypes.includes("longtask")) return;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) note(entry.duration);
  }).observe({ type: "longtask" });
}
