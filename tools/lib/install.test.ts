import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installReason, missingPackages } from "./install.mjs";

const LOCK = {
  packages: {
    "": { version: "0.1.0" },
    "node_modules/react": { version: "19.0.0", integrity: "sha512-a" },
    "node_modules/vite": { version: "8.0.0", integrity: "sha512-b" },
    "node_modules/only-on-windows": { version: "1.0.0", integrity: "sha512-c", optional: true },
  },
};

function installed(changes: Record<string, { version: string; integrity: string } | undefined> = {}) {
  const packages = {
    "node_modules/react": LOCK.packages["node_modules/react"],
    "node_modules/vite": LOCK.packages["node_modules/vite"],
    ...changes,
  };
  return { packages: Object.fromEntries(Object.entries(packages).flatMap(([path, entry]) => (entry ? [[path, entry]] : []))) };
}

describe("what an installation lacks", () => {
  it("is nothing where all is there but what is for other machines", () => {
    expect(missingPackages(LOCK, installed())).toEqual([]);
  });

  it("is a package that is absent", () => {
    expect(missingPackages(LOCK, installed({ "node_modules/vite": undefined }))).toEqual(["node_modules/vite"]);
  });

  it("is a package of another version or content", () => {
    expect(
      missingPackages(
        LOCK,
        installed({
          "node_modules/react": { version: "18.0.0", integrity: "sha512-a" },
          "node_modules/vite": { version: "8.0.0", integrity: "sha512-x" },
        }),
      ),
    ).toEqual(["node_modules/react", "node_modules/vite"]);
  });
});

describe("whether to install", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "triptych-install-"));
    await writeFile(join(root, "package-lock.json"), JSON.stringify(LOCK));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it("says so on a fresh clone", () => {
    expect(installReason(root)).toBe("node_modules is absent");
  });

  it("tells what changed, and nothing once it is installed", async () => {
    await mkdir(join(root, "node_modules"));
    const record = join(root, "node_modules/.package-lock.json");
    await writeFile(record, JSON.stringify(installed({ "node_modules/vite": undefined })));
    expect(installReason(root)).toContain("node_modules/vite");
    await writeFile(record, JSON.stringify(installed()));
    expect(installReason(root)).toBeNull();
  });
});
