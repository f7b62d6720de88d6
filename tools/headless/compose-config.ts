/** What the command line says about the label; null where it says nothing. */
export interface LabelFlags {
  readonly label: string | null;
  readonly positive: readonly string[] | null;
  readonly negative: readonly string[] | null;
}

/** What the command line says about the features. */
export interface FeatureFlags {
  readonly include: readonly string[] | null;
  readonly exclude: readonly string[] | null;
}

type Flags = LabelFlags & FeatureFlags;
type Json = Record<string, unknown>;

/**
 * The text of the one run configuration that a file and the flags amount to; flags win. Only what they change is touched:
 * faults in the file are left for the page to name.
 * @returns null where neither says anything; the file as it is where no flag changes it or it is no JSON object
 */
export function composeConfig(file: string | null, flags: Flags): string | null {
  if (!hasFlags(flags)) return file;
  const base = file === null ? { format: "triptych.run-config", version: 1 } : parsed(file);
  if (!isObject(base)) return file;
  const label = labelWith(base["label"], flags);
  const features = featuresWith(base["features"], flags);
  return JSON.stringify({
    ...base,
    ...(label === null ? {} : { label }),
    ...(features === null ? {} : { features }),
  });
}

function hasFlags({ label, positive, negative, include, exclude }: Flags): boolean {
  return [label, positive, negative, include, exclude].some((flag) => flag !== null);
}

/** The values that count as positive belong to their column: another column leaves them behind. */
function labelWith(file: unknown, { label, positive, negative }: LabelFlags): Json | null {
  if (label === null && positive === null && negative === null) return null;
  const { positive: filePositive, negative: fileNegative, ...rest } = isObject(file) ? file : {};
  const column = label ?? rest["column"];
  const keep = positive === null && negative === null && column === rest["column"];
  return {
    ...rest,
    ...defined({ column }),
    ...(keep ? defined({ positive: filePositive, negative: fileNegative }) : {}),
    ...(positive === null ? {} : { positive }),
    ...(negative === null ? {} : { negative }),
  };
}

function featuresWith(file: unknown, { include, exclude }: FeatureFlags): Json | null {
  if (include === null && exclude === null) return null;
  const { include: _include, exclude: _exclude, ...rest } = isObject(file) ? file : {};
  return { ...rest, ...(include === null ? {} : { include }), ...(exclude === null ? {} : { exclude }) };
}

function parsed(text: string): unknown {
  try {
    // A byte order mark is not JSON, but editors on Windows write one.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return null;
  }
}

function defined(members: Json): Json {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
