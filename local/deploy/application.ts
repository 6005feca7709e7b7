import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { lastLines } from '../process/child.ts';
import { ACCOUNT, cleanEnvironment, REGION, ROOT } from '../process/environment.ts';
import type { Parts } from '../process/parts.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const CDK = fileURLToPath(import.meta.resolve('aws-cdk/bin/cdk'));

/** The outputs of the stacks that the local cloud reads. */
const outputs = z.object({
  ApiId: z.string(),
  UserPoolId: z.string(),
  UserPoolClientId: z.string(),
  StateMachineArn: z.string(),
  SiemQueueUrl: z.string(),
  MailBucketName: z.string(),
  RestrictionsTable: z.string(),
  PolicyTable: z.string(),
  RequestsTable: z.string(),
});
export type Outputs = z.infer<typeof outputs>;

const byStack = z.record(z.string(), z.record(z.string(), z.string()));

export interface ApplicationPlace {
  /** Folder for what the CDK writes. */
  readonly dir: string;
  /**
   * Folder of a synthesis that local clouds may share, one after another, while the sources stay as they are: it is made
   * for the first of them, and again for one with other settings.
   * @default one of its own
   */
  readonly sharedAssembly?: string | undefined;
  readonly endpoint: string;
  readonly parts: Parts;
}

const makeCdk = ({ dir, endpoint, parts }: ApplicationPlace) => {
  const env = cleanEnvironment(dir, {
    AWS_ACCESS_KEY_ID: ROOT.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ROOT.secretAccessKey,
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL: endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_VALIDATION: 'false',
    CI: 'true',
  });
  return async (what: string, cwd: string, args: readonly string[]) => {
    const log = join(dir, `${what.toLowerCase()}.log`);
    rmSync(log, { force: true });
    try {
      await parts.run(what, process.execPath, [CDK, ...args], { env, log, cwd });
    } catch (cause) {
      throw new Error(`${what} failed:\n${lastLines(log, 25)}\nThe whole output is in ${log}`, { cause });
    }
  };
};

/**
 * The one application, deployed to the emulator by the CDK as it is to AWS. `synthesise` needs no emulator, so it can
 * run while that starts; `bootstrap` and `deploy` do.
 */
export const makeApplication = (place: ApplicationPlace) => {
  const cdk = makeCdk(place);
  const assembly = place.sharedAssembly ?? join(place.dir, 'cdk.out');
  const madeFor = `${assembly}.json`;
  const outputsFile = join(place.dir, 'outputs.json');

  const synthesise = async (settings: Readonly<Record<string, unknown>>): Promise<void> => {
    const text = JSON.stringify(settings, undefined, 2);
    if (place.sharedAssembly && existsSync(madeFor) && readFileSync(madeFor, 'utf8') === text) return;
    rmSync(madeFor, { force: true });
    const file = join(place.dir, 'settings.json');
    writeFileSync(file, text);
    await cdk('Synthesis', PROJECT, ['synth', '-q', '-o', assembly, '-c', 'target=local', '-c', `settings=${file}`]);
    if (place.sharedAssembly) writeFileSync(madeFor, text);
  };

  const bootstrap = () => cdk('Bootstrap', place.dir, ['bootstrap', `aws://${ACCOUNT}/${REGION}`]);

  const deploy = async (): Promise<Outputs> => {
    const how = ['--method=direct', '--require-approval', 'never', '--outputs-file', outputsFile];
    await cdk('Deployment', place.dir, ['deploy', '--all', '--app', assembly, ...how]);
    const stacks = Object.values(byStack.parse(JSON.parse(readFileSync(outputsFile, 'utf8'))));
    return outputs.parse(Object.assign({}, ...stacks));
  };
  return { synthesise, bootstrap, deploy };
};

export type Application = ReturnType<typeof makeApplication>;
