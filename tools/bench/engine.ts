import { loadedPage, type Bench } from "./context";
import { measureEvaluation } from "./engine-evaluation";
import { measureLinearity } from "./engine-linear";
import { measureMemory } from "./engine-memory";
import { measureOtherEngines, measureRates } from "./engine-rates";
import { openTfjs } from "./tfjs";

export const engine: Bench = {
  explanation:
    "The bare training rate (forward, backward, update; Adam, binary cross-entropy) of the reference net on the train split, from the " +
    "report's engine.rowsPerSecond. PyTorch: the same net, loss, optimiser and sizes of matrix, on one thread and on all. " +
    "tfjs: `model.fit` in the same browser on random rows of the same width. The slow engines take a twentieth of the rows. " +
    "Times with rows in their name are of the whole train split, or of as many of its rows, repeated where there are more.",
  async measure(context) {
    const tfjs = await openTfjs(context.session);
    try {
      const triptych = await loadedPage(context);
      const rates = await measureRates(context, triptych, tfjs);
      const evaluation = await measureEvaluation(context, triptych);
      const memory = await measureMemory(triptych);
      await triptych.page.context().close();
      const others = await measureOtherEngines(context, tfjs);
      return [...rates, ...evaluation, ...memory, ...others, ...(await measureLinearity(context))];
    } finally {
      await tfjs.close();
    }
  },
};
