import { Client, type ClientConfig } from 'pg';
import type { DatabaseSecret, RotatorSecret } from '../../application/ports/database-ports.ts';

const CONNECT_MILLIS = 5000;
/** A statement that waits for others' locks gives up, so that its caller can say so and try again. */
const LOCK_MILLIS = 3000;
const STATEMENT_MILLIS = 10_000;

/** A backend ends within milliseconds of the signal; one that outlives these looks, 2.1 s in all, is a fault. */
const LOOKS = 20;
const PAUSE_SECONDS = 0.01;

/** Where a login signs in. */
export type Database = Pick<DatabaseSecret, 'host' | 'port' | 'dbname' | 'ssl'>;

/** Signs in, does `act`, and signs out whatever comes of it. */
export type WithConnection = <T>(
  database: Database,
  login: RotatorSecret,
  act: (client: Client) => Promise<T>,
) => Promise<T>;

/** With connections that are made, and not yet opened, by `client`. */
export const makeWithConnection =
  (client: (config: ClientConfig) => Client): WithConnection =>
  async (database, login, act) => {
    const connection = client(configOf(database, login));
    try {
      await connection.connect();
      return await act(connection);
    } finally {
      await connection.end();
    }
  };

export const withConnection = makeWithConnection((config) => new Client(config));

const configOf = ({ host, port, dbname, ssl }: Database, { username, password }: RotatorSecret): ClientConfig => ({
  host,
  port,
  database: dbname,
  user: username,
  password,
  ssl,
  connectionTimeoutMillis: CONNECT_MILLIS,
  lock_timeout: LOCK_MILLIS,
  statement_timeout: STATEMENT_MILLIS,
  application_name: 'countersign',
});

/** What tells whose connections to end: the name of a role, or its oid where the role may be gone already. */
export type Whose = { readonly name: string } | { readonly oids: readonly number[] };

/** Ends their connections until none is left; `false` when some outlive the patience of this call. */
export const endConnections = async (client: Client, whose: Whose): Promise<boolean> => {
  for (let look = 1; look <= LOOKS; look += 1) {
    if ((await signalConnections(client, whose)) === 0) return true;
    await client.query('SELECT pg_sleep($1)', [look * PAUSE_SECONDS]);
  }
  return false;
};

const signalConnections = async (client: Client, whose: Whose): Promise<number> => {
  const [column, value] = 'name' in whose ? ['usename', [whose.name]] : ['usesysid', whose.oids];
  const { rowCount } = await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${column} = ANY($1) AND pid <> pg_backend_pid()`,
    [value],
  );
  return rowCount ?? 0;
};
