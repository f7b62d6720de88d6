import { Button, Checkbox, FileButton, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { lazy, Suspense, useState, type DragEvent } from "react";
import { dataLocked } from "../../../state/selectors";
import { useApp } from "../../store-context";
import styles from "./data-stage.module.css";
import { DATA_FILES, filesOf } from "./dropped-files";

const PasteDialog = lazy(async () => ({ default: (await import("./panels/paste-dialog")).PasteDialog }));

/** Data to try at once: synthetic, and said to be so. */
function SampleButton({ compact }: { readonly compact: boolean }) {
  const loadSample = useApp((state) => state.loadSample);
  const making = useApp((state) => state.makingSample);
  const locked = useApp(dataLocked);
  return (
    <Button.Group>
      <Button variant="default" loading={making} disabled={locked} onClick={() => void loadSample("full")}>
        {compact ? "Sample" : "Try the synthetic sample"}
      </Button>
      <Menu position="bottom-end" width={320} shadow="md">
        <Menu.Target>
          <Button variant="default" px="xs" disabled={locked || making} aria-label="Other sizes of the sample">
            <IconChevronDown size={14} stroke={1.6} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void loadSample("full")}>
            <strong>Full size</strong>
            <br />
            <small>1,141,078 rows in the shape of the BETH data, made here in a second or two</small>
          </Menu.Item>
          <Menu.Item onClick={() => void loadSample("small")}>
            <strong>A fortieth of it</strong>
            <br />
            <small>28,527 rows, for a slow machine; choose small batches to learn from so few</small>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}

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
            in this tab. One file or two will do: the missing splits can be made out of them.
          </p>
        </>
      )}
      <div className={styles.buttons}>
        <FileButton multiple accept={DATA_FILES} inputProps={{ "aria-label": "CSV files" }} onChange={(files) => void addFiles(files)}>
          {(props) => (
            <Button {...props} variant={compact ? "default" : "filled"}>
              Choose files
            </Button>
          )}
        </FileButton>
        <SampleButton compact={compact} />
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
      {pasting && (
        <Suspense>
          <PasteDialog
            onClose={() => {
              setPasting(false);
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
