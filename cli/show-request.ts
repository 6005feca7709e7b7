import type { OpenAction, RequestAnswer, RequestDetail, RequestView } from '../lambdas/http/contract/request-view.ts';

const windowOf = ({ window, windowVersion = 1 }: RequestView): string => {
  if (!window) return 'no window';
  return `${window.start} to ${window.end}${windowVersion > 1 ? ` (version ${windowVersion})` : ''}`;
};

/** A request on one line of a list. */
export const showRequestLine = (request: RequestView): string => {
  const { id, state, requester, action, credential, emergencyAccess } = request;
  const emergency = emergencyAccess === 'Yes' ? '  emergency' : '';
  return `${id}  ${state.padEnd(9)}  ${requester}: ${action} of ${credential}, ${windowOf(request)}${emergency}`;
};

/** Label and text, in columns. */
const row = (label: string, text: string): string => `${label.padEnd(9)} ${text}`;

const actionNames = (actions: readonly OpenAction[]): string =>
  actions.length === 0 ? 'nothing' : actions.map(({ action }) => action).join(', ');

/** What somebody who asked or voted is told: what is asked for, what happens next, what they may do. */
export const showAnswer = ({ request, next, actions }: Pick<RequestAnswer, 'request' | 'next' | 'actions'>): string =>
  [
    row('request', request.id),
    row('state', request.state),
    row('for', `${request.requester}: ${request.action} of ${request.credential}`),
    row('window', windowOf(request)),
    ...(request.justification === undefined ? [] : [row('why', request.justification)]),
    row('next', next),
    row('you may', actionNames(actions)),
  ].join('\n');

const showVote = ({ verdict, at, by = 'an approver', channel, counts, comment }: Vote): string =>
  `          ${at}  ${verdict} by ${by} (${channel})${counts ? '' : ', of a window that was changed since'}${comment === undefined ? '' : `: ${comment}`}`;

type Level = RequestDetail['levels'][number];
type Vote = Level['votes'][number];

const showLevel = ({ level, approvers, approvals, disapprovals, votes }: Level): string[] => [
  row(
    `level ${level}`,
    `${approvals.given} of ${approvals.needed} approvals, ${disapprovals.given} of ${disapprovals.needed} disapprovals` +
      (approvers ? ` (${approvers.join(', ')})` : ''),
  ),
  ...votes.map(showVote),
];

/** A request with its levels and votes. */
export const showRequest = (detail: RequestDetail): string =>
  [showAnswer(detail), ...detail.levels.flatMap(showLevel)].join('\n');
