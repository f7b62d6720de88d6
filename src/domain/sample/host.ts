import type { Random } from "../random";
import { LAST_PARENT, MAX_CLONED } from "./process-numbers";
import { daemons } from "./daemons";
import { HOST_NAMESPACE, type SplitProfile } from "./profile";
import { Quota } from "./quota";
import type { Actor, RowWriter } from "./rows";
import { clone, exit, work } from "./system-calls";

/** A process that starts, works and ends while the log runs. */
export interface PlannedProcess {
  readonly processId: number;
  readonly rows: number;
  readonly family: Family;
}

/** Who starts short-lived processes: udev (sandboxed), the agent's `ps` runs, cron, a remote session opened before the log, and processes among themselves. */
export const FAMILIES = ["udev", "agent", "cron", "remote", "shell"] as const;
export type Family = (typeof FAMILIES)[number];

/** Shares of the short-lived processes' rows, tuned so that the sample has the published parentProcessId and mountNamespace. */
export const FAMILY_SHARES: Record<Family, number> = {
  udev: 0.234,
  agent: 0.337,
  cron: 0.252,
  remote: 0.038,
  shell: 0.139,
};

/** An operating system at ordinary work. */
export interface Host {
  /** The daemon whose threads an intruder misuses. */
  readonly network: Actor;
  /** Number of a process that ran lately. */
  recentProcess(): number;
  /** Writes the next stretch of negative rows, at most `limit`, at least one. */
  burst(writer: RowWriter, limit: number): void;
}

/** Processes that run at the same time on one host. */
const CONCURRENT = 3;

interface Running {
  readonly actor: Actor;
  left: number;
}

export function createHost(profile: SplitProfile, processes: readonly PlannedProcess[], random: Random): Host {
  const os = daemons(random);
  const daemonTurn = new Quota(os.all.map((daemon) => daemon.weight));
  const turn = new Quota([profile.daemonShare, 1 - profile.daemonShare]);
  const starters: Record<Exclude<Family, "shell">, Actor> = { udev: os.udev, agent: os.agent, cron: os.cron, remote: os.remote };
  const running: Running[] = [];
  let started = 0;
  let latest = (processes[0]?.processId ?? LAST_PARENT) - 6;

  function startNext(writer: RowWriter): void {
    const planned = processes[started];
    if (planned === undefined) return;
    started++;
    const parent = starterOf(planned, latest);
    const { processId } = planned;
    // The number above MAX_CLONED stands for a process that vfork started.
    if (processId <= MAX_CLONED) clone(writer, parent, 0, processId);
    running.push({
      actor: {
        processId,
        threadId: processId,
        parentProcessId: parent.processId,
        userId: 0,
        mountNamespace: planned.family === "udev" ? os.udev.mountNamespace : HOST_NAMESPACE,
        firstDescriptor: 4,
      },
      left: planned.rows,
    });
    latest = Math.min(processId, LAST_PARENT);
  }

  function starterOf(planned: PlannedProcess, shell: number): Actor {
    if (planned.family !== "shell") return starters[planned.family];
    return {
      processId: shell,
      threadId: shell,
      parentProcessId: os.cron.processId,
      userId: 0,
      mountNamespace: HOST_NAMESPACE,
      firstDescriptor: 4,
    };
  }

  function processBurst(writer: RowWriter, limit: number): void {
    if (running.length < CONCURRENT && started < processes.length) {
      startNext(writer);
      return;
    }
    const slot = random.integer(running.length);
    const process = running[slot];
    if (process === undefined) return;
    const last = started === processes.length && running.length === 1;
    // The last process goes on until the log ends, so that rounding elsewhere costs no rows.
    const rows = Math.min(limit, 40 + random.integer(160), last ? Infinity : process.left);
    process.left -= rows;
    if (process.left > 0 || last) {
      work(writer, random, process.actor, 0, rows);
      return;
    }
    work(writer, random, process.actor, 0, rows - 1);
    exit(writer, process.actor, 0);
    running.splice(slot, 1);
  }

  return {
    network: os.network,
    recentProcess: () => latest,
    burst(writer, limit) {
      const before = writer.rows;
      if (turn.next(random, 200) === 0) {
        const index = daemonTurn.next(random, 40);
        const actor = os.all[index]?.actor ?? os.network;
        work(writer, random, actor, 0, Math.min(limit, 6 + random.integer(24)));
        daemonTurn.give(index, writer.rows - before);
        turn.give(0, writer.rows - before);
      } else {
        processBurst(writer, limit);
        turn.give(1, writer.rows - before);
      }
    },
  };
}
