import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock, Digest } from '../../application/ports/ports.ts';
import { pause } from '../runtime/runtime.ts';
import { makeStandAside } from '../runtime/stand-aside.ts';
import { dynamoAbsenceStore } from './absence-store.ts';
import { dynamoCustodyStore } from './custody-store.ts';
import { dynamoDueList } from './due-list.ts';
import { dynamoEffectStore } from './effect-store.ts';
import { dynamoHandledMails } from './handled-mails.ts';
import { dynamoInvitationStore } from './invitation-store.ts';
import { dynamoOpenReview } from './open-review.ts';
import { dynamoOrdinaryHold } from './ordinary-hold.ts';
import { dynamoPolicySweep } from './policy-sweep.ts';
import { dynamoQuarantine } from './quarantine.ts';
import { dynamoRequestLists } from './request-lists.ts';
import { dynamoRequestStore } from './request-store.ts';
import { dynamoUnreachableStore } from './unreachable-store.ts';
import { dynamoVaultLog } from './vault-log.ts';

/** Every port that the table `Requests` serves. */
export const requestStores = (
  client: DynamoDBDocumentClient,
  table: string,
  runtime: { clock: Clock; digest: Digest },
) => ({
  ...runtime,
  standAside: makeStandAside(pause, Math.random),
  absences: dynamoAbsenceStore(client, table, dynamoVaultLog(client, table, runtime)),
  requests: dynamoRequestStore(client, table, runtime.clock),
  lists: dynamoRequestLists(client, table),
  custody: dynamoCustodyStore(client, table),
  due: dynamoDueList(client, table),
  effects: dynamoEffectStore(client, table),
  handled: dynamoHandledMails(client, table),
  invitations: dynamoInvitationStore(client, table),
  openReview: dynamoOpenReview(client, table),
  hold: dynamoOrdinaryHold(client, table),
  policySweep: dynamoPolicySweep(client, table),
  quarantine: dynamoQuarantine(client, table),
  unreachable: dynamoUnreachableStore(client, table, { ...runtime, log: dynamoVaultLog(client, table, runtime) }),
  log: dynamoVaultLog(client, table, runtime),
});
