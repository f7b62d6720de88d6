import { formatCount, formatPercent } from "../../../domain/format";
import type { EarlyStopMetric, LossSpec, OptimizerSpec, RunConfig, ScheduleSpec } from "../../../domain/run-config";
import type { MidRunField, RunChange } from "../../../domain/trainer";
import { writeNumber } from "../../components/write-number";

export const OPTIMIZER_TITLES: Record<OptimizerSpec["type"], string> = {
  adam: "Adam",
  adamw: "AdamW",
  sgd: "SGD",
  rmsprop: "RMSprop",
};

export const SCHEDULE_TITLES: Record<ScheduleSpec["type"], string> = {
  constant: "Constant",
  step: "Drops in steps",
  cosine: "Cosine",
  exponential: "Exponential",
  "one-cycle": "One cycle",
};

export const METRIC_TITLES: Record<EarlyStopMetric, string> = {
  "validation.loss": "validation loss",
  "validation.accuracy": "validation accuracy",
  "holdout.loss": "hold-out loss",
  "holdout.accuracy": "hold-out accuracy",
  "train.loss": "train loss",
  "train.accuracy": "train accuracy",
};

export const MID_RUN_TITLES: Record<MidRunField, string> = {
  "optimizer.lr": "learning rate",
  "optimizer.weightDecay": "weight decay",
  "loss.positiveWeight": "positive weight",
  "model.dropout": "dropout",
  threshold: "threshold",
};

export function lossText(loss: LossSpec): string {
  switch (loss.type) {
    case "bce": {
      const { positiveWeight = 1 } = loss;
      if (positiveWeight === 1) return "binary cross-entropy";
      return `binary cross-entropy, ${positiveWeight === "balanced" ? "balanced" : `positives × ${writeNumber(positiveWeight)}`}`;
    }
    case "focal":
      return `focal loss, gamma ${writeNumber(loss.gamma)}`;
    case "cross-entropy-single-output":
      return "cross-entropy over one output";
  }
}

/** "cosine to 0 in 10 epochs, warm-up 2" */
export function scheduleText(schedule: ScheduleSpec): string {
  const unit = schedule.advance ?? "epoch";
  const { warmup = 0 } = schedule;
  const some = (n: number): string => `${n === 1 ? "" : `${formatCount(n)} `}${n === 1 ? unit : `${unit}s`}`;
  const body = ((): string => {
    switch (schedule.type) {
      case "constant":
        return "constant";
      case "step":
        return `× ${writeNumber(schedule.gamma)} every ${some(schedule.every)}`;
      case "cosine":
        return `cosine to ${writeNumber(schedule.min)} in ${formatCount(schedule.tMax)} ${schedule.tMax === 1 ? unit : `${unit}s`}`;
      case "exponential":
        return `× ${writeNumber(schedule.gamma)} every ${unit}`;
      case "one-cycle":
        return `one cycle up to ${writeNumber(schedule.max)}`;
    }
  })();
  return warmup === 0 ? body : `${body}, warm-up ${formatCount(warmup)}`;
}

/** "norm at most 1 · stops after 5 epochs without a better validation loss" */
export function limitsText({ clipNorm, earlyStop }: Pick<RunConfig, "clipNorm" | "earlyStop">): string {
  const parts: string[] = [];
  if (clipNorm !== undefined) parts.push(`norm at most ${writeNumber(clipNorm)}`);
  if (earlyStop !== undefined) {
    const { metric, patience } = earlyStop;
    const epochs = `${formatCount(patience)} ${patience === 1 ? "epoch" : "epochs"}`;
    parts.push(`stops after ${epochs} without a better ${METRIC_TITLES[metric]}`);
  }
  return parts.length === 0 ? "off" : parts.join(" · ");
}

/** "1,000 rows, 10 % wrong labels · hold-out 20 %" */
export function overfitText({ holdout, subset }: Pick<RunConfig, "holdout" | "subset">): string {
  const parts: string[] = [];
  if (subset !== undefined) {
    const noise = subset.labelNoise === 0 ? "" : `, ${share(subset.labelNoise)} wrong labels`;
    parts.push(`${formatCount(subset.rows)} ${subset.rows === 1 ? "row" : "rows"}${noise}`);
  }
  if (holdout > 0) parts.push(`hold-out ${share(holdout)}`);
  return parts.length === 0 ? "off" : parts.join(" · ");
}

/** "learning rate 1e-3 → 3e-4" */
export function changeText({ field, from, to }: Pick<RunChange, "field" | "from" | "to">): string {
  return `${MID_RUN_TITLES[field]} ${writeNumber(from)} → ${writeNumber(to)}`;
}

/** "epoch 7, step 0" */
export function momentText({ epoch, step }: Pick<RunChange, "epoch" | "step">): string {
  return `epoch ${formatCount(epoch)}, step ${formatCount(step)}`;
}

/** Shares as people say them: 0.1 → "10 %", 0.125 → "12.5 %". */
function share(value: number): string {
  const percent = Number((value * 100).toPrecision(3));
  return formatPercent(value, Number.isInteger(percent) ? 0 : 1);
}
