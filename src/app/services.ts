import type { IngestService } from "../protocol/ingest-service";
import type { TrainService } from "../protocol/train-service";
import { connectWorker, USUAL_PATIENCE } from "../protocol/worker-port";
import { dataSourceClient } from "../state/data-source";
import { examinerClient } from "../state/examiner-client";
import type { Services } from "../state/services";
import { trainerClient } from "../state/trainer-client";
import { shelfDoor } from "../storage/shelf-door";
import { version } from "../../package.json";

/** The real world: two workers, the clock, the browser's download. */
export function makeServices(): Services {
  const ingest = connectWorker<IngestService>({
    spawn: () => new Worker(new URL("../workers/ingest.worker.ts", import.meta.url), { type: "module", name: "ingest" }),
    what: "The data worker",
    // It makes the matrices of all splits in one go.
    patience: { ...USUAL_PATIENCE, looks: 12 },
  });
  const train = connectWorker<TrainService>({
    spawn: () => new Worker(new URL("../workers/train.worker.ts", import.meta.url), { type: "module", name: "train" }),
    what: "The training worker",
    patience: USUAL_PATIENCE,
  });
  return {
    dataSource: dataSourceClient(ingest),
    trainer: trainerClient(train),
    examiner: examinerClient(train),
    now: () => performance.now(),
    timestamp: () => new Date().toISOString(),
    download,
    fetchFile,
    drawSeed: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
    heapBytes: usedHeapBytes,
    shelf: shelfDoor,
    appVersion: version,
  };
}

/** Chromium's own figure; other browsers have none. */
function usedHeapBytes(): number | null {
  const memory: unknown = "memory" in performance ? performance.memory : null;
  if (typeof memory !== "object" || memory === null || !("usedJSHeapSize" in memory)) return null;
  return typeof memory.usedJSHeapSize === "number" ? memory.usedJSHeapSize : null;
}

async function fetchFile(path: string): Promise<File> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} could not be fetched (${response.status}).`);
  return new File([await response.blob()], path.slice(path.lastIndexOf("/") + 1));
}

function download(name: string, content: string | Blob): void {
  const blob = typeof content === "string" ? new Blob([content], { type: "application/json" }) : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun once the click was handled; the browser keeps what it needs.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 10_000);
}
