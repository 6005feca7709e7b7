import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startCluster } from './database/cluster.ts';
import { makeRoles } from './database/roles.ts';
import type { Application } from './deploy/application.ts';
import { type EmulatorOptions, restartEmulator, startEmulator } from './emulator/emulator.ts';
import { ensureEnvironment } from './emulator/python.ts';
import { type Plan, REPLY_DOMAIN } from './plan.ts';
import type { Parts } from './process/parts.ts';
import { newPassword } from './seed/people.ts';
import { databaseRoles } from './seed/secrets.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The demo database, as the managed node of the demo policy reaches it. */
const NODE_DATABASE = 'shop-db.internal:5432';

export interface Site {
  readonly dir: string;
  readonly parts: Parts;
  readonly application: Application;
  readonly progress: (line: string) => void;
}

const emulatorOptions = async ({ ports }: Plan, { dir, parts, progress }: Site): Promise<EmulatorOptions> => ({
  python: await ensureEnvironment(at('../.local/venv'), at('requirements.txt'), () =>
    progress('Installing the emulator into a Python environment of its own (once)'),
  ),
  dir: emulatorDir(dir),
  port: ports.aws,
  mailPort: ports.outgoing,
  nodeHosts: { [NODE_DATABASE]: `127.0.0.1:${ports.postgres}` },
  ledger: parts.ledger,
  keep: (child) => parts.keepProcess('emulator', child),
});

const raiseAws = async (plan: Plan, site: Site): Promise<void> => {
  const options = await emulatorOptions(plan, site);
  site.progress('Starting the emulator of AWS, IAM enforced');
  await startEmulator(options);
  await site.application.bootstrap();
};

/** The emulator's folder in that of the local cloud. */
export const emulatorDir = (dir: string): string => join(dir, 'aws');

/** Brings the emulator up again after a cut of power. */
export const restartAws = async (plan: Plan, site: Site): Promise<void> => {
  await restartEmulator(await emulatorOptions(plan, site));
};

const raiseDatabase = async ({ ports, passwords }: Plan, { dir, parts, progress }: Site): Promise<void> => {
  progress('Starting PostgreSQL 18');
  const { superuser } = await startCluster({
    dir: join(dir, 'postgres'),
    port: ports.postgres,
    password: newPassword(),
    keep: (child) => parts.keepProcess('PostgreSQL', child),
  });
  await makeRoles(superuser, databaseRoles(passwords));
};

const synthesise = ({ administrator: { id, email }, mailboxUrl, sdk }: Plan, { application, progress }: Site) => {
  progress('Synthesising the application');
  return application.synthesise({
    mailDomain: 'countersign.example',
    mailFrom: 'countersign@countersign.example',
    mailsPerSecond: 1000,
    replyDomain: REPLY_DOMAIN,
    replyOfferedDomains: ['example.com'],
    accessKeyUserPath: '/countersign/',
    siem: true,
    firstAdministrator: { id, email },
    linkBase: mailboxUrl,
    signInEndpoint: sdk.endpoint,
  });
};

/** Brings up what the deployment needs, side by side. Settles when each has come or failed; the first failure counts. */
export const raise = async (plan: Plan, site: Site): Promise<void> => {
  const all = await Promise.allSettled([synthesise(plan, site), raiseAws(plan, site), raiseDatabase(plan, site)]);
  const failed = all.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
};
