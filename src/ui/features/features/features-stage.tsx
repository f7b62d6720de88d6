import { Button, Checkbox } from "@mantine/core";
import { formatCount, formatStatistic } from "../../../domain/format";
import { columnsAcrossSplits } from "../../../state/columns";
import { dataLocked } from "../../../state/selectors";
import { Card } from "../../components/card";
import { DataTable } from "../../components/data-table";
import { StageHeader } from "../../components/stage-header";
import { Term } from "../../components/term";
import { useApp } from "../../store-context";
import styles from "./features-stage.module.css";

export function FeaturesStage() {
  const empty = useApp((state) => Object.keys(state.files).length === 0);
  const chosen = useApp((state) => state.features.length);
  return (
    <>
      <StageHeader
        title="Features"
        subtitle={empty ? "Which columns the net sees, and how they are scaled." : `${chosen} columns · StandardScaler, fitted on train alone`}
        actions={<ResetButton />}
      />
      {empty ? <NoFiles /> : <FeatureTable />}
    </>
  );
}

function NoFiles() {
  const openStage = useApp((state) => state.openStage);
  return (
    <Card title="No columns yet">
      <p>Load files first; their columns appear here.</p>
      <Button
        mt="md"
        onClick={() => {
          openStage("data");
        }}
      >
        Open Data
      </Button>
    </Card>
  );
}

function ResetButton() {
  const byHand = useApp((state) => state.selection !== undefined);
  const locked = useApp(dataLocked);
  const selectFeatures = useApp((state) => state.selectFeatures);
  if (!byHand) return null;
  return (
    <Button
      variant="default"
      disabled={locked}
      onClick={() => {
        selectFeatures(undefined);
      }}
    >
      Default selection
    </Button>
  );
}

function FeatureTable() {
  const files = useApp((state) => state.files);
  const features = useApp((state) => state.features);
  const label = useApp((state) => state.label);
  const preparation = useApp((state) => state.preparation);
  const locked = useApp(dataLocked);
  const selectFeatures = useApp((state) => state.selectFeatures);
  const fitted = preparation.status === "ready" ? preparation.meta.scaler.columns : [];
  const columns = columnsAcrossSplits(files);
  const toggle = (name: string, on: boolean): void => {
    const include = on
      ? columns.map((column) => column.name).filter((other) => other === name || features.includes(other))
      : features.filter((other) => other !== name);
    selectFeatures({ include });
  };
  return (
    <div className={styles.stack}>
      {preparation.status === "failed" && (
        <div role="alert" className={styles.error}>
          <strong>The matrices could not be made.</strong> {preparation.problem.message} {preparation.problem.remedy}
        </div>
      )}
      <Card
        title="Columns"
        hint={
          <>
            z = (x − mean) / scale, in float64 <Term name="scaler" />
          </>
        }
        actions={<span className={styles.status}>{STATUS[preparation.status]}</span>}
      >
        <DataTable label="Columns and their fitted scaling">
          <thead>
            <tr>
              <th scope="col">Use</th>
              <th scope="col">Column</th>
              <th scope="col">Type</th>
              <th scope="col" data-numeric>
                Mean in train
              </th>
              <th scope="col" data-numeric>
                Scale
              </th>
              <th scope="col">Note</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ name, bySplit }) => {
              const summary = bySplit.train ?? bySplit.validation ?? bySplit.test;
              const isLabel = name === label?.column;
              const numeric = summary?.kind === "numeric";
              const fit = fitted.find((column) => column.name === name);
              return (
                <tr key={name} data-muted={!features.includes(name) || undefined}>
                  <td>
                    <Checkbox
                      aria-label={`Use ${name}`}
                      checked={features.includes(name)}
                      disabled={locked || isLabel || !numeric}
                      onChange={(event) => {
                        toggle(name, event.currentTarget.checked);
                      }}
                    />
                  </td>
                  <th scope="row" title={name}>
                    {name}
                  </th>
                  <td>
                    <code>{summary?.dtype}</code>
                  </td>
                  <td data-numeric>{fit === undefined ? "" : formatStatistic(fit.mean)}</td>
                  <td data-numeric>{fit === undefined ? "" : formatStatistic(fit.scale)}</td>
                  <td>{note({ isLabel, kind: summary?.kind, constant: fit?.constant ?? false, inAll: Object.keys(bySplit).length === Object.keys(files).length })}</td>
                </tr>
              );
            })}
          </tbody>
        </DataTable>
        <MatrixLine />
      </Card>
    </div>
  );
}

const STATUS = {
  empty: "waiting for all three files",
  preparing: "scaling…",
  ready: "fitted on train, applied to all three",
  failed: "not fitted",
} as const;

interface NoteFacts {
  readonly isLabel: boolean;
  readonly kind: "numeric" | "text" | "discarded" | undefined;
  readonly constant: boolean;
  readonly inAll: boolean;
}

function note({ isLabel, kind, constant, inAll }: NoteFacts): string {
  if (isLabel) return "the label";
  if (!inAll) return "not in every split";
  if (kind === "text") return "text: set aside";
  if (kind === "discarded") return "long or varied text: set aside, not kept";
  return constant ? "constant in train: it tells the net nothing; scale 1" : "";
}

function MatrixLine() {
  const preparation = useApp((state) => state.preparation);
  if (preparation.status !== "ready") return null;
  const { rows, featureNames } = preparation.meta;
  const total = rows.train.rows + rows.validation.rows + rows.test.rows;
  return (
    <p className={styles.matrix}>
      Matrices: {formatCount(rows.train.rows)} + {formatCount(rows.validation.rows)} + {formatCount(rows.test.rows)} rows ×{" "}
      {featureNames.length}, float32 after scaling, {((total * featureNames.length * 4) / 1e6).toFixed(1)} MB.
    </p>
  );
}
