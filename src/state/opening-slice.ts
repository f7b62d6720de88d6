import { toBlocks } from "../domain/model-spec";
import { isPool, poolSentence, type DealPlan } from "../domain/pool";
import { featureWishOf } from "../domain/run-config";
import type { SliceCreator } from "./app-state";
import type { Adoption } from "./carve-slice";
import type { Services } from "./services";

/** What became of the file that was opened last. */
export interface Opened {
  readonly name: string;
  /** What was taken over, in a sentence; null when the file was refused. */
  readonly message: string | null;
  readonly error: string | null;
}

/** Files that leave the page and files other than data that come in. Their readers and writers load when needed. */
export interface OpeningSlice {
  readonly opened: Opened | null;
  /** Downloads the model file of the run that has ended. */
  downloadModel(): Promise<void>;
  /** Downloads what was fitted, once it is. */
  downloadFitted(format: "csv" | "json"): Promise<void>;
  /** Takes over a run configuration, or a model file with its settings and weights. */
  openFile(file: File): Promise<void>;
  /** Takes nothing but weights from a model file or a bare map of arrays: the next run starts from them. */
  openWeights(file: File): Promise<void>;
}

const MODEL_NAME = "triptych-model.json";

function failed(name: string, reason: unknown): Opened {
  return { name, message: null, error: reason instanceof Error ? reason.message : String(reason) };
}

/** What has become of the splits by the plan of a file; nothing where its file will be divided, which its splits show. */
function adoptionWords(plan: DealPlan, adoption: Adoption): string {
  if (!isPool(plan)) return "";
  const how = `(${poolSentence(plan).replace(/\.$/, "")})`;
  switch (adoption.status) {
    case "dealt":
      return `It deals the rows of the loaded files again ${how}; Data has the way back.`;
    case "waits":
      return `It deals the rows of its files again ${how}, once they are loaded.`;
    case "refused":
      return `The loaded files cannot be dealt as it says: ${adoption.problem.message} ${adoption.problem.remedy} Or go back to the files as they came, in Data.`;
    default:
      return "The rows were not dealt as it says: the splits are as they were.";
  }
}

export const createOpeningSlice =
  (services: Services): SliceCreator<OpeningSlice> =>
  (set, get) => {
    /** Settles `opened`, whatever happens: every refusal is shown. */
    const open = async (file: File, take: (text: string) => Promise<string>): Promise<void> => {
      try {
        const message = await take(await file.text());
        set({ opened: { name: file.name, message, error: null } });
      } catch (reason) {
        set({ opened: failed(file.name, reason) });
      }
    };

    return {
      opened: null,

      downloadModel: async () => {
        const { run, keptCorrection: kept } = get();
        if (run === null) return;
        try {
          const { modelFileOf } = await import("./model-export");
          const text = modelFileOf(run, { createdAt: services.timestamp(), appVersion: services.appVersion, kept });
          if (text !== null) services.download(MODEL_NAME, text);
        } catch (reason) {
          set({ opened: failed(MODEL_NAME, reason) });
        }
      },

      downloadFitted: async (format) => {
        const { preparation } = get();
        if (preparation.status !== "ready") return;
        const { fitted } = preparation.meta;
        const { fittedCsv, fittedJson } = await import("./fitted-text");
        services.download(`triptych-features.${format}`, format === "csv" ? fittedCsv(fitted) : fittedJson(fitted));
      },

      openFile: (file) =>
        open(file, async (text) => {
          const { openSettings } = await import("./open-settings");
          const { config: opened, weights, message } = openSettings(text);
          const { split, ...config } = opened;
          set({ config, start: weights === null ? null : { name: file.name, weights } });
          get().adopt(config.label, featureWishOf(config));
          const { poolPlan } = get();
          if (split !== undefined) return `${message} ${adoptionWords(split, await get().adoptPlan(split))}`.trim();
          // A run that was on the files as they came is not repeated on rows that were dealt again.
          if (poolPlan === null) return message;
          await get().dealBack();
          return `${message} It says nothing of dealing rows, so the splits are the files as they came.`;
        }),

      openWeights: (file) =>
        open(file, async (text) => {
          if (get().inputs === 0) throw new Error("Load the data first: the net's first layer depends on its features.");
          const { readInitWeights } = await import("../interop/read-model-file");
          // Only the matrices say for sure how many columns there are.
          await get().prepared().catch(() => null);
          const { config, inputs } = get();
          const weights = readInitWeights(text, toBlocks(config.model, inputs));
          set({ start: { name: file.name, weights } });
          return "The next run starts from its weights.";
        }),
    };
  };
