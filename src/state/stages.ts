export const STAGES = ["data", "features", "model", "train", "compare", "shift"] as const;

export type Stage = (typeof STAGES)[number];

export const STAGE_TITLES: Record<Stage, string> = {
  data: "Data",
  features: "Features",
  model: "Model",
  train: "Train",
  compare: "Compare",
  shift: "Shift",
};

/** What the rail shows of a stage. */
export type StageStatus = "empty" | "ready" | "running" | "done" | "problem";
