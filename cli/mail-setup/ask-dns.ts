import { Resolver } from 'node:dns/promises';
import type { DnsRecord } from '../../lib/mail-setup/dns-records.ts';
import { reasonOf } from '../reason-of.ts';

/** The values that a name has, as a zone file has them; or why nobody could say. */
export type DnsAnswer = { readonly values: readonly string[] } | { readonly failure: string };

/** Looks up what the world sees at the name of a record. */
export type AskDns = (record: Pick<DnsRecord, 'name' | 'type'>) => Promise<DnsAnswer>;

const absent: ReadonlySet<unknown> = new Set(['ENOTFOUND', 'ENODATA']);

const look = async (resolver: Resolver, { name, type }: Pick<DnsRecord, 'name' | 'type'>): Promise<string[]> => {
  switch (type) {
    case 'CNAME':
      return resolver.resolveCname(name);
    case 'MX':
      return (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`);
    case 'TXT':
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
    default:
      throw type satisfies never;
  }
};

/** Asks the resolvers of this machine, or one at `address:port`; throws if that is no address. */
export const makeAskDns = (server?: string): AskDns => {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  if (server !== undefined) resolver.setServers([server]);
  return async (record) => {
    try {
      return { values: await look(resolver, record) };
    } catch (error) {
      if (error instanceof Error && 'code' in error && absent.has(error.code)) return { values: [] };
      return { failure: reasonOf(error) };
    }
  };
};
