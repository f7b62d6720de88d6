import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { prepare } from "./prepare.mjs";

// node tools/headless/launch.mjs PROGRAM [arguments] runs tools/PROGRAM.ts once packages and the build are there.

const [program = "", ...args] = process.argv.slice(2);
const file = join(import.meta.dirname, "..", `${program}.ts`);

try {
  await prepare();
  const { register } = await import("tsx/esm/api");
  register();
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
} catch (reason) {
  console.error(reason);
  process.exitCode = 1;
}
