import type { Answer, Order } from './command.ts';
import { currentWindow, type Request } from './request.ts';
import { approvers, electorate, type Setting } from './setting.ts';

/** Where the workflow goes from here: read from the request, never from what the caller believes. */
export const answerFor = (request: Request): Answer => {
  if (request.name === 'pending') return 'ask';
  return request.name === 'approved' || request.name === 'emergency' ? request.end : 'done';
};

/** Before the workflow has asked there is nothing to answer: it will find the request as it is. */
export const answerOrders = (before: Request, after: Request): readonly Order[] =>
  before.asked ? [{ to: 'answer-workflow', round: before.round, answer: answerFor(after) }] : [];

/** Only the level that is open is asked. */
export const askOrders = (setting: Setting, after: Request, at: number): readonly Order[] => {
  if (at >= Math.min(setting.deadline, currentWindow(setting, after).end)) return [];
  const both = setting.broken === 'mail-all-levels';
  return both
    ? [
        { to: 'ask', level: 1 },
        { to: 'ask', level: 2 },
      ]
    : [{ to: 'ask', level: after.level }];
};

/** A window that leaves what people saw: the open level is asked again, if it was asked. */
export const askAgainOrders = (setting: Setting, after: Request, at: number): readonly Order[] =>
  after.name === 'pending' && after.asked ? askOrders(setting, after, at) : [];

export const closeNow: readonly Order[] = [{ to: 'stop-workflow' }, { to: 'start-close' }];

/** Every approver of every level, each once (seed 1; mission.md A1 27). */
export const tellOrders = (setting: Setting, before: Request): readonly Order[] => {
  const currentOnly = setting.broken === 'emergency-tells-current-level-only';
  return [{ to: 'tell-emergency', people: currentOnly ? electorate(before.level) : approvers }];
};
