import { chromium, type Browser, type Page } from "playwright";
import { DIST } from "../lib/build.mjs";
import { findChromium } from "../lib/chromium.mjs";
import { serveFolder } from "../lib/serve.mjs";
import { browserFlags } from "./browser-flags";
import { prepare } from "./prepare.mjs";

/** A browser and the server of the built page. */
export interface Session {
  readonly browserVersion: string;
  /** Opens the page in a profile of its own: nothing is left of an earlier run. */
  openPage(): Promise<Page>;
  /** The same with nothing opened yet. */
  openBlank(): Promise<Page>;
  close(): Promise<void>;
}

/**
 * Serves the built page and starts a browser. Whatever ends the program closes both: SIGINT, SIGTERM and SIGHUP end it
 * with 130. A browser whose program is killed outright ends by itself.
 */
export async function openSession(): Promise<Session> {
  let closing: Promise<void> | null = null;
  const open: { close: () => Promise<unknown> }[] = [];
  const close = (): Promise<void> => {
    closing ??= (async () => {
      for (const each of open.reverse()) await each.close().catch(() => undefined);
    })();
    return closing;
  };
  onEnd(() => void close().finally(() => process.exit(EXIT_INTERRUPTED)));
  try {
    const server = await serveFolder(DIST, { port: 0 });
    open.push(server);
    const browser = await launch();
    open.push(browser);
    const openBlank = async (): Promise<Page> => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
      return context.newPage();
    };
    return {
      browserVersion: browser.version(),
      openBlank,
      openPage: async () => {
        const page = await openBlank();
        await page.goto(server.url);
        return page;
      },
      close,
    };
  } catch (reason) {
    await close();
    throw reason;
  }
}

const EXIT_INTERRUPTED = 130;
const PARENT_CHECK_MS = 500;

/** Calls back when the program is told to end, or when the npm that started it was ended without passing that on. */
function onEnd(end: () => void): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, PARENT_CHECK_MS).unref();
}

async function launch(): Promise<Browser> {
  const start = (path: string | null): Promise<Browser> =>
    chromium.launch({
      args: browserFlags(),
      // The handlers above close the page first.
      ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
      ...(path === null ? {} : { executablePath: path }),
    });
  return start(findChromium()).catch(async () => start(await prepare({ browser: true })));
}
