import { isActive } from "../../../state/run-slice";
import { useApp } from "../../store-context";
import { GoOn } from "./go-on";
import { WhileItRuns } from "./while-it-runs";

/** One place for what can be done with the run: change it while it is under way, go on with it afterwards. */
export function RunControlCard() {
  const stage = useApp(({ run }) => (run === null ? "none" : isActive(run) ? "active" : "ended"));
  if (stage === "none") return null;
  return stage === "active" ? <WhileItRuns /> : <GoOn />;
}
