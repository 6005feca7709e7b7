import { electorate, isInside, type Level, requester, type Setting, type Window } from './setting.ts';

export const names = [
  'pending',
  'approved',
  'emergency',
  'rejected',
  'cancelled',
  'lapsed',
  'revoked',
  'returned',
  'ended',
] as const;
export type Name = (typeof names)[number];

export const closures = ['none', 'changed', 'owed-by-a-later-window', 'not-used'] as const;
export type Closure = (typeof closures)[number];

/** A ballot is a number: 0 none, `DISAPPROVED`, else the version of the window that was approved. */
export const DISAPPROVED = 9;

/** A request as its row in the table says it, reduced to what decisions depend on. */
export interface Request {
  readonly name: Name;
  readonly level: Level;
  readonly round: number;
  readonly asked: boolean;
  /** By person. */
  readonly ballots: readonly number[];
  /** Every version of the window, oldest first, each by its number in the setting. */
  readonly versions: readonly number[];
  /** The window that was opened, cut when the access ended early. 0 before. */
  readonly start: number;
  readonly end: number;
  /** `Emergency Access: Yes`: once set it stays. */
  readonly mark: boolean;
  readonly released: boolean;
  readonly closure: Closure;
  /** The number of events; every write is conditioned on it. */
  readonly version: number;
}

/** Submitted, and its start recorded: the one event so far. */
export const submitted = (window: number): Request => ({
  name: 'pending',
  level: 1,
  round: 1,
  asked: false,
  ballots: [0, 0, 0, 0, 0],
  versions: [window],
  start: 0,
  end: 0,
  mark: false,
  released: false,
  closure: 'none',
  version: 1,
});

const windowOf = (setting: Setting, number: number): Window => setting.windows[number] as Window;

/** The window of version `version`, from 1. */
export const seenWindow = (setting: Setting, request: Request, version: number): Window =>
  windowOf(setting, request.versions[version - 1] as number);

export const currentWindow = (setting: Setting, request: Request): Window =>
  seenWindow(setting, request, request.versions.length);

/** An approval stands while the window now lies inside the one that its author saw. */
export const stands = (setting: Setting, request: Request, ballot: number): boolean =>
  ballot !== 0 &&
  ballot !== DISAPPROVED &&
  isInside(currentWindow(setting, request), seenWindow(setting, request, ballot));

/** Whose approvals are counted: the requester's never is, unless the model is broken so that it could be cast. */
const voters = (level: Level): readonly number[] => (level === 1 ? [requester, ...electorate(1)] : electorate(level));

const countApprovals = (setting: Setting, request: Request, level: Level): number =>
  voters(level).filter((person) => stands(setting, request, request.ballots[person] as number)).length;

export const countDisapprovals = (request: Request, level: Level): number =>
  voters(level).filter((person) => request.ballots[person] === DISAPPROVED).length;

export const isMet = (setting: Setting, request: Request, level: Level): boolean =>
  countApprovals(setting, request, level) >= (setting.approvals[level - 1] as number);

/** True while the access is open or its end is not confirmed: then the credential has a grant for it. */
export const hasGrant = (request: Request): boolean =>
  request.closure === 'none' && ['approved', 'emergency', 'revoked', 'returned'].includes(request.name);
