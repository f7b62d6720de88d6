import { createIngestService } from "../ingest/ingest-service";
import type { IngestService } from "../protocol/ingest-service";
import { serve } from "../protocol/serve";

const ingest = createIngestService();

serve<IngestService>(self, {
  read: (request, context) => ingest.read(request, context),
  sample: (request) => ingest.sample(request),
  reassign: (request) => ingest.reassign(request),
  forget: (request) => ingest.forget(request),
  prepare: async (request, { transfer }) => {
    const outcome = await ingest.prepare(request);
    if (outcome.status === "prepared") for (const { x, y } of Object.values(outcome.data.splits)) transfer(x.buffer, y.buffer);
    return outcome;
  },
});
