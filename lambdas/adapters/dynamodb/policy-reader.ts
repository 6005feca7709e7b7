import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Fault } from '../../application/fault.ts';
import type { PolicyContents, PolicyHead, PolicyReader, Subject } from '../../application/ports/ports.ts';
import type { Credential, Group, User } from '../../core/policy/schema.ts';
import { policyKeys } from './keys.ts';
import { getItem, getItems } from './read.ts';
import type { Item } from './table.ts';

const ATTEMPTS = 4;

/** The policy as it is now; every read is strongly consistent. */
export const dynamoPolicyReader = (client: DynamoDBDocumentClient, table: string): PolicyReader => ({
  head: async () => toHead(await getItem(client, table, policyKeys.head)),
  subject: (principal, credentialId) => readSubject(client, table, principal, credentialId),
  credential: async (id) =>
    (await getItem(client, table, policyKeys.credential(id)))?.['credential'] as Credential | undefined,
  group: async (id) => (await getItem(client, table, policyKeys.group(id)))?.['group'] as Group | undefined,
  people: async (ids) => {
    const items = await getItems(client, table, [...new Set(ids)].map(policyKeys.user));
    return Object.fromEntries(items.map((item) => [(item['user'] as User).id, item['user'] as User]));
  },
  contents: () => readContents(client, table),
});

const toHead = (item: Item | undefined): PolicyHead | undefined =>
  item && {
    version: Number(item['version']),
    generation: Number(item['generation']),
    settings: item['settings'] as PolicyHead['settings'],
  };

/** One BatchGetItem; a second read only for people whose name at the identity provider is not their id. */
const readSubject = async (
  client: DynamoDBDocumentClient,
  table: string,
  principal: string,
  credentialId: string | undefined,
): Promise<Subject> => {
  const items = await getItems(client, table, [
    policyKeys.head,
    policyKeys.user(principal),
    policyKeys.subject(principal),
    ...(credentialId === undefined ? [] : [policyKeys.credential(credentialId)]),
  ]);
  const at = (sk: string) => items.find((item) => item['sk'] === sk);
  const alias = at('SUBJECT')?.['userId'];
  const user = (alias ? await getItem(client, table, policyKeys.user(String(alias))) : at('USER'))?.['user'] as
    | User
    | undefined;
  return {
    head: toHead(at('HEAD')),
    // A user whose subject is another name cannot be reached by the id.
    user: user && user.subject === principal ? user : undefined,
    credential: at('CREDENTIAL')?.['credential'] as Credential | undefined,
  };
};

/** The list of what there is, then the items; read again when an edit came in between. */
const readContents = async (client: DynamoDBDocumentClient, table: string): Promise<PolicyContents | undefined> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const list = await getItem(client, table, policyKeys.contents);
    if (!list) return undefined;
    const items = await getItems(client, table, [
      policyKeys.head,
      ...(list['users'] as string[]).map(policyKeys.user),
      ...(list['credentials'] as string[]).map(policyKeys.credential),
      ...(list['groups'] as number[]).map(policyKeys.group),
    ]);
    const head = toHead(items.find((item) => item['sk'] === 'HEAD'));
    if (head && head.version === list['version']) return toContents(head, list, items);
  }
  throw new Fault('StorageFault', 'the policy kept changing while it was read');
};

const toContents = (head: PolicyHead, list: Item, items: readonly Item[]): PolicyContents => {
  const all = <T>(member: string): T[] =>
    items.flatMap((item) => (item[member] === undefined ? [] : [item[member] as T]));
  return {
    version: head.version,
    generation: head.generation,
    policy: {
      version: 1,
      settings: head.settings,
      users: all<User>('user').sort((a, b) => (a.id < b.id ? -1 : 1)),
      credentials: all<Credential>('credential').sort((a, b) => (a.id < b.id ? -1 : 1)),
      groups: all<Group>('group').sort((a, b) => a.id - b.id),
    },
    retiredGroupIds: list['retiredGroupIds'] as number[],
  };
};
