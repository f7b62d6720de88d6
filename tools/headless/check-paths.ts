import { constants } from "node:fs";
import { access, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { SPLITS } from "../../src/domain/split";
import { InputError } from "./failure";
import type { HeadlessOptions } from "./options";

/**
 * Sees to it that every file named is there and can be read, and that what is to be written has a folder.
 * @throws InputError for the first that is not
 */
export async function checkPaths({ files, exportTo, screenshot }: HeadlessOptions): Promise<void> {
  for (const split of SPLITS) {
    const path = files[split];
    const reason = path === undefined ? null : await whyUnreadable(path);
    if (reason !== null) throw new InputError("unreadable", `--${split} ${path ?? ""}: ${reason}`, split);
  }
  for (const [option, path] of Object.entries({ export: exportTo, screenshot })) {
    const reason = path === null ? null : await whyUnwritable(path);
    if (reason !== null) throw new InputError("unwritable", `--${option} ${path ?? ""}: ${reason}`);
  }
}

/** The text of a file named on the command line, null where none is named. @throws InputError when it cannot be read */
export async function readNamed(option: "config" | "init", path: string | null): Promise<string | null> {
  if (path === null) return null;
  const reason = await whyUnreadable(path);
  if (reason !== null) throw new InputError("unreadable", `--${option} ${path}: ${reason}`);
  return readFile(path, "utf8");
}

async function whyUnreadable(path: string): Promise<string | null> {
  try {
    if ((await stat(path)).isDirectory()) return "this is a folder. Name a file.";
    await access(path, constants.R_OK);
    return null;
  } catch (reason) {
    return codeOf(reason) === "ENOENT" ? "there is no such file." : `the file cannot be read (${codeOf(reason)}).`;
  }
}

async function whyUnwritable(path: string): Promise<string | null> {
  try {
    await access(dirname(path), constants.W_OK);
    return (await stat(path)).isDirectory() ? "this is a folder. Name a file." : null;
  } catch (reason) {
    if (codeOf(reason) === "ENOENT") return (await isThere(dirname(path))) ? null : `there is no folder ${dirname(path)}. Make it first.`;
    return `the folder cannot be written to (${codeOf(reason)}).`;
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function codeOf(reason: unknown): string {
  return reason instanceof Error && "code" in reason ? String(reason.code) : String(reason);
}
