/**
 * Writes the synthetic BETH-shaped trio as three CSV files; `--help` says how.
 * The files in public/samples are `tsx tools/make-sample.ts --scale 1/40 --out public/samples`.
 */
import { readSampleOptions, USAGE, UsageError } from "./lib/sample-options";
import { writeSample } from "./lib/write-sample";

const args = process.argv.slice(2);
if (args.includes("--help") || args.includes("-h")) {
  console.log(USAGE);
} else {
  try {
    writeSample(readSampleOptions(args), ({ path, rows, positives, bytes }) => {
      console.log(
        `${path}: ${rows.toLocaleString("en")} rows, ${positives.toLocaleString("en")} positive, ${bytes.toLocaleString("en")} bytes, synthetic`,
      );
    });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  }
}
