import type { FileOrigin } from "../domain/dataset";
import { isGzipName, largeFile, type FileEstimate } from "../domain/large-file";
import { DEFAULT_READ_RULES } from "../domain/reading";
import { SAMPLE_FILE_NAMES, SAMPLE_SEED } from "../domain/sample/profile";
import { SPLITS, type Split } from "../domain/split";
import type { FileJob } from "./file-reading";
import type { Services } from "./services";

export type SampleSize = "full" | "small";

/** Enough for a few hundred rows. */
const HEAD_BYTES = 65_536;

/** The three files of the synthetic sample. */
export async function sampleJobs(services: Services, size: SampleSize): Promise<FileJob[]> {
  const jobs: FileJob[] = [];
  for (const split of SPLITS) jobs.push(await sampleJob(services, split, originOf(size)));
  return jobs;
}

/** The synthetic sample of a split, as the file that a person would load. */
export async function sampleJob({ dataSource, fetchFile }: Services, split: Split, origin: FileOrigin): Promise<FileJob> {
  const file =
    origin.type === "sample"
      ? await dataSource.sample(split, origin.options)
      : await fetchFile(`samples/${SAMPLE_FILE_NAMES[split]}`);
  return { split, file, origin, rules: DEFAULT_READ_RULES, restoring: false };
}

function originOf(size: SampleSize): FileOrigin {
  return size === "full" ? { type: "sample", options: { scale: 1, seed: SAMPLE_SEED } } : { type: "ready-sample" };
}

/** What there is to be asked about a file before it is read; null where it is read at once. */
export async function estimateOf(file: File): Promise<FileEstimate | null> {
  // A file that cannot be read is refused in words when it is read.
  const head = isGzipName(file.name) ? "" : await file.slice(0, HEAD_BYTES).text().catch(() => "");
  return largeFile(file.name, file.size, head);
}
