import { clearAbsence, setAbsence, showAbsence } from './absences.ts';
import { explainDecision, listCredentials } from './credentials.ts';
import { redriveDeadLetters } from './dead-letters.ts';
import { askExtension } from './extension.ts';
import { serveOpenapi } from './openapi-route.ts';
import { applyPolicy, checkPolicy, showPolicy } from './policy.ts';
import { reportRequests } from './reports.ts';
import {
  cancelRequest,
  recordDecision,
  releasePassword,
  returnAccess,
  reviewEmergency,
  revokeAccess,
  useEmergency,
} from './request-commands.ts';
import { listRequests, showRequest, submitRequest } from './requests.ts';
import type { Route } from './route.ts';
import { openSession } from './sessions.ts';
import { listUndelivered } from './undelivered.ts';

/** Every operation of the API (design.md 8). */
export const routes: readonly Route[] = [
  listCredentials,
  explainDecision,
  submitRequest,
  listRequests,
  showRequest,
  recordDecision,
  useEmergency,
  cancelRequest,
  askExtension,
  returnAccess,
  reviewEmergency,
  revokeAccess,
  releasePassword,
  openSession,
  reportRequests,
  showAbsence,
  setAbsence,
  clearAbsence,
  showPolicy,
  checkPolicy,
  applyPolicy,
  redriveDeadLetters,
  listUndelivered,
  serveOpenapi,
];
