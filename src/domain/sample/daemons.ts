import type { Random } from "../random";
import { HOST_NAMESPACE, NETWORK_NAMESPACE, RESOLVE_NAMESPACE } from "./profile";
import type { Actor } from "./rows";

interface Daemon {
  readonly actor: Actor;
  /** Share of the daemons' rows, up to a common factor. */
  readonly weight: number;
}

export interface Daemons {
  readonly all: readonly Daemon[];
  readonly udev: Actor;
  readonly network: Actor;
  readonly agent: Actor;
  readonly cron: Actor;
  readonly remote: Actor;
}

/** The processes that a host starts at boot. Their numbers differ a little from host to host. */
export function daemons(random: Random): Daemons {
  const daemon = (processId: number, userId = 0, mountNamespace = HOST_NAMESPACE, firstDescriptor = 10): Actor => ({
    processId,
    threadId: processId,
    parentProcessId: processId === 1 ? 0 : 1,
    userId,
    mountNamespace,
    firstDescriptor,
  });
  const shift = (by: number): number => random.integer(2 * by + 1) - by;

  const sandbox = random.integer(2) === 0 ? NETWORK_NAMESPACE : RESOLVE_NAMESPACE;
  const udev = daemon(187 + shift(1), 0, sandbox);
  const networkId = 380 + shift(1);
  const network = daemon(networkId, 100, NETWORK_NAMESPACE, 15);
  const resolve = daemon(networkId + 3, 101, RESOLVE_NAMESPACE, 15);
  const agent = daemon(1385 + shift(6), 0, HOST_NAMESPACE, 5);
  const cron = daemon(1648 + shift(8), 0, HOST_NAMESPACE, 5);
  const remote = daemon(2461 + shift(20), 0, HOST_NAMESPACE, 5);
  const thread = (of: Actor): Actor => ({ ...of, threadId: 7300 + random.integer(200) });
  return {
    udev,
    network,
    agent,
    cron,
    remote,
    all: [
      { actor: daemon(1), weight: 0.5 },
      { actor: daemon(151 + shift(4)), weight: 0.1 },
      { actor: udev, weight: 0.08 },
      { actor: network, weight: 0.0415 },
      { actor: resolve, weight: 0.037 },
      { actor: daemon(622 + shift(5), 102), weight: 0.022 },
      { actor: daemon(611 + shift(5), 103), weight: 0.014 },
      { actor: daemon(1012 + shift(9), 0, HOST_NAMESPACE, 3), weight: 0.05 },
      { actor: agent, weight: 0.08 },
      { actor: thread(agent), weight: 0.011 },
      { actor: cron, weight: 0.06 },
      { actor: remote, weight: 0.005 },
    ],
  };
}
