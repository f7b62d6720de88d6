import type { Random } from "../random";
import { FAMILIES, FAMILY_SHARES, type PlannedProcess } from "./host";
import type { IntrusionKind, Session } from "./intrusions";
import { processNumbers } from "./process-numbers";
import type { SampleCounts, SplitProfile } from "./profile";
import { apportion, Quota } from "./quota";

/** Mean number of negative rows for each process that starts; decides how often clone returns a process number. */
const ROWS_PER_PROCESS = 560;
const LEAST_PROCESSES_PER_HOST = 3;
/** Share of the room that is planned; the last process of a host fills the rest, so that all of them start. */
const PLANNED_SHARE = 0.98;

/** A session and the number of background rows that come before it. */
export interface PlannedSession extends Session {
  readonly after: number;
}

export interface PlannedHost {
  readonly rows: number;
  readonly processes: readonly PlannedProcess[];
}

/** All that is decided before the first row is written: how much there is of everything, and when. */
export interface Plan {
  readonly hosts: readonly PlannedHost[];
  /** In the order of `after`. */
  readonly sessions: readonly PlannedSession[];
}

/** @param benign negative rows under user 1000, part of the negatives */
export function planSplit(profile: SplitProfile, counts: SampleCounts, benign: number, random: Random): Plan {
  const background = counts.rows - counts.positives - benign;
  return {
    sessions: planSessions(profile, counts.positives, benign, background, random),
    hosts: planHosts(profile, background, random),
  };
}

function planSessions(
  profile: SplitProfile,
  positives: number,
  benign: number,
  background: number,
  random: Random,
): PlannedSession[] {
  const kinds = ["user1000", "user1001", "system"] as const satisfies readonly IntrusionKind[];
  const budgets = apportion(positives, kinds.map((kind) => profile.actors[kind]));
  const sessions = kinds.flatMap((kind, index) =>
    cut(budgets[index] ?? 0, profile.sessionRows, random).map((rows): Session => ({ kind, label: 1, rows })),
  );
  sessions.push(...cut(benign, 4, random).map((rows): Session => ({ kind: "user1000", label: 0, rows })));

  const places = Uint32Array.from(sessions.keys());
  random.shuffle(places);
  const order = [...places].flatMap((index) => sessions[index] ?? []);
  const first = profile.startsInsideIntrusion ? order.findIndex(({ kind }) => kind === "system") : -1;
  if (first >= 0) order.unshift(...order.splice(first, 1));
  return order.map((session, index) => {
    const share = index === 0 && first >= 0 ? 0 : (index + random.uniform()) / order.length;
    return { ...session, after: Math.floor(share * background) };
  });
}

/** Cuts a number of rows into pieces of half to one and a half times `mean`. */
function cut(total: number, mean: number, random: Random): number[] {
  const pieces: number[] = [];
  for (let left = total; left > 0; ) {
    const piece = Math.min(left, Math.ceil(mean * (0.5 + random.uniform())));
    pieces.push(piece);
    left -= piece;
  }
  return pieces;
}

function planHosts(profile: SplitProfile, background: number, random: Random): PlannedHost[] {
  const { hosts } = profile;
  const weights = Array.from({ length: hosts }, () => 0.7 + 0.6 * random.uniform());
  const hostRows = apportion(background, weights);
  const count = Math.max(LEAST_PROCESSES_PER_HOST * hosts, Math.round(background / ROWS_PER_PROCESS));
  const numbers = processNumbers(count);
  const families = new Quota(FAMILIES.map((family) => FAMILY_SHARES[family]));
  // In the order of the numbers, so that every family has its share of low and high ones.
  const sizes = numbers.map(() => 0.4 + 1.2 * random.uniform());
  const sizeOfHost = weights.map((_, host) => sizes.reduce((sum, size, i) => (i % hosts === host ? sum + size : sum), 0));
  const processes = numbers.map((processId, index) => {
    const host = index % hosts;
    const share = (sizes[index] ?? 0) / (sizeOfHost[host] ?? 1);
    const rows = Math.max(2, Math.round((hostRows[host] ?? 0) * (1 - profile.daemonShare) * PLANNED_SHARE * share));
    const turn = families.next(random, rows);
    families.give(turn, rows);
    return { host, processId, rows, family: FAMILIES[turn] ?? "agent" };
  });
  return hostRows.map((rows, host) => ({ rows, processes: processes.filter((process) => process.host === host) }));
}
