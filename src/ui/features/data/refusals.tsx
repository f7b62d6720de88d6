import { Button } from "@mantine/core";
import { useMemo } from "react";
import type { Problem } from "../../../domain/problem";
import { SPLITS } from "../../../domain/split";
import { Card } from "../../components/card";
import { ProblemList } from "../../components/problem-list";
import { useApp } from "../../store-context";

/** Why files that were dropped are not loaded. What was loaded before stays. */
export function Refusals() {
  const refusals = useApp((state) => state.refusals);
  const readRefused = useApp((state) => state.readRefused);
  const dismiss = useApp((state) => state.dismissRefusals);
  const inOrder = useMemo(() => refusals.toSorted((a, b) => placeOf(a) - placeOf(b)), [refusals]);
  if (refusals.length === 0) return null;
  return (
    <div role="alert" aria-label="Not loaded">
      <Card
        title="Not loaded"
        hint="everything loaded before is still here"
        actions={
          <Button variant="default" size="compact-sm" onClick={dismiss}>
            Dismiss
          </Button>
        }
      >
        <ProblemList
          problems={inOrder}
          onChoose={({ split }, { effect }) => {
            if (split !== null && effect.kind === "rules") void readRefused(split, effect.change);
          }}
        />
      </Card>
    </div>
  );
}

/** Files are read side by side and refused in any order; those of no split come last. */
function placeOf({ split }: Problem): number {
  return split === null ? SPLITS.length : SPLITS.indexOf(split);
}
