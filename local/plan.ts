import { fileURLToPath } from 'node:url';
import type { Person } from './mail/mailboxes.ts';
import type { Sdk } from './mail/receive.ts';
import { REGION, ROOT } from './process/environment.ts';
import { claimPorts } from './process/ports.ts';
import { type DemoPolicy, readDemoPolicy } from './seed/demo-policy.ts';
import { peopleOf, ROLES } from './seed/people.ts';
import { type FirstPasswords, firstPasswords } from './seed/secrets.ts';

export const REPLY_DOMAIN = 'reply.countersign.example';

const DEMO_POLICY = fileURLToPath(new URL('demo/policy.yaml', import.meta.url));

export type PortName = 'aws' | 'mailbox' | 'smtp' | 'postgres';

export interface PlanOptions {
  /** @default the demo policy */
  readonly policyFile?: string;
  /** Ports that must be these. @default free ones */
  readonly ports?: Partial<Record<PortName, number>>;
}

/** All that is settled before the first process of a local cloud starts. */
export interface Plan {
  readonly policy: DemoPolicy;
  readonly people: readonly Person[];
  readonly administrator: Person;
  readonly passwords: FirstPasswords;
  readonly ports: Readonly<Record<PortName | 'outgoing', number>>;
  readonly sdk: Sdk;
  readonly mailboxUrl: string;
}

const portsFor = async (wanted: NonNullable<PlanOptions['ports']>): Promise<Plan['ports']> => {
  const [aws, mailbox, smtp, postgres, outgoing] = await claimPorts(
    ['emulator', wanted.aws],
    ['mailbox page', wanted.mailbox],
    ['mail server', wanted.smtp],
    ['PostgreSQL', wanted.postgres],
    ['outgoing mail'],
  );
  return { aws, mailbox, smtp, postgres, outgoing };
};

export const makePlan = async ({ policyFile = DEMO_POLICY, ports: wanted = {} }: PlanOptions): Promise<Plan> => {
  const policy = await readDemoPolicy(policyFile);
  const people = peopleOf(policy);
  const administrator = people.find(({ id }) => ROLES[id] === 'administrators');
  if (administrator === undefined) {
    throw new Error(`${policyFile}: a local cloud needs the user alex, its administrator. Add a person of this id.`);
  }
  const ports = await portsFor(wanted);
  const sdk = { endpoint: `http://127.0.0.1:${ports.aws}`, region: REGION, credentials: ROOT };
  const mailboxUrl = `http://127.0.0.1:${ports.mailbox}`;
  return { policy, people, administrator, passwords: firstPasswords(policy), ports, sdk, mailboxUrl };
};
