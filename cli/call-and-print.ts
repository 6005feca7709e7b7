import type { Refusal, Result } from '../lambdas/core/result.ts';
import { type Caller, type CallerOptions, callerOf } from './caller.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

interface PrintedCall<T> {
  readonly call: (caller: Caller) => Promise<Result<T, Refusal>>;
  /** The answer for people. */
  readonly show: (answer: T) => string;
  /** What the JSON document holds in place of the answer when there is none, so that its keys are always there. */
  readonly nothing?: object;
  /** Whether the answer says that everything was done. @default - it does */
  readonly isDone?: (answer: T) => boolean;
}

/** Calls the API as whom the options name, and prints what it answered, for people or as the one JSON document `{ ok, ... }`. */
export const callAndPrint = async <T extends object>(
  options: CallerOptions & { readonly json?: true },
  terminal: Terminal,
  { call, show, nothing = {}, isDone = () => true }: PrintedCall<T>,
): Promise<ExitCode> => {
  const caller = await callerOf(options, terminal);
  const got = caller.ok ? await call(caller.value) : caller;
  const done = got.ok && isDone(got.value);
  const document = got.ok ? { ok: done, ...got.value } : { ok: false, reason: got.refusal.reason, ...nothing };
  const text = got.ok ? show(got.value) : got.refusal.reason;
  terminal.print(options.json ? JSON.stringify(document, null, 2) : text);
  return done ? exitCodes.done : exitCodes.failed;
};
