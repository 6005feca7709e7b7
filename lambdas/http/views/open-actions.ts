import type { Viewer } from '../../application/people/viewer.ts';
import type { Command } from '../../core/request/commands.ts';
import { decide } from '../../core/request/decide.ts';
import type { Approved, Request } from '../../core/request/state.ts';
import type { OpenAction } from '../contract/request-view.ts';

export type Who = Pick<Viewer, 'id' | 'capacities'> & Partial<Pick<Viewer, 'standsInFor'>>;

/**
 * What this person may do with the request now. It is not a second set of rules: an action is open when the core would
 * take it at this instant, given that the person is enabled and still named by the group. The release is decided anew
 * when it is called, so it can still be refused.
 */
export const openActions = (request: Request, viewer: Who, now: number): OpenAction[] => {
  const good = { enabled: true, named: true };
  const absent = (viewer.standsInFor ?? []).map((person) => [person, { ...good, delegate: viewer.id }]);
  const context = { now, people: { ...Object.fromEntries(absent), [viewer.id]: good } };
  return candidates(request, viewer).flatMap(({ action, path, command }) => {
    const outcome = decide(request, command, context);
    const href = `/requests/${request.id}/${path}`;
    return outcome.ok && outcome.value.length > 0 ? [{ action, method: 'POST' as const, href }] : [];
  });
};

type Candidate = {
  readonly action: OpenAction['action'];
  readonly path: string;
  readonly command: Command;
};

const candidates = (request: Request, viewer: Who): readonly Candidate[] => [
  ...(viewer.capacities.includes('requester') ? ofRequester(request, viewer.id) : []),
  ...(viewer.capacities.includes('approver') ? ofApprover(request, viewer.id) : []),
  ...ofOverseer(viewer),
];

const ofRequester = (request: Request, by: string): readonly Candidate[] => [
  { action: 'cancel', path: 'cancel', command: { type: 'cancel', by } },
  { action: 'emergency', path: 'emergency', command: { type: 'use-emergency', by, reason: 'asked for the list' } },
  request.action === 'view_password' ? release(request, by) : session(request, by),
  ...(request.name === 'approved' && request.extends === undefined ? [extension(request)] : []),
  { action: 'return', path: 'return', command: { type: 'return', by } },
];

const release = (request: Request, by: string): Candidate => ({
  action: 'password',
  path: 'password',
  command: { type: 'release', by, flags: givenFlags(request.restrictionCode), passwordDue: false },
});

const session = (request: Request, by: string): Candidate => ({
  action: 'session',
  path: 'sessions',
  command: {
    type: 'open-session',
    by,
    flags: givenFlags(request.restrictionCode),
    passwordDue: false,
    sessionId: 'asked for the list',
    place: { secret: '', node: '' },
    lasts: 1,
  },
});

/** Asked for by a request of its own: it is open as long as an extension would be taken. */
const extension = ({ id, window }: Approved): Candidate => ({
  action: 'extend',
  path: 'extension',
  command: { type: 'extend', extension: id, until: window.end + 1 },
});

const givenFlags = (code: string): '000' | '100' | '110' | '111' => {
  const flags = (['000', '100', '110', '111'] as const).find((each) => code.slice(1, 4) === each);
  if (flags === undefined) throw new Error(`${code} is not a restriction code`);
  return flags;
};

const ofApprover = (request: Request, by: string): readonly Candidate[] => {
  if (!('windows' in request)) return [];
  const vote = { type: 'vote', by, windowVersion: request.windows.length, channel: 'api' } as const;
  return [
    { action: 'approve', path: 'decisions', command: { ...vote, verdict: 'approve' } },
    { action: 'disapprove', path: 'decisions', command: { ...vote, verdict: 'disapprove' } },
  ];
};

/** What an approver or an administrator may do about somebody's access. */
const ofOverseer = ({ id, capacities }: Who): readonly Candidate[] => {
  const administrator = capacities.includes('administrator');
  if (!(administrator || capacities.includes('approver'))) return [];
  return [
    {
      action: 'revoke',
      path: 'revoke',
      command: { type: 'revoke', by: id, administrator, text: 'asked for the list' },
    },
    {
      action: 'review',
      path: 'review',
      command: { type: 'review', by: id, administrator, verdict: 'justified', text: 'asked for the list' },
    },
  ];
};
