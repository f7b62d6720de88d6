import { Button } from "@mantine/core";
import { poolSentence } from "../../../../domain/pool";
import { dataLocked } from "../../../../state/selectors";
import { Card } from "../../../components/card";
import { useApp } from "../../../store-context";

/** While the rows of the files are dealt anew: how, and the way back. */
export function DealtCard() {
  const plan = useApp((state) => state.poolDue());
  const dealBack = useApp((state) => state.dealBack);
  const locked = useApp(dataLocked);
  if (plan === null) return null;
  return (
    <Card
      title="Dealt again"
      hint="the splits are not the files as they came"
      actions={
        <Button variant="default" size="compact-sm" disabled={locked} onClick={() => void dealBack()}>
          Back to the files as they came
        </Button>
      }
    >
      <p>{poolSentence(plan)}</p>
    </Card>
  );
}
