import { makeReleasePassword } from '../../../lambdas/application/release/release-password.ts';
import { makeAskExtension } from '../../../lambdas/application/requests/ask-extension.ts';
import { makeCancelRequest } from '../../../lambdas/application/requests/cancel-request.ts';
import { makeReturnAccess } from '../../../lambdas/application/requests/return-access.ts';
import { makeSubmitRequest } from '../../../lambdas/application/requests/submit-request.ts';
import { makeUseEmergency } from '../../../lambdas/application/requests/use-emergency.ts';
import { makeOpenSession } from '../../../lambdas/application/sessions/open-session.ts';
import { credentials, requesters } from '../any-policy.ts';
import {
  type Command,
  endOf,
  idempotencyOf,
  isLetGoOn,
  maybeKey,
  principal,
  type Scene,
  somebody,
  someRequest,
} from './command.ts';

const MINUTE = 60_000;

/** A window that starts about now, or overlaps what is there, or is not allowed. */
const anyWindow = ({ random, now }: Scene) => {
  const start = now() + random.pick([-6, -1, 0, 0, 0, 0, 0, 1, 5, 20]) * MINUTE;
  return { start, end: start + random.pick([2, 5, 10, 10, 30, 60, 90]) * MINUTE };
};

/** So many that are not decided keep everybody busy: more would only lapse. */
const ENOUGH = 5;

const openRequests = ({ seen, now }: Scene): number =>
  [...seen.lives.values()].filter(({ stored: { request } }) => request.name === 'pending' && now() < endOf(request))
    .length;

const submit: Command = {
  name: 'submit',
  weight: 5,
  attempt: (scene) => {
    const { random } = scene;
    if (openRequests(scene) > ENOUGH && random.chance(0.95)) return undefined;
    const who = random.pick(requesters);
    const credentialId = random.pick(credentials);
    const idempotencyKey = maybeKey(scene);
    const form = {
      principal: principal(who),
      credentialId,
      action: random.chance(0.7) ? 'view_password' : 'start_session',
      justification: random.chance(0.9) ? 'The nightly job is stuck' : undefined,
      window: random.chance(0.93) ? anyWindow(scene) : undefined,
      idempotency: idempotencyOf(idempotencyKey),
    } as const;
    return {
      about: `${who} asks for ${credentialId}`,
      idempotencyKey: idempotencyKey && `${who}#${idempotencyKey}`,
      run: (ports) => makeSubmitRequest(ports)(form),
    };
  },
};

const cancel: Command = {
  name: 'cancel',
  weight: 0.3,
  attempt: (scene) => {
    const request = someRequest(scene, 'pending');
    if (!request) return undefined;
    const who = somebody(scene, [request.requester]);
    const key = maybeKey(scene);
    const act = { principal: principal(who), requestId: request.id, idempotency: idempotencyOf(key) };
    return {
      about: `${who} cancels ${request.id}`,
      idempotencyKey: key && `${who}#${key}`,
      run: (ports) => makeCancelRequest(ports)(act),
    };
  },
};

const emergency: Command = {
  name: 'use-emergency',
  weight: 0.6,
  attempt: (scene) => {
    const request = someRequest(scene, 'pending');
    if (!request) return undefined;
    const who = somebody(scene, [request.requester]);
    const key = maybeKey(scene);
    const act = {
      principal: principal(who),
      requestId: request.id,
      reason: 'Orders are lost',
      idempotency: idempotencyOf(key),
    };
    return {
      about: `${who} uses the emergency of ${request.id}`,
      idempotencyKey: key && `${who}#${key}`,
      run: (ports) => makeUseEmergency(ports)(act),
    };
  },
};

/** Views the password, or opens a session: whatever was asked for. */
const use: Command = {
  name: 'use',
  weight: 6,
  attempt: (scene) => {
    const request = someRequest(scene, 'approved', 'emergency', 'granted');
    if (!request) return undefined;
    const who = somebody(scene, [request.requester]);
    const act = { principal: principal(who), requestId: request.id };
    return request.action === 'start_session'
      ? { about: `${who} connects by ${request.id}`, run: (ports) => makeOpenSession(ports)(act) }
      : { about: `${who} views ${request.id}`, views: request.id, run: (ports) => makeReleasePassword(ports)(act) };
  },
};

/** Asks that an access goes on, now and then to an end that is none. */
const extend: Command = {
  name: 'ask-extension',
  weight: 5,
  attempt: (scene) => {
    const { random } = scene;
    const request = someRequest(scene, 'approved');
    if (!(request && 'window' in request)) return undefined;
    const who = somebody(scene, [request.requester]);
    const key = maybeKey(scene);
    const ask = {
      principal: principal(who),
      requestId: request.id,
      until: request.window.end + random.pick([0, 2, 5, 10, 30]) * MINUTE,
      justification: 'The nightly job still runs',
      idempotency: idempotencyOf(key),
    };
    return {
      about: `${who} asks that ${request.id} goes on`,
      idempotencyKey: key && `${who}#${key}`,
      run: (ports) => makeAskExtension(ports)(ask),
    };
  },
};

const giveBack: Command = {
  name: 'return',
  weight: 0.7,
  attempt: (scene) => {
    const request = someRequest(scene, 'approved', 'emergency');
    if (!request || isLetGoOn(scene, request)) return undefined;
    const who = somebody(scene, [request.requester]);
    const key = maybeKey(scene);
    const act = { principal: principal(who), requestId: request.id, idempotency: idempotencyOf(key) };
    return {
      about: `${who} returns ${request.id}`,
      idempotencyKey: key && `${who}#${key}`,
      run: (ports) => makeReturnAccess(ports)(act),
    };
  },
};

export const requesterCommands: readonly Command[] = [submit, cancel, emergency, use, extend, giveBack];
