import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/**
 * Proves that the borders of the house hold: plants one import in a throw-away file for each case, lints them all in one
 * run, and compares. A border that stopped working would otherwise show as a green lint.
 */

type Want = 'refused' | 'allowed';

const cases: readonly (readonly [folder: string, code: string, want: Want])[] = [
  ['lambdas/core/request', "import { readFileSync } from 'node:fs'; export const a = readFileSync;", 'refused'],
  ['lambdas/core/request', "import { readFileSync } from 'fs'; export const a = readFileSync;", 'refused'],
  [
    'lambdas/core/request',
    "import { GetCommand } from '@aws-sdk/lib-dynamodb'; export const a = GetCommand;",
    'refused',
  ],
  [
    'lambdas/core/request',
    "import type { Clock } from '../../application/ports/ports.ts'; export type A = Clock;",
    'refused',
  ],
  ['lambdas/core/request', "export { CountersignStack } from '../../../lib/countersign-stack.ts';", 'refused'],
  ['lambdas/core/request', "export const a = () => import('../../adapters/dynamodb/request-store.ts');", 'refused'],
  ['lambdas/core/request', "import { Temporal } from 'temporal-polyfill'; export const a = Temporal;", 'allowed'],
  ['lambdas/core/request', "import { decide } from './decide.ts'; export const a = decide;", 'allowed'],
  ['lambdas/core/reply', "import { decide } from '../request/decide.ts'; export const a = decide;", 'allowed'],
  ['lambdas/core/reply', "import * as z from 'zod'; export const a = z;", 'allowed'],
  ['lambdas/core/reply', "import { z } from 'zod'; export const a = z;", 'refused'],
  [
    'lambdas/application',
    "import { getItem } from '../adapters/dynamodb/read.ts'; export const a = getItem;",
    'refused',
  ],
  ['lambdas/application', "import { randomUUID } from 'node:crypto'; export const a = randomUUID;", 'refused'],
  [
    'lambdas/application',
    "import { GetCommand } from '@aws-sdk/lib-dynamodb'; export const a = GetCommand;",
    'refused',
  ],
  ['lambdas/application', "import { decide } from '../core/request/decide.ts'; export const a = decide;", 'allowed'],
  [
    'lambdas/adapters/ses',
    "import { makeCastVote } from '../../application/requests/cast-vote.ts'; export const a = makeCastVote;",
    'refused',
  ],
  [
    'lambdas/adapters/ses',
    "import type { Clock } from '../../application/ports/ports.ts'; export type A = Clock;",
    'allowed',
  ],
  ['lambdas/adapters/ses', "import { Fault } from '../../application/fault.ts'; export const a = Fault;", 'allowed'],
  ['lambdas/adapters/ses', "import { SESClient } from '@aws-sdk/client-ses'; export const a = SESClient;", 'allowed'],
  [
    'lambdas/adapters/ses',
    "import { GetCommand } from '@aws-sdk/lib-dynamodb'; export const a = GetCommand;",
    'allowed',
  ],
  ['lambdas/adapters/ses', "import { Stack } from 'aws-cdk-lib'; export const a = Stack;", 'refused'],
  ['lambdas/adapters/ses', "import { Stack } from 'aws-cdk-lib/core'; export const a = Stack;", 'refused'],
  ['lambdas/functions/x', "import { Stack } from 'aws-cdk-lib/core'; export const a = Stack;", 'refused'],
  ['lambdas/functions/x', "import { decide } from '../../core/request/decide.ts'; export const a = decide;", 'allowed'],
  [
    'lib',
    "import { askLevelEnv } from '../lambdas/functions/ask-level/env.ts'; export const a = askLevelEnv;",
    'refused',
  ],
  [
    'lib',
    "import type { AskLevelEnv } from '../lambdas/functions/ask-level/env.ts'; export type A = AskLevelEnv;",
    'allowed',
  ],
  [
    'lib',
    "import { type AskLevelEnv } from '../lambdas/functions/ask-level/env.ts'; export type A = AskLevelEnv;",
    'refused',
  ],
  ['lib', "import type { Clock } from '../lambdas/application/ports/ports.ts'; export type A = Clock;", 'refused'],
  ['lib/constructs', "export { askLevelEnv } from '../../lambdas/functions/ask-level/env.ts';", 'refused'],
  ['lib/constructs', "import { Stack } from 'aws-cdk-lib/core'; export const a = Stack;", 'allowed'],
  ['cli', "import { Stack } from '../lib/countersign-stack.ts'; export const a = Stack;", 'refused'],
  ['cli', "import { zoneOf } from '../lib/mail-setup/hosted-zones.ts'; export const a = zoneOf;", 'allowed'],
  ['cli', "import type { Settings } from '../lib/config.ts'; export type A = Settings;", 'allowed'],
  ['cli', "import { MailDns } from '../lib/constructs/mail-dns.ts'; export const a = MailDns;", 'refused'],
  ['cli', "import { decide } from '../lambdas/core/request/decide.ts'; export const a = decide;", 'allowed'],
  ['cli', "import { getItem } from '../lambdas/adapters/dynamodb/read.ts'; export const a = getItem;", 'refused'],
  ['cli', "import { readLeaves } from '../lambdas/adapters/mime/leaves.ts'; export const a = readLeaves;", 'allowed'],
];

const report = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }).loose() }).loose()),
});

const file = ([folder]: (typeof cases)[number], index: number): string => join(folder, `border-case-${index}.ts`);

const lintAll = (files: readonly string[]): ReadonlySet<string> => {
  const answer = spawnSync('biome', ['lint', '--reporter=json', '--max-diagnostics=none', ...files], {
    encoding: 'utf8',
  });
  const { diagnostics } = report.parse(JSON.parse(answer.stdout));
  const borders = diagnostics.filter(
    ({ category }) => category === 'plugin' || category.endsWith('noRestrictedImports'),
  );
  return new Set(borders.map(({ location }) => location.path));
};

const files = cases.map(file);
for (const [index, each] of cases.entries()) {
  mkdirSync(each[0], { recursive: true });
  writeFileSync(files[index] ?? '', `${each[1]}\n`);
}
try {
  const refused = lintAll(files);
  const wrong = cases.filter(([, , want], index) => (want === 'refused') !== refused.has(files[index] ?? ''));
  for (const [folder, code, want] of wrong) console.error(`border: should be ${want} in ${folder}: ${code}`);
  console.log(`borders: ${cases.length - wrong.length} of ${cases.length} cases right`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  for (const each of files) rmSync(each);
  rmSync('lambdas/functions/x', { recursive: true, force: true });
}
