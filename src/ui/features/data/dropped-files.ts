/** What a file input offers. */
export const DATA_FILES = ".csv,.tsv,.txt,.gz,text/csv";

/** The files of a drop, those in dropped folders included (CSV-like names only, so that a folder's other files stay out). */
export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const plain = [...transfer.files];
  if (entries.every((entry) => entry?.isDirectory !== true)) return plain;
  const nested = await Promise.all(entries.map((entry) => (entry === null ? Promise.resolve([]) : filesIn(entry, true))));
  return nested.flat();
}

async function filesIn(entry: FileSystemEntry, dropped: boolean): Promise<File[]> {
  if (entry.isDirectory) {
    const children = await readDirectory((entry as FileSystemDirectoryEntry).createReader());
    return (await Promise.all(children.map((child) => filesIn(child, false)))).flat();
  }
  if (!dropped && !/\.(csv|tsv|txt)(\.gz)?$/i.test(entry.name)) return [];
  return [
    await new Promise<File>((resolve, reject) => {
      (entry as FileSystemFileEntry).file(resolve, reject);
    }),
  ];
}

/** A reader hands out a folder in portions; an empty one is the end. */
async function readDirectory(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => {
    reader.readEntries(resolve, reject);
  });
  return portion.length === 0 ? [] : [...portion, ...(await readDirectory(reader))];
}
