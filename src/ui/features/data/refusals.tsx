import { Button } from "@mantine/core";
import { Card } from "../../components/card";
import { ProblemList } from "../../components/problem-list";
import { useApp } from "../../store-context";

/** Why files that were dropped are not loaded. What was loaded before stays. */
export function Refusals() {
  const refusals = useApp((state) => state.refusals);
  const dismiss = useApp((state) => state.dismissRefusals);
  if (refusals.length === 0) return null;
  return (
    <div role="alert">
      <Card
        title="Not loaded"
        hint="everything loaded before is still here"
        actions={
          <Button variant="default" size="compact-sm" onClick={dismiss}>
            Dismiss
          </Button>
        }
      >
        <ProblemList problems={refusals} />
      </Card>
    </div>
  );
}
