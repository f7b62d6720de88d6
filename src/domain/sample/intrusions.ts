import type { Random } from "../random";
import { LAST_PARENT } from "./process-numbers";
import { HOST_NAMESPACE } from "./profile";
import type { Host } from "./host";
import type { Actor, RowWriter } from "./rows";
import { clone, exit, work } from "./system-calls";

/** Whose rows they are: a person's under a user number, or ones that look like the operating system's. */
export type IntrusionKind = "user1000" | "user1001" | "system";

/** A run of rows by one person or misused service. */
export interface Session {
  readonly kind: IntrusionKind;
  readonly label: 0 | 1;
  readonly rows: number;
}

/** Writes the next rows of a session that has `left` rows to go, as many as there is room for at most. */
export function intrude(writer: RowWriter, random: Random, host: Host, session: Session, left: number): void {
  const { label } = session;
  const limit = Math.min(left, writer.room);
  if (session.kind === "system" && left === session.rows && limit >= 3) {
    hijackThread(writer, random, host, label);
    return;
  }
  const shell = Math.min(LAST_PARENT, host.recentProcess());
  const processId = Math.min(LAST_PARENT, shell + 1 + random.integer(9));
  const actor: Actor = {
    processId,
    threadId: processId,
    parentProcessId: shell === processId ? shell - 6 : shell,
    userId: USER_IDS[session.kind],
    mountNamespace: HOST_NAMESPACE,
    firstDescriptor: 3,
  };
  const rows = Math.min(limit, 8 + random.integer(60));
  if (rows < 4) {
    work(writer, random, actor, label, rows);
    return;
  }
  work(writer, random, actor, label, rows - 2);
  clone(writer, actor, label, processId + 1);
  exit(writer, actor, label);
}

const USER_IDS: Record<IntrusionKind, number> = { user1000: 1000, user1001: 1001, system: 0 };

/** A short-lived thread inside the network daemon: it sets its name, closes a descriptor and ends. */
function hijackThread(writer: RowWriter, random: Random, host: Host, label: 0 | 1): void {
  const actor: Actor = { ...host.network, threadId: host.recentProcess() + random.integer(4) };
  writer.push(actor, 5, 0, label);
  writer.push(actor, 1, 0, label);
  exit(writer, actor, label);
}
