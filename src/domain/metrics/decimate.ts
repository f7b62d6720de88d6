/** A curve begins with this many pieces, so that no shape makes the search below slow. */
const MOST_PIECES = 64;
/** Points closer than this to the line that replaces them are not seen, both axes going from 0 to 1. */
const UNSEEN = 1e-6;

interface Piece {
  readonly from: number;
  readonly to: number;
  /** The point furthest from the straight line between the ends. */
  readonly furthest: number;
  readonly distance: number;
}

/**
 * Which points of a curve to draw, ascending: all when there are no more than `most`. Otherwise both ends and then,
 * one by one, the point that is furthest from the line drawn so far (Ramer 1972; Douglas and Peucker 1973), which
 * keeps corners and drops what lies on straight stretches.
 * @param x `[points]`, @param y `[points]`, both of about the range 0 to 1
 * @param most at least 2
 */
export function decimated(x: Float64Array, y: Float64Array, most: number): Int32Array {
  const points = x.length;
  if (points <= most) return Int32Array.from({ length: points }, (_, at) => at);
  const pieces = firstPieces(x, y, Math.max(1, Math.min(MOST_PIECES, most >> 2)));
  while (pieces.length + 1 < most) {
    const widest = indexOfWidest(pieces);
    const piece = pieces[widest]!;
    if (piece.distance < UNSEEN) break;
    pieces[widest] = pieceOf(x, y, piece.from, piece.furthest);
    pieces.push(pieceOf(x, y, piece.furthest, piece.to));
  }
  return Int32Array.from([0, ...pieces.map(({ to }) => to)]).sort();
}

/** Pieces of about as many points each; one of them ends at the furthest point of the whole, where there is room. */
function firstPieces(x: Float64Array, y: Float64Array, count: number): Piece[] {
  const last = x.length - 1;
  const ends = new Set([last]);
  if (count > 1) ends.add(pieceOf(x, y, 0, last).furthest);
  for (let piece = 1; ends.size < count; piece++) ends.add(Math.round((piece * last) / count));
  let from = 0;
  return [...ends]
    .filter((end) => end > 0)
    .sort((a, b) => a - b)
    .map((to) => {
      const piece = pieceOf(x, y, from, to);
      from = to;
      return piece;
    });
}

function pieceOf(x: Float64Array, y: Float64Array, from: number, to: number): Piece {
  const dx = x[to]! - x[from]!;
  const dy = y[to]! - y[from]!;
  const length = Math.hypot(dx, dy);
  const across = length === 0 ? 0 : dx / length;
  const along = length === 0 ? 0 : dy / length;
  const constant = across * y[from]! - along * x[from]!;
  let furthest = from;
  let distance = 0;
  for (let at = from + 1; at < to; at++) {
    const off =
      length === 0 ? Math.hypot(x[at]! - x[from]!, y[at]! - y[from]!) : Math.abs(across * y[at]! - along * x[at]! - constant);
    if (off > distance) {
      distance = off;
      furthest = at;
    }
  }
  return { from, to, furthest, distance };
}

function indexOfWidest(pieces: readonly Piece[]): number {
  let widest = 0;
  for (let at = 1; at < pieces.length; at++) if (pieces[at]!.distance > pieces[widest]!.distance) widest = at;
  return widest;
}
