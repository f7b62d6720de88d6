import type { SAMPLE_COLUMNS } from "./profile";

type SampleColumn = (typeof SAMPLE_COLUMNS)[number];

/** Neighbouring rows of one split, column by column; float64 because a mount namespace passes 2^31. */
export interface SampleBlock {
  readonly rows: number;
  readonly columns: Readonly<Record<SampleColumn, Float64Array<ArrayBuffer>>>;
}

/** Who an event belongs to. */
export interface Actor {
  readonly processId: number;
  readonly threadId: number;
  readonly parentProcessId: number;
  readonly userId: number;
  readonly mountNamespace: number;
  /** The lowest file descriptor that its opens return. */
  readonly firstDescriptor: number;
}

/** Gathers rows until a block is full. */
export class RowWriter {
  readonly capacity: number;
  rows = 0;
  private columns: SampleBlock["columns"];

  constructor(capacity: number) {
    this.capacity = capacity;
    this.columns = emptyColumns(capacity);
  }

  get room(): number {
    return this.capacity - this.rows;
  }

  push(actor: Actor, argsNum: number, returnValue: number, label: 0 | 1): void {
    const { columns, rows } = this;
    columns.processId[rows] = actor.processId;
    columns.threadId[rows] = actor.threadId;
    columns.parentProcessId[rows] = actor.parentProcessId;
    columns.userId[rows] = actor.userId;
    columns.mountNamespace[rows] = actor.mountNamespace;
    columns.argsNum[rows] = argsNum;
    columns.returnValue[rows] = returnValue;
    columns.sus_label[rows] = label;
    this.rows++;
  }

  /** Hands over the rows gathered so far and starts an empty block. */
  take(): SampleBlock {
    const { rows } = this;
    const columns = mapColumns(this.columns, (values) => values.slice(0, rows));
    this.rows = 0;
    return { rows, columns };
  }
}

function emptyColumns(capacity: number): SampleBlock["columns"] {
  return {
    processId: new Float64Array(capacity),
    threadId: new Float64Array(capacity),
    parentProcessId: new Float64Array(capacity),
    userId: new Float64Array(capacity),
    mountNamespace: new Float64Array(capacity),
    argsNum: new Float64Array(capacity),
    returnValue: new Float64Array(capacity),
    sus_label: new Float64Array(capacity),
  };
}

function mapColumns(
  columns: SampleBlock["columns"],
  change: (values: Float64Array<ArrayBuffer>) => Float64Array<ArrayBuffer>,
): SampleBlock["columns"] {
  return {
    processId: change(columns.processId),
    threadId: change(columns.threadId),
    parentProcessId: change(columns.parentProcessId),
    userId: change(columns.userId),
    mountNamespace: change(columns.mountNamespace),
    argsNum: change(columns.argsNum),
    returnValue: change(columns.returnValue),
    sus_label: change(columns.sus_label),
  };
}
