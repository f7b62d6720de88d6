import { Button } from "@mantine/core";
import { inexactness, shownComparison } from "../../state/compare-figures";
import { useApp } from "../store-context";
import styles from "./bars.module.css";
import { exactnessText, inexactnessText } from "./moment-text";

/** What is shown, whether its figures are exact, and why not. */
export function Exactness({ text }: { readonly text: string }) {
  const exact = useApp((state) => shownComparison(state)?.exact ?? null);
  const why = useApp(inexactness);
  const compareAgain = useApp((state) => state.compareAgain);
  return (
    <div className={styles.said}>
      <p>
        <strong>{text}</strong>
        {exact !== null && (
          <>
            {" · "}
            <span data-exact={exact}>{exactnessText(exact)}</span>
          </>
        )}
      </p>
      <p className={styles.reason} data-failed={why?.kind === "failed" || undefined}>
        {why === null ? "" : inexactnessText(why)}{" "}
        {why?.kind === "failed" && (
          <Button variant="default" size="compact-xs" onClick={compareAgain}>
            Try again
          </Button>
        )}
      </p>
    </div>
  );
}
