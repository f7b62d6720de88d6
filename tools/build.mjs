import { buildApp } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";

await ensureInstalled();
process.exitCode = await buildApp();
