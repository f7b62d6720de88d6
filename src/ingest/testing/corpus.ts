import { CELL_FILES } from "./corpus-cells";
import { ENCODING_FILES } from "./corpus-encodings";
import { SHAPE_FILES } from "./corpus-shapes";
import type { CorpusFile } from "./corpus-types";

/** Nasty files, each with what is to come of it; the same bytes each time. */
export function corpusFiles(): readonly CorpusFile[] {
  return [...ENCODING_FILES, ...SHAPE_FILES, ...CELL_FILES];
}
