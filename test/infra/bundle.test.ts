import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Code, CodeConfig } from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../lib/constructs/bundle.ts';
import { aFolder } from '../support/a-folder.ts';

/** A folder of functions in a place of its own, with a module that both share. */
const someFunctions = (): string => {
  const functions = join(aFolder(), 'functions');
  for (const name of ['ask-level', 'show-policy']) {
    mkdirSync(join(functions, name), { recursive: true });
    writeFileSync(
      join(functions, name, 'handler.ts'),
      `import { who } from '../who.ts';\nexport const handler = () => who('${name}');`,
    );
  }
  writeFileSync(join(functions, 'who.ts'), 'export const who = (name: string): string => "I am " + name;');
  mkdirSync(join(functions, 'half-done'));
  return functions;
};

/** Where the CDK staged the code, and under which hash. */
const staged = (code: Code): { folder: string; hash: string } => {
  const app = new App();
  const stack = new Stack(app, 'Any');
  const config: CodeConfig = code.bind(stack);
  const { directory } = app.synth();
  const [folder] = readdirSync(directory).filter((name) => name.startsWith('asset.'));
  return { folder: join(directory, folder ?? 'none'), hash: JSON.stringify(config.s3Location?.objectKey) };
};

describe('bundling the functions', () => {
  it('makes a module of each that runs, with a source map that holds no sources', async () => {
    const { folder } = staged(bundleFunctions(someFunctions())('ask-level'));
    const { handler } = (await import(join(folder, 'handler.mjs'))) as { handler: () => string };
    const map = JSON.parse(readFileSync(join(folder, 'handler.mjs.map'), 'utf8')) as Record<string, unknown>;

    expect(readdirSync(folder)).toEqual(['handler.mjs', 'handler.mjs.map']);
    expect(handler()).toBe('I am ask-level');
    expect(map).not.toHaveProperty('sourcesContent');
    expect(map['sources']).toEqual(['../../who.ts', '../../ask-level/handler.ts']);
  });

  it('gives the same sources the same hash anywhere, and each function its own', () => {
    const one = bundleFunctions(someFunctions());
    const other = bundleFunctions(someFunctions());

    expect(staged(one('ask-level')).hash).toBe(staged(other('ask-level')).hash);
    expect(staged(one('ask-level')).hash).not.toBe(staged(one('show-policy')).hash);
  });

  it('names the handler that is missing', () => {
    expect(() => bundleFunctions(someFunctions())('submit-request')).toThrow(
      'lambdas/functions/submit-request/handler.ts is missing: write it',
    );
  });
});
