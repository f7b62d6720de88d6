import { ActionIcon, Button } from "@mantine/core";
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { Split } from "../../domain/split";
import { shownComparison, shownEpochs, type HistoryMetric } from "../../state/compare-figures";
import { shownMoment } from "../../state/compare-slice";
import { epochOf, newestMoment } from "../../state/compared-net";
import { isActive } from "../../state/run-slice";
import { useApp } from "../store-context";
import { BestEpochLine } from "./best-epoch-line";
import { Exactness } from "./exactness";
import styles from "./bars.module.css";
import { HeldAgainst } from "./held-against";
import { exactnessText, momentText } from "./moment-text";
import { MomentTrack } from "./moment-track";
import { useBestEpoch } from "./use-best-epoch";
import { nearestStop, type Stop } from "./stops";
import { usePlayer } from "./use-player";

const NO_EPOCHS: readonly number[] = [];

interface MomentBarProps {
  /** Whether the stage shows a second epoch beside the first. */
  readonly holdsAgainst?: boolean;
}

/** Which epoch the stage shows, and which one it is held against. A new run begins anew. */
export function MomentBar({ holdsAgainst = true }: MomentBarProps) {
  const runId = useApp(({ run }) => run?.id ?? 0);
  return <Moments key={runId} holdsAgainst={holdsAgainst} />;
}

function Moments({ holdsAgainst }: { readonly holdsAgainst: boolean }) {
  const { stops, last, at, epoch } = useStops();
  const exact = useApp((state) => shownComparison(state)?.exact ?? null);
  const moving = useMoving(stops, at);
  const { player } = moving;
  const [by, setBy] = useState<{ readonly metric: HistoryMetric; readonly split: Split }>({ metric: "loss", split: "validation" });
  const best = useBestEpoch(by.split, by.metric);
  const second = useApp(({ compare }) => (holdsAgainst ? compare.second : null));
  const following = useApp(({ compare }) => compare.chosen === null);
  const active = useApp(({ run }) => isActive(run));
  const followNewest = useApp((state) => state.followNewest);
  const compareWith = useApp((state) => state.compareWith);
  const text = momentText(epoch, last);
  const marks = [
    ...(best === null ? [] : [{ stop: nearestStop(stops, best.epoch), mark: <span className={styles.best} data-mark="best" /> }]),
    ...(second === null ? [] : [{ stop: nearestStop(stops, second), mark: <span className={styles.second} data-mark="second" /> }]),
  ];
  return (
    <section className={styles.bar} aria-label="Epoch shown">
      <div className={styles.moving}>
        <ActionIcon
          variant="filled"
          size="lg"
          aria-label={player.playing ? "Pause the epochs" : "Play the epochs"}
          disabled={stops.length < 2}
          onClick={player.playing ? player.pause : player.play}
        >
          {player.playing ? <IconPlayerPauseFilled size={16} aria-hidden /> : <IconPlayerPlayFilled size={16} aria-hidden />}
        </ActionIcon>
        <MomentTrack
          label="Epoch shown"
          stops={stops.length}
          at={at}
          text={`${text}${exact === null ? "" : `, ${exactnessText(exact)}`}`}
          marks={marks}
          onScrub={moving.scrub}
          onSettle={moving.release}
        />
        <Button
          variant={following ? "filled" : "default"}
          size="compact-md"
          aria-pressed={following}
          title={active ? "Shows each new epoch as it comes" : "Shows the net that the run ended with"}
          onClick={() => {
            player.leave();
            followNewest();
          }}
        >
          Newest
        </Button>
      </div>
      <div className={styles.words}>
        <Exactness text={text} />
        <BestEpochLine
          by={by}
          best={best}
          onBy={setBy}
          onShow={(chosen) => {
            player.leave();
            moving.settleAt(chosen);
          }}
        />
        {holdsAgainst && second === null && (
          <Button variant="default" size="compact-sm" onClick={() => { compareWith(stops[0] ?? 0); }}>
            Hold against another epoch
          </Button>
        )}
      </div>
      {second !== null && <HeldAgainst second={second} stops={stops} last={last} best={best?.epoch ?? null} />}
    </section>
  );
}

interface Stops {
  readonly stops: readonly Stop[];
  /** The last epoch that there is, or, of a run under way, that there will be. */
  readonly last: number;
  readonly at: number;
  /** Null in the middle of one. */
  readonly epoch: number | null;
}

function useStops(): Stops {
  const epochs = useApp(({ run }) => (run === null ? NO_EPOCHS : shownEpochs(run)));
  const halfway = useApp(({ run }) => run !== null && newestMoment(run) === "end" && epochOf(run, "end") === null);
  const epoch = useApp((state) => {
    const moment = shownMoment(state);
    return state.run === null || moment === null ? null : epochOf(state.run, moment.at);
  });
  const last = useApp(({ run }) => (run === null ? 0 : isActive(run) ? run.config.epochs : (run.history.at(-1)?.epoch ?? 0)));
  const stops = halfway ? [...epochs, null] : epochs;
  const at = epoch === null ? stops.length - 1 : nearestStop(stops, epoch);
  return { stops, last, at: Math.max(0, at), epoch };
}

function useMoving(stops: readonly Stop[], at: number) {
  const scrubTo = useApp((state) => state.scrub);
  const settleAt = useApp((state) => state.settle);
  const followNewest = useApp((state) => state.followNewest);
  const scrubbed = useApp(({ compare }) => (compare.scrubbing ? compare.chosen : null));
  const show = (stop: number): void => {
    const epoch = stops[stop] ?? null;
    if (epoch === null) followNewest();
    else scrubTo(epoch);
  };
  const settle = (): void => {
    if (scrubbed !== null) settleAt(scrubbed);
  };
  const player = usePlayer({ stops: stops.length, at, show, settle });
  const leaving = useRef(settle);
  useEffect(() => {
    leaving.current = settle;
  });
  useEffect(
    () => () => {
      leaving.current();
    },
    [],
  );
  return {
    player,
    settleAt,
    scrub: (stop: number): void => {
      player.leave();
      show(stop);
    },
    release: (): void => {
      if (!player.playing) settle();
    },
  };
}
