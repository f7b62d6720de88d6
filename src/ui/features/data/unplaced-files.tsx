import { Button } from "@mantine/core";
import { SPLITS, SPLIT_TITLES } from "../../../domain/split";
import { Card } from "../../components/card";
import { useApp } from "../../store-context";
import styles from "./data-stage.module.css";

/** Files whose name does not say what they are for, or whose role is taken. */
export function UnplacedFiles() {
  const unplaced = useApp((state) => state.unplaced);
  const files = useApp((state) => state.files);
  const addFileAs = useApp((state) => state.addFileAs);
  const leaveOut = useApp((state) => state.leaveOut);
  const splitFile = useApp((state) => state.splitFile);
  const nothingLoaded = SPLITS.every((split) => files[split] === undefined);
  if (unplaced.length === 0) return null;
  return (
    <Card title="What are these for?" hint="choose a role for each file">
      <div className={styles.stack}>
        {unplaced.map((file, index) => (
          <div key={`${file.name} ${index}`} className={styles.readingLine}>
            <strong className={styles.fileName}>{file.name}</strong>
            {SPLITS.map((split) => {
              const replaced = files[split]?.fileName;
              return (
                <Button
                  key={split}
                  variant="default"
                  size="compact-sm"
                  onClick={() => void addFileAs(split, file)}
                >
                  {replaced === undefined ? `Use as ${SPLIT_TITLES[split]}` : `Replace ${SPLIT_TITLES[split]}`}
                </Button>
              );
            })}
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={`Leave ${file.name} out`}
              onClick={() => {
                leaveOut(file);
              }}
            >
              Leave it out
            </Button>
            {nothingLoaded && unplaced.length === 1 && (
              <Button size="compact-sm" onClick={() => void splitFile(file)}>
                Split it three ways
              </Button>
            )}
          </div>
        ))}
      </div>
    </Card>
  );
}
