import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from './database/roles.ts';
import { type ApplicationPlace, makeApplication, type Outputs } from './deploy/application.ts';
import { startMail } from './mail/start-mail.ts';
import { makePlan, type Plan, type PlanOptions, REPLY_DOMAIN } from './plan.ts';
import { openLedger } from './process/ledger.ts';
import { makeParts, type Parts } from './process/parts.ts';
import { raise, restartAws } from './raise.ts';
import { applyPolicy } from './seed/apply-policy.ts';
import { makeSignIn } from './seed/people.ts';
import { makeSecrets } from './seed/secrets.ts';
import { type LocalSettings, writeSettings } from './settings.ts';

export interface LocalCloudOptions extends PlanOptions, Pick<ApplicationPlace, 'sharedAssembly'> {
  /** Folder for everything of this local cloud; two clouds have two folders. Made if absent. */
  readonly dir: string;
  /** Gets a line for each step. */
  readonly progress: (line: string) => void;
  /** Ends the start, and leaves nothing running. */
  readonly signal?: AbortSignal;
}

export interface LocalCloud {
  readonly settings: LocalSettings;
  /** After a cut of power of the emulator: starts it again, with what AWS would have kept. */
  restartAws(): Promise<void>;
  /** Ends every process of it. */
  stop(): Promise<void>;
}

const describeCloud = (outputs: Outputs, { people, ports, sdk, mailboxUrl }: Plan): LocalSettings => ({
  apiUrl: `${sdk.endpoint}/_aws/execute-api/${outputs.ApiId}/$default`,
  awsEndpoint: sdk.endpoint,
  region: sdk.region,
  mailboxUrl,
  smtp: { host: '127.0.0.1', port: ports.smtp },
  replyDomain: REPLY_DOMAIN,
  users: people.map(({ id, email, password }) => ({ id, email, password })),
  stateMachineArn: outputs.StateMachineArn,
  tables: { restrictions: outputs.RestrictionsTable, policy: outputs.PolicyTable, requests: outputs.RequestsTable },
  userPoolId: outputs.UserPoolId,
  clientId: outputs.UserPoolClientId,
  siemQueueUrl: outputs.SiemQueueUrl,
  mailBucket: outputs.MailBucketName,
  postgres: { host: '127.0.0.1', port: ports.postgres, database: DATABASE },
});

const seed = async ({ sdk, people, passwords, ports, administrator, policy }: Plan, settings: LocalSettings) => {
  const { signUp, tokenOf } = makeSignIn(sdk, settings);
  await Promise.all([makeSecrets(sdk, passwords, ports.postgres), ...people.map(signUp)]);
  await applyPolicy(settings.apiUrl, await tokenOf(administrator), policy.document);
};

const start = async (options: LocalCloudOptions, parts: Parts): Promise<Omit<LocalCloud, 'stop'>> => {
  const { dir, progress, sharedAssembly } = options;
  const plan = await makePlan(options);
  const application = makeApplication({ dir, sharedAssembly, endpoint: plan.sdk.endpoint, parts });
  const mail = await startMail({ ...plan, parts });
  const site = { dir, parts, application, progress };
  await raise(plan, site);
  progress('Deploying it');
  const settings = describeCloud(await application.deploy(), plan);
  mail.setApiUrl(settings.apiUrl);
  progress('Making the demo people, secrets and policy');
  await seed(plan, settings);
  return { settings, restartAws: () => restartAws(plan, site) };
};

/**
 * Starts a local cloud: the emulator on loopback with IAM enforced, the application deployed to it by the CDK,
 * PostgreSQL, mail both ways, demo people and the demo policy. Writes `countersign.json` into `dir`, which is there
 * as long as the cloud runs. Whatever goes wrong, nothing is left running.
 */
export const startLocalCloud = async (options: LocalCloudOptions): Promise<LocalCloud> => {
  mkdirSync(options.dir, { recursive: true });
  const parts = makeParts(await openLedger(options.dir, options.progress));
  const file = join(options.dir, 'countersign.json');
  const stop = () => {
    rmSync(file, { force: true });
    return parts.stop();
  };
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    const cloud = await start(options, parts);
    writeSettings(file, cloud.settings);
    return { ...cloud, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', stop);
  }
};
