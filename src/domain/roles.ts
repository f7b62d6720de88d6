import { counted, problem, quotedList, type Problem } from "./problem";
import { perSplit, SPLIT_TITLES, SPLITS, type PerSplit, type Split } from "./split";

const ROLE_WORDS: PerSplit<ReadonlySet<string>> = {
  train: new Set(["train", "training", "trainset"]),
  validation: new Set(["val", "valid", "validation", "valset", "dev"]),
  test: new Set(["test", "testing", "testset", "holdout"]),
};

/** Runs of letters, cut where camel case begins a new word: `X_testData2.csv` gives X, test, Data, csv. */
const WORDS = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+/gu;

/**
 * The split that a file's name speaks of, by whole words: `my-val-2.csv` is validation, `contest.csv` is no test.
 * Null when it names none, or more than one.
 */
export function guessRole(fileName: string): Split | null {
  const base = fileName.replace(/^.*[\\/]/, "").replace(/\.[a-z0-9]+$/i, "");
  const words = (base.match(WORDS) ?? []).map((word) => word.toLowerCase());
  const named = SPLITS.filter((split) => words.some((word) => ROLE_WORDS[split].has(word)));
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** Which file is loaded as which split; a free split has no entry. */
export type TakenRoles = Partial<PerSplit<string>>;

export interface RoleAssignment {
  /** Position in the list of dropped files; names need not differ. */
  readonly index: number;
  readonly fileName: string;
  readonly split: Split;
}

export interface RoleAssignments {
  readonly assigned: readonly RoleAssignment[];
  /** Positions of files that a person must give a role, each spoken of in the problems. */
  readonly unassigned: readonly number[];
  readonly problems: readonly Problem[];
}

/**
 * Gives dropped files their splits by their names. A file of the same name as a loaded one takes its place. One file of
 * no known role takes the one role that is left; otherwise it waits to be asked about.
 */
export function assignRoles(fileNames: readonly string[], taken: TakenRoles): RoleAssignments {
  const assigned: RoleAssignment[] = [];
  const unassigned: number[] = [];
  const problems: Problem[] = [];
  const claims = perSplit<number[]>(() => []);
  const unknown: number[] = [];
  fileNames.forEach((fileName, index) => {
    const role = guessRole(fileName) ?? SPLITS.find((split) => taken[split] === fileName);
    if (role === undefined) unknown.push(index);
    else claims[role].push(index);
  });
  const nameOf = (index: number): string => fileNames[index] ?? "";

  for (const split of SPLITS) {
    const [first, ...others] = claims[split];
    if (first === undefined) continue;
    const holder = taken[split];
    if (others.length > 0) {
      unassigned.push(...claims[split]);
      problems.push(sharedRole(split, claims[split].map(nameOf)));
    } else if (holder !== undefined && holder !== nameOf(first)) {
      unassigned.push(first);
      problems.push(heldRole(split, holder, nameOf(first)));
    } else {
      assigned.push({ index: first, fileName: nameOf(first), split });
    }
  }

  const free = SPLITS.filter((split) => taken[split] === undefined && claims[split].length === 0);
  const [onlyFree] = free;
  const [onlyUnknown] = unknown;
  if (onlyFree !== undefined && onlyUnknown !== undefined && free.length === 1 && unknown.length === 1) {
    assigned.push({ index: onlyUnknown, fileName: nameOf(onlyUnknown), split: onlyFree });
  } else {
    unassigned.push(...unknown);
    problems.push(...unknown.map((index) => unknownRole(nameOf(index), free)));
  }
  if (fileNames.length > SPLITS.length) {
    problems.unshift(
      problem(
        "error",
        "too-many-files",
        `${counted(fileNames.length, "file")} were given, and there are three splits.`,
        "Choose at most one file each for train, validation and test.",
        { count: fileNames.length },
      ),
    );
  }
  return { assigned, unassigned: unassigned.sort((a, b) => a - b), problems };
}

function sharedRole(split: Split, names: readonly string[]): Problem {
  const title = SPLIT_TITLES[split].toLowerCase();
  return problem(
    "error",
    "role-taken",
    `${quotedList(names)} ${names.length === 2 ? "both" : "all"} say by their names that they are the ${title} split.`,
    `Choose which one is ${title}, and give the others another split or leave them out.`,
    { split, file: names[0] ?? null, count: names.length },
  );
}

function heldRole(split: Split, holder: string, name: string): Problem {
  const title = SPLIT_TITLES[split].toLowerCase();
  return problem(
    "error",
    "role-taken",
    `"${name}" says by its name that it is the ${title} split, and "${holder}" is loaded as that.`,
    `Choose whether it is to replace "${holder}", or give it another split.`,
    { split, file: name },
  );
}

function unknownRole(name: string, free: readonly Split[]): Problem {
  const titles = free.map((split) => SPLIT_TITLES[split].toLowerCase());
  return problem(
    "warning",
    "role-unknown",
    `The name of "${name}" does not tell which split it is.`,
    free.length === 0
      ? "All three splits have their files: choose the one that it is to replace."
      : `Choose its split (free: ${titles.join(", ")}), ${free.length === SPLITS.length ? "split it three ways, " : ""}or put train, validation or test into the name.`,
    { file: name },
  );
}
