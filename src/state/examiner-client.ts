import type { Asking, Examiner } from "../domain/examiner";
import type { CallOptions, Client } from "../protocol/client";
import type { TrainService } from "../protocol/train-service";

/** The examiner of the page: questions can be given up by an AbortSignal. */
export type PageExaminer = Examiner<AbortSignal>;

/** The examiner in the train worker, seen from the page. */
export function examinerClient(client: Client<TrainService>): PageExaminer {
  const options = ({ signal, onShare }: Asking<AbortSignal> = {}): CallOptions<number> => ({
    signal,
    ...(onShare === undefined ? {} : { onEvent: onShare }),
  });
  return {
    compare: (question, asking) => client.call("compare", question, options(asking)),
    intervals: (question, asking) => client.call("intervals", question, options(asking)),
    baseline: (question, asking) => client.call("baseline", question, options(asking)),
    importance: (question, asking) => client.call("importance", question, options(asking)),
    dependence: (question, asking) => client.call("dependence", question, options(asking)),
    nearest: (question, asking) => client.call("nearest", question, options(asking)),
    worst: (question, asking) => client.call("worst", question, options(asking)),
    insight: (question, asking) => client.call("insight", question, options(asking)),
    logits: (question, asking) => client.call("logits", question, options(asking)),
    heldOut: (question, asking) => client.call("heldOut", question, options(asking)),
    prior: (question, asking) => client.call("prior", question, options(asking)),
    corrected: (question, asking) => client.call("corrected", question, options(asking)),
    domain: (question, asking) => client.call("domain", question, options(asking)),
    measure: (question, asking) =>
      client.call("measure", question, { ...options(asking), transfer: [question.rows.x.buffer, question.rows.y.buffer] }),
  };
}
