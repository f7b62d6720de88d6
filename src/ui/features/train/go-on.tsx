import { Button } from "@mantine/core";
import { useState } from "react";
import { formatBytes, formatCount } from "../../../domain/format";
import { refusals } from "../../../domain/run-limits";
import type { Run } from "../../../state/run-slice";
import { Card } from "../../components/card";
import { Choice } from "../../components/choice";
import { NumberField } from "../../components/number-field";
import { Term } from "../../components/term";
import { useApp } from "../../store-context";
import { ChangeList } from "./change-list";
import styles from "./train-stage.module.css";

const NO_CHECKPOINTS: Run["checkpoints"] = [];
const NO_CHANGES: Run["changes"] = [];
/** Epochs that a run which had none, or has only been measured, goes on for. */
const SOME_EPOCHS = 10;

/** What can be done with a run that has ended: go on from its last epoch, or from an earlier one. */
export function GoOn() {
  const checkpoints = useApp((state) => state.run?.checkpoints ?? NO_CHECKPOINTS);
  const changes = useApp((state) => state.run?.changes ?? NO_CHANGES);
  const asked = useApp((state) => state.run?.config.epochs ?? 0);
  const startEpoch = useApp((state) => state.run?.startEpoch ?? 0);
  const goOnFrom = useApp((state) => state.goOnFrom);
  const last = checkpoints.at(-1)?.epoch ?? null;
  const [more, setMore] = useState(Math.max(0, asked - startEpoch) || SOME_EPOCHS);
  const [chosen, setChosen] = useState<number | null>(null);
  const from = checkpoints.some(({ epoch }) => epoch === chosen) ? chosen : last;
  if (from === null) {
    return (
      <Card title="Go on">
        <p className={styles.hint}>No epoch of this run is kept, so it cannot go on.</p>
      </Card>
    );
  }
  const refuseMore = (epochs: number): string | null =>
    epochs === 0 ? "Go on for at least one epoch." : (refusals.epochs(epochs) ?? refusals.epochs(from + epochs));
  return (
    <Card title="Go on" hint={<Kept checkpoints={checkpoints} />} beside>
      <div className={styles.control}>
        <div className={styles.goOn}>
          <Choice
            label="From the end of"
            value={String(from)}
            options={[...checkpoints].reverse().map(({ epoch }) => ({ value: String(epoch), label: nameOf(epoch, last) }))}
            onChange={(epoch) => {
              setChosen(Number(epoch));
            }}
          />
          <NumberField label="More epochs" value={more} refuse={refuseMore} onChange={setMore} />
          <Button
            variant="default"
            className={styles.besideButton ?? ""}
            disabled={refuseMore(more) !== null}
            onClick={() => {
              void goOnFrom(from, more);
            }}
          >
            Train {formatCount(more)} more {more === 1 ? "epoch" : "epochs"}
          </Button>
        </div>
        {from !== last && (
          <p className={styles.hint}>
            What came after {from === 0 ? "the untrained net" : `epoch ${formatCount(from)}`} is forgotten.
          </p>
        )}
        {changes.length > 0 && <ChangeList changes={changes} />}
      </div>
    </Card>
  );
}

function Kept({ checkpoints }: { readonly checkpoints: Run["checkpoints"] }) {
  const bytes = checkpoints.reduce((sum, checkpoint) => sum + checkpoint.bytes, 0);
  return (
    <span className={styles.kept}>
      Checkpoints: {formatCount(checkpoints.length)} kept, {formatBytes(bytes)} <Term name="checkpoint" />
    </span>
  );
}

function nameOf(epoch: number, last: number | null): string {
  const name = epoch === 0 ? "the untrained net" : `epoch ${formatCount(epoch)}`;
  return epoch === last ? `${name} (last)` : name;
}
