/** A fault that the page tells its user about, in words for the user. */
export class TrainerError extends Error {
  override name = "TrainerError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
