import type { Report } from "../../src/interop/report-schema";
import { SPLITS } from "../../src/domain/split";
import type { TriptychPage } from "../headless/triptych-page";
import { repeat, type BenchContext } from "./context";
import { compare, type Measurement } from "./result";
import { trainOnce } from "./train-once";

const EPOCHS = 10;

/** The rate of the measurements after each epoch, and ten full-batch epochs with them beside PyTorch's ten without. */
export async function measureEvaluation(context: BenchContext, triptych: TriptychPage): Promise<Measurement[]> {
  const [evaluation, training, whole, torch]: [number[], number[], number[], number[]] = [[], [], [], []];
  await repeat(context, "evaluation", async (counts) => {
    const one = await trainOnce(triptych, { batchSize: "full", epochs: 1 });
    const many = await trainOnce(triptych, { batchSize: "full", epochs: 1 + EPOCHS });
    if (!counts) return;
    // What both have in common, the first measurement and the final metrics, cancels out.
    const evaluateMs = (many.timing.evaluateMs ?? NaN) - (one.timing.evaluateMs ?? NaN);
    const trainMs = (many.timing.trainMs ?? NaN) - (one.timing.trainMs ?? NaN);
    const trainRows = one.data.train?.rows ?? 0;
    evaluation.push((EPOCHS * rowsOf(one) * 1000) / evaluateMs);
    training.push((EPOCHS * trainRows * 1000) / trainMs);
    whole.push(trainMs + evaluateMs);
    if (context.peers.packages.torch === null) return;
    const features = one.preprocessing?.features.length ?? 0;
    const rates: number[] = [];
    for (const threads of [1, 0]) {
      rates.push((await context.peers.measure("engine", trainRows, features, trainRows, threads))["rowsPerSecond"] ?? NaN);
    }
    torch.push((EPOCHS * trainRows * 1000) / Math.max(...rates));
  });
  return [
    compare("evaluation of all rows of all splits", "rows/s", evaluation, { "its own training rate": training }),
    compare("ten full-batch epochs, each with an evaluation of all splits", "ms", whole, { "PyTorch, ten bare epochs at its best thread count": torch }),
  ];
}

function rowsOf({ data }: Report): number {
  return SPLITS.reduce((sum, split) => sum + (data[split]?.rows ?? 0), 0);
}
