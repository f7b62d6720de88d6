import { Button } from "@mantine/core";
import { useApp } from "../../store-context";
import { writeNumber } from "../../components/write-number";
import { rateOf, slower } from "./slower";
import styles from "./train-stage.module.css";

const NO_NOTICES: readonly string[] = [];

/** What happened to the run that a person should know: notices, a failure, or a loss that blew up. */
export function RunNews() {
  return (
    <>
      <Notices />
      <Failure />
      <Diverged />
    </>
  );
}

/** The region is always there, so that what appears in it is said aloud. */
function Notices() {
  const notices = useApp((state) => state.run?.notices ?? NO_NOTICES);
  return (
    <div role="status" className={styles.notices} aria-label="Notices of the run">
      {notices.map((notice, index) => (
        <p key={index} className={styles.note}>
          {notice}
        </p>
      ))}
    </div>
  );
}

function Failure() {
  const message = useApp(({ run }) => (run?.status === "failed" ? (run.error?.message ?? null) : null));
  if (message === null) return null;
  return (
    <div className={styles.error} role="alert">
      <strong>The run failed.</strong> {message}
    </div>
  );
}

/** Why the loss blew up, and the likeliest way out as one button. */
function Diverged() {
  const message = useApp(({ run }) => (run?.status === "diverged" ? (run.error?.message ?? "") : null));
  const ran = useApp(({ run }) => run?.outcome?.config ?? null);
  const configure = useApp((state) => state.configure);
  const { train } = useApp((state) => state.transport);
  if (message === null) return null;
  const lowered = ran === null ? null : slower(ran);
  return (
    <div className={styles.error} role="alert">
      <p>
        <strong>The loss blew up.</strong> {message}
      </p>
      {lowered !== null && (
        <Button
          size="compact-sm"
          mt="var(--space-2)"
          onClick={() => {
            configure(lowered);
            train();
          }}
        >
          Train again with learning rate {writeNumber(rateOf(lowered))}
        </Button>
      )}
    </div>
  );
}
