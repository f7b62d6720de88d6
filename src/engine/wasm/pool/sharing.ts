import { parameterCount, type Block } from "../../../domain/model-spec";
import { BLOCK_ROWS } from "./deal";

// Rules that decide who computes what. They look at the net, the batch and the size of the pool and never at a clock,
// so that a run comes out the same each time.

/** Operations a second that a member is taken to do. */
const MEMBER_RATE = 40e9;
/** What a chunk may last, at that rate, so that a stop is felt soon. */
const CHUNK_SECONDS = 0.05;
/** Rows of a chunk that a member gets. */
const FEWEST_ROWS = 256;
const MOST_ROWS = 65_536;
/** What must be saved for an exchange of messages to pay, on a machine whose cores may have other things to do. */
const EXCHANGE_SECONDS = 500e-6;
/** A parameter goes out and its gradient comes back, and each is copied a few times on its way. */
const EXCHANGE_SECONDS_PER_PARAMETER = 4e-9;
/** A row's, for each parameter: multiply and add forward, and twice as much backward. */
const TRAINING_OPERATIONS = 6;
const FORWARD_OPERATIONS = 2;

/** The same power of two for each member, and whole blocks of the deal, so that all get as much. */
export function poolChunkRows(blocks: readonly Block[], members: number): number {
  const rows = (CHUNK_SECONDS * MEMBER_RATE) / (TRAINING_OPERATIONS * parameterCount(blocks));
  const fewest = members === 1 ? FEWEST_ROWS : BLOCK_ROWS;
  return members * Math.min(MOST_ROWS, Math.max(fewest, 2 ** Math.floor(Math.log2(rows))));
}

/** Rows that must be taken off the busiest member for sharing to pay. */
export interface SharingRule {
  readonly training: number;
  readonly logits: number;
}

export function sharingRule(blocks: readonly Block[], members: number): SharingRule {
  const parameters = parameterCount(blocks);
  const seconds = EXCHANGE_SECONDS + (members - 1) * EXCHANGE_SECONDS_PER_PARAMETER * parameters;
  const rows = (operations: number): number => Math.ceil((seconds * MEMBER_RATE) / (operations * parameters));
  return { training: rows(TRAINING_OPERATIONS), logits: rows(FORWARD_OPERATIONS) };
}
