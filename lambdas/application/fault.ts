/** The world failed: throttled, timed out, malformed. `name` is a contract that Step Functions matches on. */
export class Fault extends Error {
  readonly retryable: boolean;
  constructor(name: string, message: string, options: { readonly cause?: unknown; readonly retryable?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.name = name;
    this.retryable = options.retryable ?? true;
  }
}
