import { Button } from "@mantine/core";
import { useState } from "react";
import { planSentence, type CarvePlan } from "../../../../domain/carve";
import { SPLITS, SPLIT_TITLES, type Split } from "../../../../domain/split";
import { proposedPlan } from "../../../../state/carve-slice";
import { dataLocked } from "../../../../state/selectors";
import { Card } from "../../../components/card";
import { useApp } from "../../../store-context";
import { CarveForm } from "./carve-form";

/** Where a file or two are there: how the splits that have none are made out of them, and what was done. */
export function CarveCard() {
  const sources = useApp((state) => state.sources);
  const label = useApp((state) => state.label);
  const plan = useApp((state) => state.carvePlan);
  const carve = useApp((state) => state.carve);
  const locked = useApp(dataLocked);
  const [changing, setChanging] = useState(false);
  const loaded = SPLITS.filter((split) => sources[split] !== undefined);
  const usual = proposedPlan({ sources, label });
  if (usual === null) return null;
  const done = plan !== null && loaded.includes(plan.from);
  if (done && !changing) {
    return (
      <CarvedCard
        plan={plan}
        onChange={() => {
          setChanging(true);
        }}
      />
    );
  }
  return (
    <Card title={`Make the ${listed(usual.into)}`} hint="out of the rows of a file that is there">
      <CarveForm
        // Other files, another label: another proposal.
        key={`${loaded.join()} ${label?.column ?? ""}`}
        initial={done ? plan : usual}
        loaded={loaded}
        locked={locked}
        onMake={(made) => {
          setChanging(false);
          void carve(made);
        }}
        onCancel={
          done
            ? () => {
                setChanging(false);
              }
            : null
        }
      />
    </Card>
  );
}

function CarvedCard({ plan, onChange }: { readonly plan: CarvePlan; readonly onChange: () => void }) {
  const files = useApp((state) => state.files);
  const takeBack = useApp((state) => state.takeBackCarving);
  const locked = useApp(dataLocked);
  return (
    <Card
      title="One file, several splits"
      hint={`made out of ${files[plan.from]?.fileName ?? "a file"}`}
      actions={
        <>
          <Button variant="default" size="compact-sm" disabled={locked} onClick={onChange}>
            Change
          </Button>
          <Button variant="default" size="compact-sm" disabled={locked} onClick={() => void takeBack()}>
            Take back
          </Button>
        </>
      }
    >
      <p>{planSentence(plan)}</p>
    </Card>
  );
}

/** For example "validation and test splits". */
function listed(splits: readonly Split[]): string {
  const names = splits.map((split) => SPLIT_TITLES[split].toLowerCase());
  return `${names.join(" and ")} split${names.length === 1 ? "" : "s"}`;
}
