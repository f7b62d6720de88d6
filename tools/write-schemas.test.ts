import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { publishedSchemas } from "./lib/published-schemas";

describe("published JSON Schemas", () => {
  for (const { name, text } of publishedSchemas()) {
    it(`${name} is what tools/write-schemas.ts writes`, () => {
      expect(readFileSync(join(import.meta.dirname, "../public/schemas", name), "utf8")).toBe(text);
    });
  }
});
