import { decodeTime, isValid } from 'ulid';
import { Fault } from '../../application/fault.ts';

const PREFIX = 'cs_';

/** The name of a session's role; an id that is no lower-case ULID never becomes part of a statement. */
export const sessionRole = (sessionId: string): string => {
  if (sessionId !== sessionId.toLowerCase() || !isValid(sessionId.toUpperCase()))
    throw new Fault('SessionIdRefused', 'a session is named by a lower-case ULID', { retryable: false });
  return PREFIX + sessionId;
};

/** Whether a role's session began to be opened before `instant`, which its ULID tells. */
export const isOlder = (role: string, instant: number): boolean => {
  const id = role.slice(PREFIX.length).toUpperCase();
  return isValid(id) && decodeTime(id) < instant;
};
