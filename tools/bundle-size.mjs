import { DIST, isBuilt } from "./lib/build.mjs";
import { ASIDE_LIMIT, measureBundle, PAGE_LIMIT, WITH_RUN_LIMIT } from "./lib/bundle-size.mjs";

const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;

if (!isBuilt()) {
  console.error("There is no build in dist/ to measure: run npm run build.");
  process.exitCode = 1;
} else {
  const { page, aside, withRun, workers, pageBytes } = measureBundle(DIST);
  for (const { name, bytes } of page) console.log(`${kilobytes(bytes)}  page    ${name}`);
  for (const { name, bytes } of aside) console.log(`${kilobytes(bytes)}  aside   ${name}`);
  for (const { name, bytes } of withRun) console.log(`${kilobytes(bytes)}  run     ${name}`);
  for (const { name, bytes } of workers) console.log(`${kilobytes(bytes)}  worker  ${name}`);
  console.log(`${kilobytes(pageBytes)}  gzipped before training; the limit is${kilobytes(PAGE_LIMIT)}`);
  if (page.length === 0) {
    console.error("The build holds no script of the page: its layout has changed, and this check measures nothing.");
    process.exitCode = 1;
  }
  if (pageBytes > PAGE_LIMIT) {
    console.error("The page's scripts are over the limit.");
    process.exitCode = 1;
  }
  const runBytes = withRun.reduce((sum, { bytes }) => sum + bytes, 0);
  if (withRun.length === 0 || runBytes > WITH_RUN_LIMIT) {
    console.error(`The charts of a run take${kilobytes(runBytes)}; they lie in with-run/, and the limit is${kilobytes(WITH_RUN_LIMIT)}.`);
    process.exitCode = 1;
  }
  for (const { name, bytes } of aside.filter(({ bytes }) => bytes > ASIDE_LIMIT)) {
    console.error(`${name} is over the limit of a stage that is opened by hand:${kilobytes(bytes)} of${kilobytes(ASIDE_LIMIT)}.`);
    process.exitCode = 1;
  }
}
