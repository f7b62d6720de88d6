import type { PerSplit, Split } from "../split";

/** The columns of the prepared format, in the order of the file. */
export const SAMPLE_COLUMNS = [
  "processId",
  "threadId",
  "parentProcessId",
  "userId",
  "mountNamespace",
  "argsNum",
  "returnValue",
  "sus_label",
] as const;

/** The names say what the files are wherever a file name is shown. */
export const SAMPLE_FILE_NAMES: PerSplit<string> = {
  train: "beth-synthetic-train.csv",
  validation: "beth-synthetic-validation.csv",
  test: "beth-synthetic-test.csv",
};

/** Seed of the sample's rows. The generator's constants were tuned with it; its quotas hold the figures for other seeds too. */
export const SAMPLE_SEED = 2021;

/**
 * Seed of the runs that the sample is shown with. An untrained net's accuracies are a draw of the seed, so it is chosen,
 * not found: among seeds 0 to 1,999 it is the one whose untrained net, on the sample at full size, comes closest to the
 * notebook's printed 0.9944 / 0.9895 / 0.0922 (sum of the three distances: 0.0018). 63 of the 2,000, about 3 %, come within
 * 0.01 on all three splits and stay below always-0. Changing a row of the sample means choosing anew.
 */
export const SAMPLE_RUN_SEED = 1294;

/** The same for the user, wherever the sample's runs are shown. */
export const SAMPLE_RUN_SEED_REASON =
  `Seed ${SAMPLE_RUN_SEED} was chosen. The accuracies of an untrained net are a draw of the seed: of the seeds 0 to 1,999, ` +
  "this is the one that comes closest to the notebook's printed 0.9944 / 0.9895 / 0.0922 on the full-size sample. " +
  "Only 3 in 100 come within 0.01 on all three splits and below always answering 0. Try another seed and see.";

/** Rows and positives of the published files. */
const FULL_COUNTS: PerSplit<SampleCounts> = {
  train: { rows: 763_144, positives: 1_269 },
  validation: { rows: 188_967, positives: 786 },
  test: { rows: 188_967, positives: 171_459 },
};

export const MIN_SCALE = 0.001;
export const MAX_SCALE = 4;

export interface SampleCounts {
  readonly rows: number;
  readonly positives: number;
}

export interface SampleOptions {
  /** Share of the published row counts, from `MIN_SCALE` to `MAX_SCALE`; 1 is full size. */
  readonly scale: number;
  /** Any safe integer. */
  readonly seed: number;
}

/** @throws RangeError when the scale is out of range */
export function sampleCounts(split: Split, scale: number): SampleCounts {
  if (!(scale >= MIN_SCALE && scale <= MAX_SCALE)) {
    throw new RangeError(`The scale must be a number from ${MIN_SCALE} to ${MAX_SCALE}, not ${scale}.`);
  }
  const { rows, positives } = FULL_COUNTS[split];
  return { rows: Math.round(scale * rows), positives: Math.round(scale * positives) };
}

/** The mount namespace of the host itself; services that systemd sandboxes live in others. */
export const HOST_NAMESPACE = 4_026_531_840;
export const NETWORK_NAMESPACE = 4_026_532_231;
export const RESOLVE_NAMESPACE = 4_026_532_232;

/** What sets the three logs apart. */
export interface SplitProfile {
  readonly hosts: number;
  /** Share of the background that daemons write; a log that starts at boot has more of it. */
  readonly daemonShare: number;
  /** Shares of the positives by who acts: an intruder under user 1000, under user 1001, or as the operating system. */
  readonly actors: { readonly user1000: number; readonly user1001: number; readonly system: number };
  /** Rows of ordinary work under user 1000, at full size. */
  readonly benignUserRows: number;
  /** Mean number of positive rows that one intrusion leaves. */
  readonly sessionRows: number;
  /** Whether the first rows are positives that look like the operating system. */
  readonly startsInsideIntrusion: boolean;
}

export const SPLIT_PROFILES: PerSplit<SplitProfile> = {
  train: {
    hosts: 8,
    startsInsideIntrusion: true,
    daemonShare: 0.0825,
    actors: { user1000: 0.777, user1001: 0, system: 0.223 },
    benignUserRows: 12,
    sessionRows: 24,
  },
  validation: {
    hosts: 4,
    startsInsideIntrusion: false,
    daemonShare: 0.12,
    actors: { user1000: 0.79, user1001: 0, system: 0.21 },
    benignUserRows: 8,
    sessionRows: 24,
  },
  test: {
    hosts: 1,
    startsInsideIntrusion: false,
    daemonShare: 0.4,
    actors: { user1000: 0.12, user1001: 0.83, system: 0.05 },
    benignUserRows: 40,
    sessionRows: 900,
  },
};
