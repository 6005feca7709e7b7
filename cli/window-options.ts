import { type Command, InvalidArgumentError, Option } from 'commander';
import { durationToMillis, positiveDurationSchema } from '../lambdas/core/policy/duration.ts';
import { instantInput } from '../lambdas/http/contract/text.ts';

/** Reads an option that is an instant, as the API takes it. */
const readInstant = (text: string): string => {
  const read = instantInput.safeParse(text);
  if (read.success) return text;
  throw new InvalidArgumentError('write RFC 3339 with an offset, such as 2026-11-24T14:00:00-03:00');
};

/** Reads an option that is a duration, and gives milliseconds. */
const readDuration = (text: string): number => {
  if (positiveDurationSchema.safeParse(text).success) return durationToMillis(text);
  throw new InvalidArgumentError('write an ISO 8601 duration such as PT30M or PT2H');
};

/** The options of a window: its start, and its end or how long it is. */
export interface WindowOptions {
  readonly from?: string;
  readonly until?: string;
  readonly for?: number;
}

export interface Window {
  readonly start: string;
  readonly end: string;
}

/** The window that the options say; absent without an end. What has no start begins at `now`, in epoch milliseconds. */
export const windowOf = (options: WindowOptions, now: number): Window | undefined => {
  const start = options.from ?? new Date(now).toISOString();
  const end = endOf(options, start);
  return end === undefined ? undefined : { start, end };
};

/** `window` with what the options say of it; absent when they say nothing. */
export const changedWindow = (options: WindowOptions, window: Window): Window | undefined => {
  const start = options.from ?? window.start;
  const end = endOf(options, start);
  return options.from === undefined && end === undefined ? undefined : { start, end: end ?? window.end };
};

const endOf = ({ until, for: millis }: WindowOptions, start: string): string | undefined =>
  until ?? (millis === undefined ? undefined : new Date(Date.parse(start) + millis).toISOString());

/** Adds the options of a window; `start` is what holds without `--from`. */
export const addWindowOptions = (command: Command, start: string): Command =>
  command
    .addOption(new Option('--from <instant>', `when the window starts (default: ${start})`).argParser(readInstant))
    .addOption(new Option('--until <instant>', 'when it ends').argParser(readInstant).conflicts('for'))
    .addOption(new Option('--for <duration>', 'or how long it is, such as PT2H').argParser(readDuration));
