/** How long the other side of a port may be silent while a call waits on it. */
export interface Patience {
  /** Milliseconds without a word after which it is asked for a sign of life. */
  readonly silenceMs: number;
  /** Milliseconds between two looks for the answer. */
  readonly lookMs: number;
  /** Looks in vain after which it counts as gone. */
  readonly looks: number;
  /** The same before its first word ever: it may still be loading its code. */
  readonly firstLooks: number;
}

/** Watches over the other side while there is something to wait for; a timer runs only then. */
export interface Heartbeat {
  /** There is something to wait for. */
  watch(): void;
  /** A message came. */
  heard(): void;
  /** There is nothing to wait for any more. */
  rest(): void;
}

interface HeartbeatParts {
  readonly patience: Patience;
  readonly ping: () => void;
  readonly onGone: () => void;
}

/**
 * Looks are counted instead of milliseconds: after a sleep of the machine, or in a hidden tab whose timers are slowed
 * down, the answer has had its turn before the next look.
 */
export function createHeartbeat({ patience, ping, onGone }: HeartbeatParts): Heartbeat {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let heardLately = false;
  let everHeard = false;
  let looks = 0;

  const wait = (ms: number): void => {
    timer = setTimeout(look, ms);
  };
  const look = (): void => {
    if (heardLately) {
      heardLately = false;
      looks = 0;
      wait(patience.silenceMs);
      return;
    }
    if (looks === (everHeard ? patience.looks : patience.firstLooks)) {
      timer = null;
      onGone();
      return;
    }
    if (looks === 0) ping();
    looks++;
    wait(patience.lookMs);
  };

  return {
    watch: () => {
      if (timer !== null) return;
      heardLately = false;
      looks = 0;
      wait(patience.silenceMs);
    },
    heard: () => {
      heardLately = true;
      everHeard = true;
    },
    rest: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
