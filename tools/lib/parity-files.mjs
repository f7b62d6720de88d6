import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** How a test takes the parity figures: by the folder's name in Node, by what the configuration hands a browser. */
const READS_FIGURES = /PARITY_DIR|inject\("\w*[pP]arity"\)/;

/**
 * The test files below src that read parity figures.
 * @param {string} root the project's folder
 * @returns {string[]} paths from the root, in order
 */
export function parityFiles(root) {
  return readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => `src/${name.replaceAll("\\", "/")}`)
    .filter((path) => READS_FIGURES.test(readFileSync(join(root, path), "utf8")))
    .sort();
}
