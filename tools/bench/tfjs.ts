import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview } from "vite";
import type { Session } from "../headless/session";

const SOURCE = join(import.meta.dirname, "tfjs-page");
const SECONDS = 3;

/** tfjs itself in a page of its own, in the same browser. */
export interface TfjsPeer {
  /** Rows a second of `model.fit` with these sizes. */
  fit(backend: "wasm" | "webgl", rows: number, features: number, batchSize: number): Promise<number>;
  close(): Promise<void>;
}

/** Builds and serves the page that measures tfjs. */
export async function openTfjs(session: Session): Promise<TfjsPeer> {
  const outDir = mkdtempSync(join(tmpdir(), "triptych-tfjs-"));
  const common = { configFile: false, root: SOURCE, logLevel: "error" } as const;
  await build({ ...common, build: { outDir, target: "es2022", assetsInlineLimit: 0, chunkSizeWarningLimit: 5000 } });
  const server = await preview({ ...common, build: { outDir }, preview: { port: 0, host: "127.0.0.1" } });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("The page that measures tfjs could not be served.");
  return {
    fit: async (backend, rows, features, batchSize) => {
      // A fresh page each time: tfjs keeps buffers from one to the next.
      const page = await session.openBlank();
      try {
        await page.goto(url);
        await page.waitForFunction(() => "measureFit" in window);
        return await page.evaluate(
          ([name, ...numbers]) => (window as unknown as Measuring).measureFit(name, ...numbers),
          [backend, rows, features, batchSize, SECONDS] as const,
        );
      } finally {
        await page.context().close();
      }
    },
    close: async () => {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}

interface Measuring {
  measureFit(backend: "wasm" | "webgl", rows: number, features: number, batchSize: number, seconds: number): Promise<number>;
}
