import { type SessionTarget, sessionFields } from '../../core/policy/session-target.ts';
import { refuse } from '../../core/result.ts';

export const wrongAction = refuse({
  rule: 'wrong-action',
  reason: 'This request is to view the password: it opens no session. Submit a request for a session.',
});

export const accessGone = refuse({ rule: 'decision-denies', reason: 'No access group allows this use any more.' });

export const noTarget = refuse({
  rule: 'no-target',
  reason: `No session can be opened on this credential: its target must name ${sessionFields.join(', ')} (engine postgres). Tell an administrator.`,
});

export const secretMissing = refuse({
  rule: 'secret-missing',
  reason: 'The secret of this credential names no database and rotator: tell an administrator.',
});

export const nodeNotConnected = ({ node }: SessionTarget) =>
  refuse({
    rule: 'node-not-connected',
    reason: `The node ${node}, through which the session goes, does not answer: try again, or tell an administrator.`,
  });

export const overMeanwhile = refuse({
  rule: 'access-over',
  reason: 'The access ended while the session was being opened: nothing was given.',
});
