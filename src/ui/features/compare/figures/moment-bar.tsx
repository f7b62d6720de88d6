import { ActionIcon, Button } from "@mantine/core";
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { Split } from "../../../../domain/split";
import { secondComparison, shownComparison, shownEpochs, type HistoryMetric } from "../../../../state/compare-figures";
import { shownMoment } from "../../../../state/compare-slice";
import { epochOf, newestMoment } from "../../../../state/compared-net";
import { isActive } from "../../../../state/run-slice";
import { useApp } from "../../../store-context";
import { BestEpochLine } from "./best-epoch-line";
import { Exactness } from "./exactness";
import styles from "./figures.module.css";
import { exactnessText, momentText } from "./moment-text";
import { MomentTrack } from "./moment-track";
import { useBestEpoch } from "./use-best-epoch";
import { usePlayer } from "./use-player";

const NO_EPOCHS: readonly number[] = [];

/** Which epoch the stage shows, and which one it is held against. A new run begins anew. */
export function MomentBar() {
  const runId = useApp(({ run }) => run?.id ?? 0);
  return <Moments key={runId} />;
}

function Moments() {
  const { stops, last, at, textOf } = useStops();
  const exact = useApp((state) => shownComparison(state)?.exact ?? null);
  const moving = useMoving(stops, at);
  const { player } = moving;
  const [by, setBy] = useState<{ readonly metric: HistoryMetric; readonly split: Split }>({ metric: "loss", split: "validation" });
  const best = useBestEpoch(by.split, by.metric);
  const second = useApp(({ compare }) => compare.second);
  const following = useApp(({ compare }) => compare.chosen === null);
  const active = useApp(({ run }) => isActive(run));
  const followNewest = useApp((state) => state.followNewest);
  const text = textOf(at);
  const marks = [
    ...(best === null ? [] : [{ stop: nearest(stops, best.epoch), mark: <span className={styles.best} data-mark="best" /> }]),
    ...(second === null ? [] : [{ stop: nearest(stops, second), mark: <span className={styles.second} data-mark="second" /> }]),
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
      </div>
      <HeldAgainst stops={stops} last={last} best={best?.epoch ?? null} />
    </section>
  );
}

interface Stops {
  /** Epochs that can be shown; null, at the end: where a run stopped in the middle of one. */
  readonly stops: readonly (number | null)[];
  /** The last epoch that there is, or, of a run under way, that there will be. */
  readonly last: number;
  readonly at: number;
  readonly textOf: (stop: number) => string;
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
  const at = epoch === null ? stops.length - 1 : nearest(stops, epoch);
  return { stops, last, at: Math.max(0, at), textOf: (stop) => momentText(stops[stop] ?? null, last) };
}

/** The stop of an epoch, or the one next to it where it is not among them. */
function nearest(stops: readonly (number | null)[], epoch: number): number {
  const found = stops.findIndex((stop) => stop === null || stop >= epoch);
  return found === -1 ? stops.length - 1 : found;
}

function useMoving(stops: readonly (number | null)[], at: number) {
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

interface HeldAgainstProps {
  readonly stops: readonly (number | null)[];
  readonly last: number;
  readonly best: number | null;
}

/** The epoch that the one shown is held against: what changed from it is shown beside each figure. */
function HeldAgainst({ stops, last, best }: HeldAgainstProps) {
  const second = useApp(({ compare }) => compare.second);
  const exact = useApp((state) => secondComparison(state)?.exact ?? null);
  const failure = useApp(({ compare }) => (compare.second !== null && compare.other.status === "failed" ? compare.other.error : null));
  const compareWith = useApp((state) => state.compareWith);
  const compareAgain = useApp((state) => state.compareAgain);
  const [draft, setDraft] = useState<number | null>(null);
  const epochs = stops.filter((stop) => stop !== null);
  const held = draft ?? second;
  if (held === null) {
    return (
      <div className={styles.against}>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            compareWith(epochs[0] ?? 0);
          }}
        >
          Hold against another epoch
        </Button>
      </div>
    );
  }
  const text = momentText(held, last);
  const exactness = exact === null || draft !== null ? null : exactnessText(exact);
  return (
    <div className={styles.against} role="group" aria-label="Held against">
      <span className={styles.label}>Held against</span>
      <MomentTrack
        label="Epoch held against"
        stops={epochs.length}
        at={nearest(epochs, held)}
        text={exactness === null ? text : `${text}, ${exactness}`}
        onScrub={(stop) => {
          setDraft(epochs[stop] ?? null);
        }}
        onSettle={() => {
          if (draft !== null) compareWith(draft);
          setDraft(null);
        }}
      />
      {best !== null && (
        <Button variant="default" size="compact-sm" disabled={second === best} onClick={() => { compareWith(best); }}>
          Best
        </Button>
      )}
      <Button variant="default" size="compact-sm" onClick={() => { compareWith(null); }}>
        No longer
      </Button>
      <p className={styles.said}>
        {text}
        {exactness !== null && (
          <>
            {" · "}
            <span data-exact={exact === true}>{exactness}</span>
          </>
        )}
      </p>
      {failure !== null && (
        <p role="alert">
          Its exact figures could not be worked out: {failure}{" "}
          <Button variant="default" size="compact-sm" onClick={compareAgain}>
            Try again
          </Button>
        </p>
      )}
    </div>
  );
}
