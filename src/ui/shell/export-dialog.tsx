import { Button, CopyButton, FileButton, Modal } from "@mantine/core";
import { formatPrevalence } from "../../domain/format";
import { modelText, toTorchConstructor } from "../../domain/model-text";
import { resultsLeak } from "../../state/feature-leakage";
import { isActive } from "../../state/run-slice";
import { RowsNote } from "../components/rows-mark";
import { FailedNotice } from "../components/failed-notice";
import { LeakageNote } from "../components/leakage-mark";
import { WorkProgress } from "../components/work-progress";
import { useApp } from "../store-context";
import styles from "./export-dialog.module.css";

interface ExportDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Weights leave as JSON, and come back. */
export function ExportDialog({ opened, onClose }: ExportDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Export and open" size="lg">
      <div className={styles.stack}>
        <SaveModel />
        <LoadInTorch />
        <OpenFiles />
      </div>
    </Modal>
  );
}

function SaveModel() {
  const ready = useApp((state) => state.run?.results !== undefined && state.run?.results !== null);
  const leaky = useApp(resultsLeak);
  const correction = useApp((state) => state.keptCorrection?.correction ?? null);
  const downloadModel = useApp((state) => state.downloadModel);
  const downloadReport = useApp((state) => state.downloadReport);
  const reporting = useApp((state) => state.runReport.status === "making");
  return (
    <section>
      <h3 className={styles.title}>Model and report</h3>
      <p className={styles.muted}>
        The model is one JSON file: weights, scaling, label, settings, history, fingerprints of the data, and golden rows by
        which a reader can check itself. The report has every figure of the run, without weights, and the shift
        between the splits; to work that out may take some ten seconds at a million rows, the first time.
      </p>
      {correction !== null && (
        <p style={{ marginTop: 8 }}>
          Its scores are corrected from {formatPrevalence(correction.trainPrior)} to {formatPrevalence(correction.targetPrior)} positives, as chosen in Shift. The report is of the
          net as it was trained.
        </p>
      )}
      {leaky && (
        <div style={{ marginTop: 8 }}>
          <LeakageNote />
        </div>
      )}
      <RowsNote />
      <div className={styles.row} style={{ marginTop: 8 }}>
        <Button disabled={!ready} onClick={() => void downloadModel()}>
          Download the model
        </Button>
        <Button variant="default" disabled={reporting} onClick={() => void downloadReport()}>
          Download the report
        </Button>
        {!ready && <span className={styles.muted}>Train first: the file is made when a run has ended.</span>}
      </div>
      <ReportMaking />
    </section>
  );
}

/** How far the report is, or why there is none. */
function ReportMaking() {
  const { status, portion, error } = useApp((state) => state.runReport);
  const stop = useApp((state) => state.stopReport);
  const again = useApp((state) => state.downloadReport);
  if (status === "idle") return null;
  return (
    <div style={{ marginTop: 8 }}>
      {status === "making" ? (
        <WorkProgress doing="Making the report" what="the report" portion={portion} onCancel={stop} />
      ) : (
        <FailedNotice text={`The report could not be made: ${error}`} onAgain={() => void again()} />
      )}
    </div>
  );
}

function LoadInTorch() {
  const model = useApp((state) => state.run?.config.model ?? state.config.model);
  const features = useApp((state) => state.run?.data?.fitted.columns.length ?? state.inputs);
  // Dropout would go on dropping.
  const toEvaluation = model.layers.some(({ type }) => type === "dropout") ? "; model.eval()" : "";
  const code = [
    "import json, torch; from torch import nn",
    `j = json.load(open("triptych-model.json")); model = ${toTorchConstructor(model, Math.max(1, features))}`,
    `model.load_state_dict({k: torch.tensor(v) for k, v in j["weights"].items()})${toEvaluation}`,
  ].join("\n");
  return (
    <section>
      <h3 className={styles.title}>Three lines of PyTorch</h3>
      <pre className={styles.code} tabIndex={0} aria-label="PyTorch code that loads the model">
        {code}
      </pre>
      <div className={styles.row} style={{ marginTop: 8 }}>
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button variant="default" size="compact-sm" onClick={copy}>
              {copied ? "Copied" : "Copy the code"}
            </Button>
          )}
        </CopyButton>
        <CopyButton value={modelText(model, Math.max(1, features))}>
          {({ copied, copy }) => (
            <Button variant="default" size="compact-sm" onClick={copy}>
              {copied ? "Copied" : "Copy print(model)"}
            </Button>
          )}
        </CopyButton>
      </div>
    </section>
  );
}

function OpenFiles() {
  const openFile = useApp((state) => state.openFile);
  const openWeights = useApp((state) => state.openWeights);
  const opened = useApp((state) => state.opened);
  const active = useApp((state) => isActive(state.run));
  return (
    <section>
      <h3 className={styles.title}>Open</h3>
      <p className={styles.muted}>
        A run configuration or a model file: its settings, label and features are taken over, and a model's weights become
        the start of the next run. With 0 epochs a model is only measured, on the splits as they then are: a file of a run on rows that were
        dealt again has the loaded rows dealt so first, and says so below. Weights alone (of a
        model file, or a bare map of arrays) leave the settings as they are.
      </p>
      <div className={styles.row} style={{ marginTop: 8 }}>
        <OpenButton label="File to open" text="Open a configuration or a model" disabled={active} onFile={openFile} />
        <OpenButton label="Weights to start from" text="Start from weights" disabled={active} onFile={openWeights} />
        {active && <span className={styles.muted}>Stop the run first.</span>}
      </div>
      <p role="status" data-outcome={opened === null ? undefined : opened.error === null ? "opened" : "refused"} style={{ marginTop: 8 }}>
        {opened !== null && (
          <>
            <strong>{opened.name}</strong>{" "}
            {opened.error === null ? `is open. ${opened.message ?? ""}` : <span className={styles.bad}>cannot be used. {opened.error}</span>}
          </>
        )}
      </p>
    </section>
  );
}

interface OpenButtonProps {
  readonly label: string;
  readonly text: string;
  readonly disabled: boolean;
  readonly onFile: (file: File) => Promise<void>;
}

function OpenButton({ label, text, disabled, onFile }: OpenButtonProps) {
  return (
    <FileButton
      accept="application/json,.json"
      disabled={disabled}
      inputProps={{ "aria-label": label }}
      onChange={(file) => {
        if (file !== null) void onFile(file);
      }}
    >
      {(props) => (
        <Button {...props} variant="default" disabled={disabled}>
          {text}
        </Button>
      )}
    </FileButton>
  );
}
