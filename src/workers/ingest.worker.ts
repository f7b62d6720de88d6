import { createIngestService } from "../ingest/ingest-service";
import { ReaderPool, readerCount } from "../ingest/readers/reader-pool";
import { remoteReader, type ReaderService } from "../ingest/readers/remote-reader";
import { warmUp } from "../ingest/readers/warm-up";
import { warmUpPreparation } from "../ingest/warm-up";
import type { IngestService } from "../protocol/ingest-service";
import { serve } from "../protocol/serve";
import { connectWorker, USUAL_PATIENCE } from "../protocol/worker-port";

const spawnReader = (): Worker =>
  new Worker(new URL("./reader.worker.ts", import.meta.url), { type: "module", name: "reader" });

/** Started now, so that they are ready when somebody chooses a file. */
const readers = Array.from({ length: readerCount(navigator.hardwareConcurrency) }, () =>
  remoteReader(connectWorker<ReaderService>({ spawn: spawnReader, what: "The reader of the file", patience: USUAL_PATIENCE })),
);

const ingest = createIngestService(new ReaderPool(readers));

serve<IngestService>(self, {
  read: (request, context) => ingest.read(request, context),
  sample: (request) => ingest.sample(request),
  reassign: (request) => ingest.reassign(request),
  forget: (request) => ingest.forget(request),
  carve: (request, context) => ingest.carve(request, context),
  foresee: (request, context) => ingest.foresee(request, context),
  rejected: (request) => ingest.rejected(request),
  rows: (request) => ingest.inspect.rows(request),
  profile: (request, context) => ingest.inspect.profile(request, context),
  histogram: (request, context) => ingest.inspect.histogram(request, context),
  correlation: (request, context) => ingest.inspect.correlation(request, context),
  duplicates: (_, context) => ingest.inspect.duplicates(context),
  findings: (_, context) => ingest.inspect.findings(context),
  prepare: async (request, { transfer }) => {
    const outcome = await ingest.prepare(request);
    if (outcome.status === "prepared") for (const { x, y } of Object.values(outcome.data.splits)) transfer(x.buffer, y.buffer);
    return outcome;
  },
  cells: (request) => ingest.cells(request),
  grid: (request) => ingest.grid(request),
  mistakes: (request) => ingest.mistakes(request),
  mistakesFile: (request) => ingest.mistakesFile(request),
  slices: (request) => ingest.slices(request),
  drift: (_, context) => ingest.drift(context),
  inject: async (request, context) => {
    const outcome = await ingest.inject(request, context);
    if (outcome.status === "injected") context.transfer(outcome.rows.x.buffer, outcome.rows.y.buffer);
    return outcome;
  },
});

for (const reader of readers) void warmUp(reader);
warmUpPreparation();
