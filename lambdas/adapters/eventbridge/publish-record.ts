import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { Fault } from '../../application/fault.ts';
import type { PublishRecord } from '../../application/ports/effect-ports.ts';

/** The `source` of every audit event: rules of the bus match on it. */
const AUDIT_SOURCE = 'countersign';

/** Puts audit records on the bus. EventBridge answers 200 even when it took none: that is a fault, to be repeated. */
export const publishRecord =
  (client: EventBridgeClient, busName: string): PublishRecord =>
  async (record) => {
    const answer = await client.send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: busName,
            Source: AUDIT_SOURCE,
            DetailType: record.type,
            Time: new Date(record.at),
            Detail: JSON.stringify(record),
          },
        ],
      }),
    );
    if (answer.FailedEntryCount) throw new Fault('PublishFault', `the audit bus took no ${record.type}`);
  };
