import { Button } from "@mantine/core";
import { poolSentence } from "../../../../domain/pool";
import { dealBlockerText } from "../../../../state/deal-slice";
import { dataLocked } from "../../../../state/selectors";
import { Card } from "../../../components/card";
import { useApp } from "../../../store-context";

/** While the rows of the files are dealt anew, or are to be and cannot: how, and the way back. */
export function DealtCard() {
  const plan = useApp((state) => state.poolPlan);
  const done = useApp((state) => state.poolDue() !== null);
  const blocker = useApp(dealBlockerText);
  const dealBack = useApp((state) => state.dealBack);
  const locked = useApp(dataLocked);
  if (plan === null || (!done && blocker === null)) return null;
  return (
    <Card
      title={done ? "Dealt again" : "Not dealt again"}
      hint={done ? "the splits are not the files as they came" : "the rows cannot be dealt as the settings say"}
      actions={
        <Button variant="default" size="compact-sm" disabled={locked} onClick={() => void dealBack()}>
          Back to the files as they came
        </Button>
      }
    >
      {blocker !== null && <p role="alert">{blocker}</p>}
      <p>{poolSentence(plan)}</p>
    </Card>
  );
}
