import { readForOthers } from "../ingest/readers/read-for-others";
import type { ReaderService } from "../ingest/readers/remote-reader";
import { serve } from "../protocol/serve";

// Started by the data worker, which hands it one file after another.

serve<ReaderService>(self, { read: (job, context) => readForOthers(job, context) });
