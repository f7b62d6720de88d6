import { DEFAULT_SLOPE, type ActivationSpec, type DropoutSpec, type LayerSpec } from "../domain/model-spec";
import { numberWithin } from "./number-schema";
import { z } from "./zod";

/** torch.nn.Dropout's own. */
const DEFAULT_DROPOUT = 0.5;

const ACTIVATIONS = {
  relu: z.object({ type: z.literal("relu") }),
  "leaky-relu": z.object({ type: z.literal("leaky-relu"), slope: numberWithin("slope").default(DEFAULT_SLOPE) }),
  elu: z.object({ type: z.literal("elu") }),
  gelu: z.object({ type: z.literal("gelu") }).describe("By the error function, not its approximation by tanh."),
  tanh: z.object({ type: z.literal("tanh") }),
  sigmoid: z.object({ type: z.literal("sigmoid") }),
} satisfies Record<ActivationSpec["type"], z.ZodType<ActivationSpec>>;

const dropoutSchema = z
  .object({ type: z.literal("dropout"), p: numberWithin("dropout").default(DEFAULT_DROPOUT) })
  .describe("While training, a share p of the values is set to 0 and the others are scaled by 1 / (1 - p).") satisfies z.ZodType<DropoutSpec>;

/** The layers without weights, which files write the same everywhere. */
export const PLAIN_LAYERS = [
  ACTIVATIONS.relu,
  ACTIVATIONS["leaky-relu"],
  ACTIVATIONS.elu,
  ACTIVATIONS.gelu,
  ACTIVATIONS.tanh,
  ACTIVATIONS.sigmoid,
  dropoutSchema,
] as const;

const linearSchema = z.object({ type: z.literal("linear"), out: numberWithin("width") });

export const layersSchema = z
  .array(z.discriminatedUnion("type", [linearSchema, ...PLAIN_LAYERS]) satisfies z.ZodType<LayerSpec>)
  .min(2)
  .max(64);
