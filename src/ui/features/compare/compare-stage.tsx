import { formatPercent } from "../../../domain/format";
import { SPLITS, SPLIT_TITLES } from "../../../domain/split";
import { inexactness, shownComparison, shownFigures } from "../../../state/compare-figures";
import { compareBlocker } from "../../../state/compared-net";
import { useApp } from "../../store-context";

/** Stands in for the stage until it is built: what is shown, and how exactly. */
export function CompareStage() {
  const blocker = useApp((state) => compareBlocker(state));
  const shown = useApp(shownComparison);
  const waiting = useApp(inexactness);
  const figures = useApp(shownFigures);
  if (blocker !== null) return <p>{blocker}</p>;
  return (
    <>
      <p>
        {shown?.epoch === null || shown === null ? "The net as it was stopped" : `Epoch ${shown.epoch}`}, {shown?.exact === true ? "exact" : `near (${waiting?.kind ?? ""})`}
      </p>
      <ul>
        {figures !== null &&
          SPLITS.map((split) => (
            <li key={split}>
              {SPLIT_TITLES[split]}: {formatPercent(figures[split].accuracy, 2)}
            </li>
          ))}
      </ul>
    </>
  );
}
