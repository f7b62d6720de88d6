import { DIST, isBuilt } from "./lib/build.mjs";
import { measureBundle, PAGE_LIMIT } from "./lib/bundle-size.mjs";

const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;

if (!isBuilt()) {
  console.error("There is no build in dist/ to measure: run npm run build.");
  process.exitCode = 1;
} else {
  const { page, workers, pageBytes } = measureBundle(DIST);
  for (const { name, bytes } of page) console.log(`${kilobytes(bytes)}  page    ${name}`);
  for (const { name, bytes } of workers) console.log(`${kilobytes(bytes)}  worker  ${name}`);
  console.log(`${kilobytes(pageBytes)}  gzipped before training; the limit is${kilobytes(PAGE_LIMIT)}`);
  if (page.length === 0) {
    console.error("The build holds no script of the page: its layout has changed, and this check measures nothing.");
    process.exitCode = 1;
  } else if (pageBytes > PAGE_LIMIT) {
    console.error("The page's scripts are over the limit.");
    process.exitCode = 1;
  }
}
