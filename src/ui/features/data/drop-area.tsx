import { Button, Checkbox, FileButton } from "@mantine/core";
import { useState, type DragEvent } from "react";
import { useApp } from "../../store-context";
import styles from "./data-stage.module.css";
import { filesOf } from "./dropped-files";
import { PasteDialog } from "./paste-dialog";

function NoHeader() {
  const hasHeader = useApp((state) => state.hasHeader);
  const setHasHeader = useApp((state) => state.setHasHeader);
  return (
    <Checkbox
      label="First row is data (no header)"
      checked={!hasHeader}
      onChange={(event) => {
        setHasHeader(!event.currentTarget.checked);
      }}
    />
  );
}

/** Where files come in: dropped (a folder too), chosen, or pasted. */
export function DropArea({ compact }: { readonly compact: boolean }) {
  const addFiles = useApp((state) => state.addFiles);
  const [over, setOver] = useState(false);
  const [pasting, setPasting] = useState(false);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void filesOf(event.dataTransfer).then(addFiles);
  };
  return (
    <section
      className={styles.drop}
      aria-label="Add files"
      data-over={over || undefined}
      data-compact={compact || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={onDrop}
    >
      {!compact && (
        <>
          <p className={styles.lead}>Drop a train, a validation and a test CSV here</p>
          <p className={styles.muted}>
            Their roles are guessed from their names. Nothing is uploaded: the files are read, and the network is trained,
            in this tab.
          </p>
        </>
      )}
      <div className={styles.buttons}>
        <FileButton multiple accept=".csv,.tsv,.txt,text/csv" inputProps={{ "aria-label": "CSV files" }} onChange={(files) => void addFiles(files)}>
          {(props) => (
            <Button {...props} variant={compact ? "default" : "filled"}>
              Choose files
            </Button>
          )}
        </FileButton>
        <Button
          variant="default"
          onClick={() => {
            setPasting(true);
          }}
        >
          Paste CSV
        </Button>
      </div>
      {compact && <span className={styles.muted}>or drop more files here</span>}
      <NoHeader />
      <PasteDialog
        opened={pasting}
        onClose={() => {
          setPasting(false);
        }}
      />
    </section>
  );
}
