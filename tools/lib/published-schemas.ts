import { publishedModelSchema } from "../../src/interop/model-schema";
import { reportSchema } from "../../src/interop/report-schema";
import { runConfigSchema } from "../../src/interop/run-config-schema";
import { z } from "../../src/interop/zod";

const SCHEMAS = {
  "run-config.schema.json": runConfigSchema,
  "model.schema.json": publishedModelSchema,
  "report.schema.json": reportSchema,
};

/** File name and text of each JSON Schema (draft 2020-12) of our files, as they are published. */
export function publishedSchemas(): { name: string; text: string }[] {
  return Object.entries(SCHEMAS).map(([name, schema]) => ({
    name,
    // What a file may hold, before defaults are filled in.
    text: `${JSON.stringify(z.toJSONSchema(schema, { io: "input" }), null, 2)}\n`,
  }));
}
