import type { Credential } from './credential.ts';

/** Where the sessions of a credential go: through `node` to `host` and `port`. */
export interface SessionTarget {
  readonly engine: 'postgres';
  readonly host: string;
  readonly port: number;
  readonly node: string;
}

/** What `target` must say for sessions, in the order in which a person is told. */
export const sessionFields = ['engine', 'host', 'port', 'node'] as const;

/** The target if it says enough to open sessions, else undefined. */
export const sessionTarget = ({ target }: Pick<Credential, 'target'>): SessionTarget | undefined => {
  const { engine, host, port, node } = target ?? {};
  if (engine !== 'postgres' || host === undefined || port === undefined || node === undefined) return undefined;
  return { engine, host, port, node };
};
