import type { Refusal, Result } from '../lambdas/core/result.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

interface Printed<T> {
  readonly json: boolean | undefined;
  /** The answer for people. */
  readonly show: (answer: T) => string;
  /** What the JSON document holds in place of the answer when there is none, so that its keys are always there. */
  readonly nothing?: object;
  /** Whether the answer says that everything was done. @default - it does */
  readonly isDone?: (answer: T) => boolean;
}

/** Prints what the API answered, or why it did not, for people or as the one JSON document `{ ok, ... }`. */
export const printAnswer = <T extends object>(
  terminal: Terminal,
  got: Result<T, Refusal>,
  { json, show, nothing = {}, isDone = () => true }: Printed<T>,
): ExitCode => {
  const done = got.ok && isDone(got.value);
  const document = got.ok ? { ok: done, ...got.value } : { ok: false, reason: got.refusal.reason, ...nothing };
  const text = got.ok ? show(got.value) : got.refusal.reason;
  terminal.print(json ? JSON.stringify(document, null, 2) : text);
  return done ? exitCodes.done : exitCodes.failed;
};
