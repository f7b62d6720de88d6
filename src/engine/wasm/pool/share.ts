import { type Deal, ownBlocks, ownedBelow } from "./deal";
import type { Share } from "./messages";

/** A member's rows of a part, in its own order; what is not shared is not copied. */
export function shareOf({ x, y }: Share, features: number, deal: Deal): Share {
  if (deal.workers === 1) return { x, y };
  const rows = ownedBelow(y.length, deal);
  const share = { x: new Float32Array(rows * features), y: new Uint8Array(rows) };
  let at = 0;
  for (const { start, count } of ownBlocks({ start: 0, count: y.length }, deal)) {
    share.x.set(x.subarray(start * features, (start + count) * features), at * features);
    share.y.set(y.subarray(start, start + count), at);
    at += count;
  }
  return share;
}
