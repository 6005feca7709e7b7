import { readFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App } from 'aws-cdk-lib/core';
import { addCountersign } from '../../lib/countersign-app.ts';
import { parseSettings } from '../../lib/parse-settings.ts';

interface CdkJson {
  readonly context: Readonly<Record<string, unknown>> & { readonly countersign: Readonly<Record<string, unknown>> };
}

const cdkJson = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as CdkJson;

/** The committed settings of cdk.json with some changed; `undefined` takes one away. */
export const settingsWith = (changes: Readonly<Record<string, unknown>> = {}) =>
  parseSettings({ ...cdkJson.context.countersign, ...changes });

/** The app as it is deployed, but with empty functions: no bundling in template tests. */
export const anApp = (changes: Readonly<Record<string, unknown>> = {}) => {
  const app = new App({ context: { ...cdkJson.context } });
  const stacks = addCountersign(app, settingsWith(changes), () => Code.fromInline('export {}'));
  return { app, ...stacks };
};

/** The synthesised templates. Slow the first time: synthesise once per file. */
export const templates = (changes: Readonly<Record<string, unknown>> = {}) => {
  const { main, mail } = anApp(changes);
  return { main: Template.fromStack(main), mail: mail === undefined ? undefined : Template.fromStack(mail) };
};

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape, which the assertions look into.
  readonly Properties: Record<string, any>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Condition?: string;
  readonly DependsOn?: readonly string[];
}

/** All resources of a type, by logical id. */
export const resourcesOf = (template: Template | undefined, type: string): [string, Resource][] =>
  Object.entries((template?.findResources(type) ?? {}) as Record<string, Resource>);

/** The one resource of a type; throws if there are none or several. */
export const onlyResource = (template: Template | undefined, type: string): [string, Resource] => {
  const [found, ...others] = resourcesOf(template, type);
  if (found === undefined || others.length > 0) throw new Error(`expected exactly one ${type}`);
  return found;
};
