import { type Command, type Decision, quiet, record } from './command.ts';
import { answerOrders, askOrders, closeNow, tellOrders } from './consequence.ts';
import { type Closure, currentWindow, type Request } from './request.ts';
import type { Setting } from './setting.ts';
import { cut, vote } from './vote.ts';

/**
 * What a command does to a request at tick `at`: the specification of lambdas/core/request, written a second time and
 * held against it, command by command and state by state, by test/model/conformance.test.ts.
 */
export const decide = (setting: Setting, request: Request, command: Command, at: number): Decision => {
  switch (command.type) {
    case 'vote':
      return vote(setting, request, command, at);
    case 'cancel':
      return cancel(request);
    case 'use-emergency':
      return useEmergency(setting, request, at);
    case 'revoke':
    case 'return':
      return endEarly(request, command.type, at);
    case 'release':
      return release(setting, request, at);
    case 'open-level':
      return openLevel(setting, request, at);
    case 'lapse':
      return lapse(setting, request, at);
    case 'close':
      return close(request, command.closure, at);
  }
};

const isOpen = ({ name }: Request): boolean => name === 'approved' || name === 'emergency';

const cancel = (request: Request): Decision => {
  if (request.name === 'cancelled') return quiet(request);
  if (request.name !== 'pending') return 'refused';
  const after: Request = { ...request, name: 'cancelled' };
  return record(request, [['RequestCancelled', { name: 'cancelled' }]], answerOrders(request, after));
};

/** It starts now and ends at the asked end, at most the group's longest window from now (threats.md E-08 to E-10). */
const useEmergency = (setting: Setting, request: Request, at: number): Decision => {
  if (request.name === 'emergency') return quiet(request);
  const denied = request.name === 'rejected' && setting.broken === 'emergency-after-deny';
  if (!((request.name === 'pending' || denied) && setting.emergencyAllowed)) return 'refused';
  const asked = currentWindow(setting, request);
  if (at >= setting.deadline || at >= asked.end) return 'refused';
  const end = Math.min(asked.end, at + setting.maxWindow);
  const change = { name: 'emergency', start: at, end, mark: true } as const;
  const orders = [...answerOrders(request, { ...request, ...change }), ...tellOrders(setting, request)];
  return record(request, [['EmergencyUsed', change]], orders);
};

/** An approver revokes, or the requester gives the access back. */
const endEarly = (request: Request, type: 'revoke' | 'return', at: number): Decision => {
  const name = type === 'revoke' ? 'revoked' : 'returned';
  if (request.name === name) return quiet(request);
  if (!isOpen(request) || at >= request.end) return 'refused';
  const event = type === 'revoke' ? 'AccessRevoked' : 'AccessReturned';
  return record(request, [[event, { name, ...cut(request, at) }]], closeNow);
};

/** At the point of use: it never relies on a timer having fired (threats.md E-11). The lock is checked by the caller. */
const release = (setting: Setting, request: Request, at: number): Decision => {
  if (!isOpen(request)) return 'refused';
  const inside = request.start <= at && at < request.end;
  if (!inside && setting.broken !== 'release-by-state-only') return 'refused';
  return record(request, [['PasswordReleased', { released: true }]]);
};

const openLevel = (setting: Setting, request: Request, at: number): Decision => {
  if (request.name !== 'pending') {
    const change = [['WorkflowResumed', {}]] as const;
    return record(request, change, answerOrders({ ...request, asked: true, round: 0 }, request));
  }
  if (request.asked) return quiet(request);
  return record(request, [['LevelOpened', { asked: true }]], askOrders(setting, request, at));
};

const lapse = (setting: Setting, request: Request, at: number): Decision => {
  if (request.name !== 'pending') return quiet(request);
  if (at < setting.deadline) return 'refused';
  return record(
    request,
    [['RequestLapsed', { name: 'lapsed' }]],
    answerOrders(request, { ...request, name: 'lapsed' }),
  );
};

const close = (request: Request, closure: Closure, at: number): Decision => {
  if (request.name === 'ended') return quiet(request);
  const early = request.name === 'revoked' || request.name === 'returned';
  if (!(early || isOpen(request))) return 'refused';
  if (request.closure !== 'none') return quiet(request);
  if (at < request.end) return 'refused';
  return record(request, [['AccessClosed', { ...(early ? {} : { name: 'ended' as const }), closure }]]);
};
