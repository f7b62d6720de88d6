import { Button } from "@mantine/core";
import { isOnlyDealing } from "../../../state/selectors";
import { Card } from "../../components/card";
import { WorkProgress } from "../../components/work-progress";
import { useApp } from "../../store-context";

/** While rows are dealt: how far that is, with a way to give it up; and what became of a deal that has ended by itself. */
export function DealingLine() {
  const dealing = useApp(isOnlyDealing);
  const portion = useApp((state) => state.carvePortion);
  const stop = useApp((state) => state.stopDealing);
  const news = useApp((state) => state.dealNews);
  const dismiss = useApp((state) => state.dismissDealNews);
  if (dealing && portion !== null) return <WorkProgress doing="Dealing the rows" what="dealing the rows" portion={portion} onCancel={stop} />;
  if (news === null) return null;
  return (
    <Card
      title="No longer dealt again"
      actions={
        <Button variant="default" size="compact-sm" onClick={dismiss}>
          Dismiss
        </Button>
      }
    >
      <p role="status">{news}</p>
    </Card>
  );
}
