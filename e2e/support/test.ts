import { test as base, expect, type BrowserContext, type ConsoleMessage } from "@playwright/test";

export { expect };

declare global {
  interface Window {
    /** A binding of the fixture below. */
    reportPolicyBreach(breach: string): void;
  }
}

/** What a page did that it must never do. */
interface Offences {
  readonly list: readonly string[];
}

/** Requests that stay on the machine whatever they name. */
const LOCAL = /^(?:data|blob|about):/;

function watch(context: BrowserContext, origin: string, offences: string[]): void {
  const heard = (message: ConsoleMessage): void => {
    // Chromium tells of a refusal by the policy as an error too; the event below may not reach a worker's.
    if (message.type() === "error") offences.push(`console error: ${message.text()} (${message.location().url})`);
  };
  context.on("console", heard);
  context.on("weberror", (failure) => offences.push(`uncaught: ${failure.error().stack ?? failure.error().message}`));
  context.on("request", (request) => {
    const url = request.url();
    if (!LOCAL.test(url) && new URL(url).origin !== origin) offences.push(`request to another origin: ${url}`);
  });
  context.on("requestfailed", (request) => {
    if (request.failure()?.errorText === "csp") offences.push(`refused by the policy: ${request.url()}`);
  });
}

/**
 * Playwright's `test`, whose tests also fail on a console error, an uncaught error, a breach of the content security
 * policy, or a request to another origin, by the page or by its workers. A test that provokes such a thing on
 * purpose says so: `test.use({ tolerated: /pattern/ })`.
 */
export const test = base.extend<{ offences: Offences; tolerated: RegExp }>({
  // Matches nothing.
  tolerated: [/(?!)/, { option: true }],
  offences: [
    async ({ context, baseURL, tolerated }, use) => {
      if (baseURL === undefined) throw new Error("The configuration names no base URL.");
      const list: string[] = [];
      watch(context, new URL(baseURL).origin, list);
      await context.exposeBinding("reportPolicyBreach", (_source, breach: string) => {
        list.push(`refused by the policy: ${breach}`);
      });
      await context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          window.reportPolicyBreach(`${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      await use({ list });
      expect(
        list.filter((offence) => !tolerated.test(offence)),
        "what the page must never do",
      ).toEqual([]);
    },
    { auto: true },
  ],
});
