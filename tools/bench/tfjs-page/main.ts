import { ready, setBackend, tensor2d, train, env } from "@tensorflow/tfjs-core";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgl";
import { layers, sequential, type Sequential } from "@tensorflow/tfjs-layers";
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threadedUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";

/** The same net, loss and optimiser as the benchmark's own runs. */
function referenceNet(features: number): Sequential {
  const model = sequential({
    layers: [
      layers.dense({ inputShape: [features], units: 128, activation: "relu" }),
      layers.dense({ units: 64, activation: "relu" }),
      layers.dense({ units: 1, activation: "sigmoid" }),
    ],
  });
  model.compile({ optimizer: train.adam(1e-3), loss: "binaryCrossentropy" });
  return model;
}

/** Rows a second of `model.fit` on random rows: one epoch to warm up, then epochs for at least `seconds`. */
async function measureFit(backend: "wasm" | "webgl", rows: number, features: number, batchSize: number, seconds: number): Promise<number> {
  setWasmPaths({
    "tfjs-backend-wasm.wasm": plainUrl,
    "tfjs-backend-wasm-simd.wasm": simdUrl,
    "tfjs-backend-wasm-threaded-simd.wasm": threadedUrl,
  });
  env().set("SOFTWARE_WEBGL_ENABLED", true);
  if (!(await setBackend(backend))) throw new Error(`tfjs has no ${backend} back end here.`);
  await ready();
  // A benchmark's rows mean nothing; only their number counts.
  const x = tensor2d(Float32Array.from({ length: rows * features }, (_, i) => Math.sin(i * 12.9898)), [rows, features]);
  const y = tensor2d(Float32Array.from({ length: rows }, (_, i) => (i % 97 === 0 ? 1 : 0)), [rows, 1]);
  const model = referenceNet(features);
  const epoch = async (): Promise<void> => {
    await model.fit(x, y, { batchSize, epochs: 1, verbose: 0, yieldEvery: "never" });
  };
  await epoch();
  const start = performance.now();
  let epochs = 0;
  while (performance.now() - start < seconds * 1000) {
    await epoch();
    epochs++;
  }
  return (epochs * rows * 1000) / (performance.now() - start);
}

Object.assign(window, { measureFit });
