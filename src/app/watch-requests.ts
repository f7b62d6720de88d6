/**
 * Counts requests to other origins, those that the policy blocked included.
 * Workers are under the same policy: `connect-src 'self'`.
 */
export function watchOutboundRequests(count: (more: number) => void): void {
  const isForeign = (url: string): boolean => {
    const { protocol, origin } = new URL(url, location.href);
    return (protocol === "http:" || protocol === "https:") && origin !== location.origin;
  };
  new PerformanceObserver((list) => {
    const more = list.getEntries().filter((entry) => isForeign(entry.name)).length;
    if (more > 0) count(more);
  }).observe({ type: "resource", buffered: true });
  document.addEventListener("securitypolicyviolation", (event) => {
    if (event.blockedURI.startsWith("http") && isForeign(event.blockedURI)) count(1);
  });
}
