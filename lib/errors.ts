/** One fault of an input: where it is, what was given and what is allowed, in words for the person who typed it. */
export type InputFault = { field: string; value?: string; message: string };

/** Closed list of expected failures that a verb may throw; the edges (actions, command line) map them once. */
export type AppErrorCode = 'invalid-input' | 'not-found' | 'conflict' | 'forbidden' | 'unavailable';

/** An expected failure with words that may be shown to the person who caused it. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly faults: readonly InputFault[];

  constructor(code: AppErrorCode, message: string, options: { faults?: readonly InputFault[]; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.faults = options.faults ?? [];
  }
}

/** The input breaks one or more rules; every fault is named. */
export class InvalidInputError extends AppError {
  constructor(faults: readonly InputFault[]) {
    super('invalid-input', faults.map((fault) => fault.message).join(' '), { faults });
  }
}

/** The thing asked for does not exist (any more). */
export class NotFoundError extends AppError {
  constructor(what: string) {
    super('not-found', `${what} does not exist.`);
  }
}

/** Somebody else changed it first, or it exists already. */
export class ConflictError extends AppError {
  constructor(message: string) {
    super('conflict', message);
  }
}
