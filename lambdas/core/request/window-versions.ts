import type { Approval } from './state.ts';
import type { AccessWindow } from './window.ts';

/** The window of version `version` (from 1). Votes refer to the version that their author saw. */
export const seenWindow = (request: Pick<Approval, 'windows'>, version: number): AccessWindow => {
  const window = request.windows[version - 1];
  if (!window) throw new Error(`the request has no window version ${version}`);
  return window;
};

/** The version that is in force. */
export const currentVersion = (request: Pick<Approval, 'windows'>): number => request.windows.length;
