import type { RunRequest } from "../domain/trainer";
import type { Backend, PerPart, Program } from "./backend";
import type { EventOutbox } from "./event-outbox";
import type { LiveConfig } from "./live-config";
import type { LabelledRows } from "./measurer";
import type { RunControl } from "./run-control";

/** What a run is made of. */
export interface RunParts {
  /** With the rows loaded and the program compiled. */
  readonly backend: Backend;
  readonly program: Program;
  readonly labels: PerPart<LabelledRows>;
  readonly features: number;
  readonly request: RunRequest;
  readonly live: LiveConfig;
  readonly control: RunControl;
  readonly outbox: EventOutbox;
  /** Milliseconds from any fixed moment. */
  readonly now: () => number;
}
