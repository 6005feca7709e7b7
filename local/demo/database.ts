import { Client } from 'pg';
import type { LocalSettings } from '../settings.ts';

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** An open connection of a released credential, and when the server cut it. */
export interface OpenConnection {
  /** Whom the server takes us for. */
  readonly user: string;
  /** When and with which words the server ended it; settles only then. */
  readonly cut: Promise<{ readonly at: number; readonly reason: string }>;
}

const clientFor = ({ postgres }: LocalSettings, { username, password }: Login): Client =>
  new Client({ ...postgres, user: username, password });

/** Logs in and stays: what a person with the password does. */
export const connect = async (settings: LocalSettings, login: Login): Promise<OpenConnection> => {
  const client = clientFor(settings, login);
  const cut = new Promise<{ at: number; reason: string }>((resolve) => {
    client.on('error', (error) => resolve({ at: Date.now(), reason: error.message }));
  });
  await client.connect();
  const { rows } = await client.query<{ user: string }>('SELECT current_user AS user');
  return { user: rows[0]?.user ?? '', cut };
};

/** What PostgreSQL says to a login: nothing when it lets it in. */
export const refusalOf = async (settings: LocalSettings, login: Login): Promise<string | undefined> => {
  const client = clientFor(settings, login);
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
