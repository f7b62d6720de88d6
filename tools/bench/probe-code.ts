import { join } from "node:path";
import { build, type LibraryOptions } from "vite";

/** A probe, the file of that name in this folder, as one script that runs in the page before its own. */
export async function probeCode(file: string): Promise<string> {
  const entry = join(import.meta.dirname, file);
  const lib: LibraryOptions = { entry, formats: ["iife"], name: "probe", fileName: "probe" };
  const built = await build({ configFile: false, publicDir: false, logLevel: "error", build: { lib, write: false, target: "es2022" } });
  const outputs = Array.isArray(built) ? built.flatMap(({ output }) => output) : "output" in built ? built.output : [];
  const chunk = outputs.find((output) => output.type === "chunk");
  if (chunk === undefined) throw new Error("The script that measures could not be built.");
  return chunk.code;
}
