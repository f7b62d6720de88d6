import type { Random } from "../random";
import { cumulate, pickWeighted } from "./quota";
import type { Actor, RowWriter } from "./rows";

/** What a call returns: a constant, or a value drawn when it is made. */
type Return = number | "descriptor" | "entries";

interface Call {
  readonly args: number;
  readonly returns: Return;
}

interface Routine {
  readonly weight: number;
  readonly calls: readonly Call[];
}

const call = (args: number, returns: Return): Call => ({ args, returns });

const CHECK_OPEN = call(4, 0);
const OPEN_AT = call(4, "descriptor");
const OPEN = call(3, "descriptor");
const STATUS = call(2, 0);
const CLOSE = call(1, 0);
const NO_ENTRY = -2;
const IN_PROGRESS = -115;

/** What programs do over and over; the weights are tuned so that the mix has the published distribution of argsNum and returnValue. */
const ROUTINES: readonly Routine[] = [
  { weight: 8.6, calls: [CHECK_OPEN, OPEN_AT, STATUS, CLOSE] },
  { weight: 6.4, calls: [CHECK_OPEN, OPEN_AT, CLOSE] },
  { weight: 5.6, calls: [CHECK_OPEN, OPEN, CLOSE] },
  { weight: 0.7, calls: [CHECK_OPEN, OPEN_AT, STATUS, call(3, "entries"), call(3, 0), CLOSE] },
  { weight: 5.2, calls: [call(3, "descriptor"), CLOSE] },
  { weight: 0.5, calls: [call(3, "descriptor"), call(3, IN_PROGRESS), CLOSE] },
  { weight: 0.8, calls: [call(3, "descriptor"), call(3, 0), CLOSE] },
  { weight: 1.2, calls: [call(4, NO_ENTRY)] },
  { weight: 2.2, calls: [call(2, NO_ENTRY)] },
  { weight: 3.2, calls: [STATUS] },
  { weight: 4.2, calls: [CLOSE] },
  { weight: 4.0, calls: [call(5, 0)] },
  { weight: 0.5, calls: [call(2, 0), call(3, 0), call(2, NO_ENTRY)] },
];
const CUMULATIVE = cumulate(ROUTINES.map((routine) => routine.weight));

/** Writes `rows` events of routine work. */
export function work(writer: RowWriter, random: Random, actor: Actor, label: 0 | 1, rows: number): void {
  let left = rows;
  while (left > 0) {
    const routine = ROUTINES[pickWeighted(CUMULATIVE, random)];
    if (routine === undefined) return;
    for (const { args, returns } of routine.calls) {
      if (left === 0) return;
      writer.push(actor, args, typeof returns === "number" ? returns : drawReturn(returns, actor, random), label);
      left--;
    }
  }
}

/** clone(2): five arguments, returns the number of the new process. */
export function clone(writer: RowWriter, actor: Actor, label: 0 | 1, child: number): void {
  writer.push(actor, 5, child, label);
}

/** The end of a process or thread: no arguments. */
export function exit(writer: RowWriter, actor: Actor, label: 0 | 1): void {
  writer.push(actor, 0, 0, label);
}

function drawReturn(returns: "descriptor" | "entries", actor: Actor, random: Random): number {
  // Bytes of directory entries.
  if (returns === "entries") return 24 * (1 + random.integer(10));
  // Few files are open at once: the low descriptors come up most.
  const spread = random.uniform();
  return actor.firstDescriptor + Math.floor(38 * spread * spread * spread);
}
