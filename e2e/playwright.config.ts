import { createServer } from "node:net";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { CHROMIUM_FLAGS, findChromium } from "../tools/lib/chromium.mjs";

/** A port that nobody has now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

// Workers read this file again and inherit the environment: the port is chosen once.
const port = (process.env["TRIPTYCH_E2E_PORT"] ??= String(await freePort()));
const root = join(import.meta.dirname, "..");
const chromium = findChromium();

/** Without a graphics card, pages are drawn with a third less work when only WebGL is emulated, not the drawing of the page as well. */
const DRAWING_FLAGS = ["--disable-gpu-compositing", "--disable-gpu-rasterization"];

export default defineConfig({
  testDir: ".",
  outputDir: join(root, "test-results"),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  globalTimeout: 15 * 60_000,
  // Two files at a time: a test mostly waits for the page.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    trace: "off",
    video: "off",
    screenshot: "off",
    viewport: { width: 1440, height: 900 },
    launchOptions: { args: [...CHROMIUM_FLAGS, ...DRAWING_FLAGS], ...(chromium === null ? {} : { executablePath: chromium }) },
  },
  webServer: {
    command: `node tools/start.mjs --no-build --strict-port --port ${port}`,
    cwd: root,
    url: `http://127.0.0.1:${port}/`,
    timeout: 30_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 3_000 },
  },
});
