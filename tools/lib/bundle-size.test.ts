import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { measureBundle } from "./bundle-size.mjs";

describe("the size of a build", () => {
  let dist: string;
  beforeEach(async () => {
    dist = await mkdtemp(join(tmpdir(), "triptych-dist-"));
    await mkdir(join(dist, "assets"));
    await mkdir(join(dist, "workers"));
    await mkdir(join(dist, "aside"));
  });
  afterEach(() => rm(dist, { recursive: true, force: true }));

  it("counts every script of the page, gzipped, and those of workers apart", async () => {
    const main = "const main = 1;".repeat(50);
    const chart = "const chart = 2;";
    await writeFile(join(dist, "index.html"), "<script></script>");
    await writeFile(join(dist, "assets/main.js"), main);
    await writeFile(join(dist, "assets/chart.js"), chart);
    await writeFile(join(dist, "assets/main.css"), "a{}");
    await writeFile(join(dist, "workers/train.js"), main);
    const { page, workers, pageBytes } = measureBundle(dist);
    expect(page.map(({ name }) => name).sort()).toEqual(["assets/chart.js", "assets/main.js"]);
    expect(workers.map(({ name }) => name)).toEqual(["workers/train.js"]);
    expect(pageBytes).toBe(gzipSync(main).length + gzipSync(chart).length);
  });

  it("counts what is opened by hand apart from what loads before training", async () => {
    await writeFile(join(dist, "assets/main.js"), "const main = 1;");
    await writeFile(join(dist, "aside/inspect.js"), "const inspect = 2;");
    const { page, aside } = measureBundle(dist);
    expect(page.map(({ name }) => name)).toEqual(["assets/main.js"]);
    expect(aside.map(({ name }) => name)).toEqual(["aside/inspect.js"]);
  });

  it("counts the charts that come with the first run apart from what loads before it", async () => {
    await mkdir(join(dist, "with-run"));
    await writeFile(join(dist, "assets/main.js"), "const main = 1;");
    await writeFile(join(dist, "with-run/plot.js"), "const plot = 2;");
    const { page, withRun } = measureBundle(dist);
    expect(page.map(({ name }) => name)).toEqual(["assets/main.js"]);
    expect(withRun.map(({ name }) => name)).toEqual(["with-run/plot.js"]);
  });

  it("finds nothing in a build without scripts", () => {
    expect(measureBundle(dist).page).toEqual([]);
  });
});
