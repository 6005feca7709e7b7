import type { AwsCall } from './aws-call.ts';
import { unitsRead, unitsWritten, writtenBy } from './dynamo-call.ts';
import type { Items } from './items.ts';

/** What the functions used while the meter was looking. */
export interface Metered {
  /** Calls by `service:operation`. */
  readonly calls: Record<string, number>;
  readUnits: number;
  writeUnits: number;
  /** Entries of PutEvents. */
  busEvents: number;
}

export const nothingMetered = (): Metered => ({ calls: {}, readUnits: 0, writeUnits: 0, busEvents: 0 });

/** Adds one call to what was metered; `send` performs it and gives the answer's body. */
export const makeMeter = (items: Items) => {
  const written = async (call: AwsCall) => {
    const table = tableOf(call.body);
    const shape = table === undefined ? undefined : await items.shape(table);
    return writtenBy(call.operation, call.body, shape?.keyNames ?? []);
  };
  return async (metered: Metered, call: AwsCall, send: () => Promise<string>): Promise<void> => {
    const name = `${call.service}:${call.operation}`;
    metered.calls[name] = (metered.calls[name] ?? 0) + 1;
    if (call.service === 'events')
      metered.busEvents += (JSON.parse(call.body) as { Entries: unknown[] }).Entries.length;
    if (call.service !== 'dynamodb') {
      await send();
      return;
    }
    const places = await written(call);
    const before = await items.readAll(places);
    const answer = await send();
    if (places.length === 0) metered.readUnits += unitsRead(call.operation, call.body, answer);
    else {
      const after = await items.readAll(places);
      const shapes = await Promise.all(places.map(({ table }) => items.shape(table)));
      metered.writeUnits += unitsWritten(call.operation, {
        before,
        after,
        indexes: shapes.map(({ indexes }) => indexes),
      });
    }
  };
};

export type Meter = ReturnType<typeof makeMeter>;

/** The table whose keys a write names by its items: the tables of this application that are written so have like keys. */
const tableOf = (body: string): string | undefined => /"TableName":"([^"]+)"/.exec(body)?.[1] ?? batchTable(body);

const batchTable = (body: string): string | undefined =>
  Object.keys((JSON.parse(body) as { RequestItems?: object }).RequestItems ?? {})[0];
