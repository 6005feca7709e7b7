import { Fault } from '../../application/fault.ts';

/** What AWS clients put on an error that may be gone at the next try. */
const isPassing = (error: unknown): boolean =>
  error instanceof Error &&
  (('$retryable' in error && error.$retryable !== undefined) ||
    ('$fault' in error && error.$fault === 'server') ||
    ['TimeoutError', 'ThrottlingException', 'ProvisionedThroughputExceededException'].includes(error.name));

/**
 * Makes a client's passing errors Faults: throttled, timed out, failed at the service, after the client's own retries.
 * Others keep their class, because adapters tell outcomes by it.
 */
export const withFaults = <Client extends { middlewareStack: { add: (...args: never[]) => void } }>(
  client: Client,
): Client => {
  const add = client.middlewareStack.add as (middleware: unknown, options: object) => void;
  const translate = (next: (args: unknown) => Promise<unknown>) => async (args: unknown) => {
    try {
      return await next(args);
    } catch (error) {
      if (isPassing(error)) throw new Fault('ServiceFault', 'a service of AWS did not answer', { cause: error });
      throw error;
    }
  };
  add(translate, { step: 'initialize', name: 'countersignFaults', priority: 'high' });
  return client;
};
