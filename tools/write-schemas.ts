/**
 * Writes the published JSON Schemas from the schemas that the product reads with.
 *   tsx tools/write-schemas.ts           writes public/schemas/*.schema.json
 *   tsx tools/write-schemas.ts --check   writes nothing; exits with 1 when one is out of date
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publishedSchemas } from "./lib/published-schemas";

const folder = join(import.meta.dirname, "../public/schemas");
const check = process.argv.includes("--check");

if (!check) mkdirSync(folder, { recursive: true });
for (const { name, text } of publishedSchemas()) {
  const path = join(folder, name);
  if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
  if (check) {
    console.error(`public/schemas/${name} is out of date: run tsx tools/write-schemas.ts.`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, text);
    console.log(`wrote public/schemas/${name}`);
  }
}
