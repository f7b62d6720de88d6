import { formatStatistic } from "../format";
import { counted, quotedList, shortened } from "../problem";
import { SPLITS, type PerSplit, type Split } from "../split";
import { formatShare, nameOf } from "./finding-words";
import type { ColumnProfile, Finding, Spread } from "./profile";

/** So large a share of one value is nearly all. */
const NEARLY_ALL = 0.999;
const MANY_MISSING = 0.2;
const MOST_MISSING = 0.5;
/** Of text that was not kept the distinct values are but estimated. */
const ABOUT_ALL = 0.95;
/** In fewer rows all values may differ by chance. */
const LEAST_ROWS = 20;
/** The widest spread of a split is so many times the narrowest before it is remarkable. */
const LARGE_SCALE = 1000;
/** More columns of a kind than this are told in one sentence. */
const MOST_SINGLE = 8;

/** One column of the data, in the splits that have it. */
interface Seen {
  readonly name: string;
  readonly bySplit: readonly { readonly split: Split; readonly profile: ColumnProfile }[];
}

type Profiles = Partial<PerSplit<readonly ColumnProfile[]>>;

/** What is remarkable about single columns. */
export function columnFindings(profiles: Profiles): Finding[] {
  const columns = seenColumns(profiles);
  return [
    ...told("constant-column", columns, constantFinding, (names) => `${names} have one value in every row of their split and say nothing there.`),
    ...told("near-constant-column", columns, nearConstantFinding, (names) => `${names} have one value in nearly every row and say next to nothing.`),
    ...told("identifies-row", columns, identifyingFinding, (names) => `${names} have a different value in every row: they identify the row and cannot generalise.`),
    ...told("missing-values", columns, missingFinding, (names) => `${names} lack many of their values.`),
    ...scaleFindings(profiles),
  ];
}

function seenColumns(profiles: Profiles): Seen[] {
  const all = new Map<string, { split: Split; profile: ColumnProfile }[]>();
  for (const split of SPLITS) {
    for (const profile of profiles[split] ?? []) {
      const seen = all.get(profile.name);
      if (seen === undefined) all.set(profile.name, [{ split, profile }]);
      else seen.push({ split, profile });
    }
  }
  return [...all].map(([name, bySplit]) => ({ name, bySplit }));
}

/** A finding a column; where there are many, one for all, as severe as the severest of them. */
function told(
  code: Finding["code"],
  columns: readonly Seen[],
  find: (column: Seen) => Finding | null,
  ofMany: (names: string) => string,
): Finding[] {
  const found = columns.flatMap((column) => find(column) ?? []);
  if (found.length <= MOST_SINGLE) return found;
  const names = found.flatMap((finding) => finding.columns);
  const severity = found.some((finding) => finding.severity === "warning") ? "warning" : "note";
  const list = `${counted(names.length, "column")} (${quotedList(names.map((name) => shortened(name)))})`;
  return [{ code, severity, sentence: ofMany(list), columns: names, split: null }];
}

/** "every row", where nothing is missing, else "every row that has a value"; of some splits, where not of all. */
function whereFrom({ bySplit }: Seen, where: Seen["bySplit"], every: string): string {
  const splits = where.map(({ split }) => split);
  const values = where.some(({ profile }) => profile.missing > 0) ? `${every} that has a value` : every;
  return splits.length === bySplit.length ? values : `${values} of ${splits.join(" and ")}`;
}

/** The split of a finding, where it is one of several. */
function onlySplit({ bySplit }: Seen, where: Seen["bySplit"]): Split | null {
  return where.length === 1 && bySplit.length > 1 ? (where[0]?.split ?? null) : null;
}

function constantFinding(column: Seen): Finding | null {
  const where = column.bySplit.filter(({ profile }) => profile.unique === 1 && profile.nonNull > 1);
  if (where.length === 0) return null;
  const values = new Set(where.map(({ profile }) => profile.top[0]?.value ?? ""));
  const value = values.size === 1 ? `, ${shortened([...values].join(""))},` : "";
  const everywhere = where.length === column.bySplit.length;
  const inTrain = where.some(({ split }) => split === "train");
  const consequence = everywhere || inTrain ? "nothing can be learned from it" : "what is learned from it cannot be tested there";
  const sentence = `${nameOf(column.name)} has the same value${value} in ${whereFrom(column, where, "every row")}: ${consequence}.`;
  const severity = inTrain && !everywhere ? "warning" : "note";
  return { code: "constant-column", severity, sentence, columns: [column.name], split: onlySplit(column, where) };
}

function nearConstantFinding(column: Seen): Finding | null {
  const where = column.bySplit.filter(({ profile }) => {
    const { nonNull, unique, top } = profile;
    return unique !== null && unique > 1 && (top[0]?.count ?? 0) >= NEARLY_ALL * nonNull;
  });
  const [first] = where;
  if (first === undefined) return null;
  const { value = "", count = 0 } = first.profile.top[0] ?? {};
  const share = formatShare(count / first.profile.nonNull);
  const sentence = `${nameOf(column.name)} is ${shortened(value)} in ${share} of the rows of ${first.split}: it says next to nothing.`;
  return { code: "near-constant-column", severity: "note", sentence, columns: [column.name], split: first.split };
}

function identifyingFinding(column: Seen): Finding | null {
  const where = column.bySplit.filter(({ profile }) => identifies(profile));
  if (where.length === 0) return aboutIdentifying(column);
  const sentence = `${nameOf(column.name)} has a different value in ${whereFrom(column, where, "every row")}: it identifies the row and cannot generalise.`;
  return { code: "identifies-row", severity: "warning", sentence, columns: [column.name], split: onlySplit(column, where) };
}

/** The same of text that was set aside, whose values were only counted, and that roughly. */
function aboutIdentifying(column: Seen): Finding | null {
  const where = column.bySplit.filter(({ profile: { uniqueAbout, nonNull, missing } }) => {
    return uniqueAbout !== null && missing === 0 && nonNull >= LEAST_ROWS && uniqueAbout >= ABOUT_ALL * nonNull;
  });
  if (where.length === 0) return null;
  const sentence = `${nameOf(column.name)} has about as many different texts as there are rows${ofSplits(column, where)}: it names the row, and was set aside.`;
  return { code: "identifies-row", severity: "note", sentence, columns: [column.name], split: onlySplit(column, where) };
}

function ofSplits({ bySplit }: Seen, where: Seen["bySplit"]): string {
  return where.length === bySplit.length ? "" : ` of ${where.map(({ split }) => split).join(" and ")}`;
}

/** Measures may differ from row to row too; whole numbers and texts that do are names. */
function identifies({ kind, dtype, nonNull, missing, unique }: ColumnProfile): boolean {
  const whole = kind === "text" || dtype === "int64" || dtype === "uint64";
  return whole && missing === 0 && nonNull >= LEAST_ROWS && unique === nonNull;
}

function missingFinding(column: Seen): Finding | null {
  const shares = column.bySplit.map(({ split, profile }) => {
    const rows = profile.nonNull + profile.missing;
    return { split, share: rows === 0 ? 0 : profile.missing / rows };
  });
  const where = shares.filter(({ share }) => share >= MANY_MISSING);
  if (where.length === 0) return null;
  const name = nameOf(column.name);
  const severity = where.some(({ share }) => share >= MOST_MISSING) ? "warning" : "note";
  const list = where.map(({ split, share }) => `${formatShare(share)} of ${split}`).join(", ");
  const sentence = shares.every(({ share }) => share === 1)
    ? `${name} has no value in any row: leave it out.`
    : `${name} lacks its value in many rows (${list}): choose what stands for it, or leave it out.`;
  return { code: "missing-values", severity, sentence, columns: [column.name], split: null };
}

/** Columns whose values lie much farther apart than those of others, in the split that is trained on. */
function scaleFindings(profiles: Profiles): Finding[] {
  const split = SPLITS.find((each) => profiles[each] !== undefined);
  if (split === undefined) return [];
  const spreads = (profiles[split] ?? [])
    .flatMap(({ name, kind, statistics }) => (kind === "numeric" && statistics !== null && statistics.std > 0 ? [{ name, std: statistics.std }] : []))
    .sort((a, b) => b.std - a.std);
  // Two of either end: one of them may be the label, which is not scaled.
  const ends = spreads.length <= 4 ? spreads : [...spreads.slice(0, 2), ...spreads.slice(-2)];
  return scaleFinding(ends, split);
}

/** @param spreads the widest first */
export function scaleFinding(spreads: readonly Spread[], split: Split | null): Finding[] {
  const widest = spreads[0];
  const narrowest = spreads.at(-1);
  if (widest === undefined || narrowest === undefined || widest.std < LARGE_SCALE * narrowest.std) return [];
  const times = Number((widest.std / narrowest.std).toPrecision(2));
  const sentence =
    `Values of ${nameOf(widest.name)} spread about ${formatStatistic(times)} times as far as those of ${nameOf(narrowest.name)} ` +
    `(standard deviations ${formatStatistic(widest.std)} and ${formatStatistic(narrowest.std)}): without scaling, the first drowns the second.`;
  return [{ code: "large-scale", severity: "note", sentence, columns: [widest.name, narrowest.name], split, spreads }];
}
