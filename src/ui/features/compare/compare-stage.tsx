import { compareBlocker } from "../../../state/compared-net";
import { useApp } from "../../store-context";

/** Stands in for the stage until it is built. */
export function CompareStage() {
  const blocker = useApp((state) => compareBlocker(state));
  return <p>{blocker ?? "There is something to compare."}</p>;
}
