import { fileSource } from "../byte-source";
import { readCsv } from "../read-csv";
import type { TableReader } from "./table-reader";

/** Reads on the thread that asks. */
export const localReader: TableReader = {
  read: ({ split, file, rules, fingerprint }, { signal, onProgress }) =>
    readCsv(fileSource(file), { split, file: file.name, rules, fingerprint, signal, onProgress }),
};
