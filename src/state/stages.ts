export const STAGES = ["data", "features", "model", "train"] as const;

export type Stage = (typeof STAGES)[number];

export const STAGE_TITLES: Record<Stage, string> = {
  data: "Data",
  features: "Features",
  model: "Model",
  train: "Train",
};

/** What the rail shows of a stage. */
export type StageStatus = "empty" | "ready" | "running" | "done" | "problem";
