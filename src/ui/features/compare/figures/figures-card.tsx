import { Button } from "@mantine/core";
import { useDeferredValue, useMemo } from "react";
import {
  baselineFigures,
  secondComparison,
  secondFigures,
  shownBaseline,
  shownComparison,
  shownFigures,
  shownIntervals,
} from "../../../../state/compare-figures";
import { thresholdOf } from "../../../../state/threshold-slice";
import { Card } from "../../../components/card";
import { writeNumber } from "../../../components/write-number";
import { useApp } from "../../../store-context";
import { figuresCsv, type FigureContext } from "./figure-csv";
import { figureRows, type FigureRow } from "./figure-rows";
import { FigureTable } from "./figure-table";
import { FigureNotes } from "./figure-notes";
import { shortMomentText } from "../../../panels/moment-text";
import { useIntervals } from "./use-intervals";

/** Every figure of the three splits, with its uncertainty and what it is to be held against. */
export function FiguresCard() {
  const newest = useTable();
  const table = useDeferredValue(newest);
  const saveFile = useApp((state) => state.saveFile);
  useIntervals();
  if (table === null) return null;
  const { rows, context } = table;
  return (
    <Card
      title="Figures"
      hint={`${shortMomentText(context.epoch)} at threshold ${writeNumber(context.threshold)}`}
      actions={
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            saveFile("triptych-figures.csv", new Blob([figuresCsv(rows, context)], { type: "text/csv" }));
          }}
        >
          Download CSV
        </Button>
      }
    >
      <div aria-busy={table !== newest}>
        <FigureTable rows={rows} context={context} />
      </div>
      <FigureNotes rows={rows} />
    </Card>
  );
}

interface Table {
  readonly rows: readonly FigureRow[];
  readonly context: FigureContext;
}

function useTable(): Table | null {
  const shown = useApp(shownComparison);
  const figures = useApp(shownFigures);
  const second = useApp(secondComparison);
  const otherFigures = useApp(secondFigures);
  const baseline = useApp(shownBaseline);
  const ofBaseline = useApp(baselineFigures);
  const intervals = useApp(shownIntervals);
  const threshold = useApp((state) => thresholdOf(state).value);
  return useMemo(() => {
    if (shown === null || figures === null) return null;
    const rows = figureRows({
      shown: { splits: shown.splits, figures },
      second: second === null || otherFigures === null ? null : { splits: second.splits, figures: otherFigures },
      baseline,
      baselineFigures: ofBaseline,
      intervals,
    });
    const context = {
      epoch: shown.epoch,
      exact: shown.exact,
      threshold,
      second: second === null ? null : { epoch: second.epoch, exact: second.exact },
    };
    return { rows, context };
  }, [shown, figures, second, otherFigures, baseline, ofBaseline, intervals, threshold]);
}
