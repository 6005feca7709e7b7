import { Client } from 'pg';
import type { Login } from './database.ts';

/** What the API answers when a session is opened. */
export interface OpenedSession {
  readonly sessionId: string;
  readonly validUntil: string;
  readonly database: Login & { readonly database: string };
  readonly channel: { readonly streamUrl: string };
}

/** A client that is connected through a session, as psql would be. */
export interface SessionClient {
  /** The rows, or the SQLSTATE of what PostgreSQL refused. */
  query(sql: string): Promise<unknown>;
  /** When the connection was cut; settles only then. */
  readonly cut: Promise<number>;
}

/** Connects through the local port that the session forwards. */
export const connectThrough = async ({ database, channel }: OpenedSession): Promise<SessionClient> => {
  const { hostname: host, port } = new URL(channel.streamUrl);
  const { username: user, password } = database;
  const client = new Client({ host, port: Number(port), user, password, database: database.database });
  const cut = new Promise<number>((resolve) => {
    client.on('error', () => resolve(Date.now()));
    client.on('end', () => resolve(Date.now()));
  });
  await client.connect();
  const query = async (sql: string): Promise<unknown> => {
    try {
      return (await client.query(sql)).rows;
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };
  return { query, cut };
};
