import type { core } from "zod";
import { show } from "./issue-text";

/** A file from outside that cannot be used. The message is a sentence for the person who wrote or chose the file. */
export class ContractError extends Error {
  override name = "ContractError";
  /** The field at fault, such as `optimizer.lr` or `model.layers[2].type`; empty when it is the file as a whole. */
  readonly path: string;

  constructor(message: string, path = "", options?: ErrorOptions) {
    super(message, options);
    this.path = path;
  }
}

export class ConfigError extends ContractError {
  override name = "ConfigError";
}

export class ModelFileError extends ContractError {
  override name = "ModelFileError";
}

type ContractErrorClass = new (message: string, path?: string, options?: ErrorOptions) => ContractError;

/** Which file is being read and how to complain about it. */
export interface Contract {
  readonly format: string;
  readonly version: number;
  /** What the file is called in sentences: "run configuration". */
  readonly title: string;
  readonly Failure: ContractErrorClass;
}

/** @throws the contract's error when the text is not JSON. */
export function parseJson(text: string, { title, Failure }: Contract): unknown {
  try {
    // A byte order mark is not JSON, but editors on Windows write one.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(`The ${title} is not JSON: ${detail}. Choose the .json file as it was written.`, "", { cause });
  }
}

/** Refuses anything but an object of the contract's format and version. */
export function checkHeader(value: unknown, { format, version, title, Failure }: Contract): void {
  if (!isObject(value)) throw new Failure(`A ${title} is a JSON object, not ${show(value)}.`);
  if (value["format"] === undefined) {
    throw new Failure(`format is missing: a ${title} starts with "format": "${format}", "version": ${version}.`, "format");
  }
  if (value["format"] !== format) {
    throw new Failure(`format is ${show(value["format"])}, but a ${title} has "${format}".`, "format");
  }
  if (value["version"] !== version) {
    const found = value["version"] === undefined ? "missing" : show(value["version"]);
    throw new Failure(
      `version is ${found}: this version of Triptych reads version ${version} of a ${title}. Use a Triptych that knows it.`,
      "version",
    );
  }
}

/** Turns the first issues that a schema found into one error that names each field. */
export function contractError(error: core.$ZodError, { title, Failure }: Contract): ContractError {
  const sentences = error.issues.slice(0, MAX_ISSUES).map((issue) => `${pathText(issue.path)} ${issue.message}.`.trimStart());
  const more = error.issues.length - sentences.length;
  if (more > 0) sentences.push(`There are ${more} more problems of this kind.`);
  return new Failure(`The ${title} cannot be used: ${sentences.join(" ")}`, pathText(error.issues[0]?.path ?? []));
}

const MAX_ISSUES = 3;

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
