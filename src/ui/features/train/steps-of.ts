import type { RunConfig } from "../../../domain/run-config";

/** What decides how many steps an epoch takes. */
type Rows = Pick<RunConfig, "batchSize" | "holdout" | "subset">;

/** Rows of train that a run learns from, to within the rounding of the hold-out share. */
export function rowsTrainedOn({ holdout, subset }: Pick<Rows, "holdout" | "subset">, trainRows: number): number {
  const left = Math.max(1, trainRows - Math.round(trainRows * holdout));
  return subset === undefined ? left : Math.min(subset.rows, left);
}

/** Updates in an epoch, the last smaller batch counted. */
export function stepsPerEpoch(config: Rows, trainRows: number): number {
  return config.batchSize === "full" ? 1 : Math.ceil(rowsTrainedOn(config, trainRows) / config.batchSize);
}
