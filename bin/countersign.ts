import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib/core';
import { bundleFunctions } from '../lib/constructs/bundle.ts';
import { addCountersign } from '../lib/countersign-app.ts';
import { SettingsError } from '../lib/parse-settings.ts';
import { readSettings } from '../lib/read-settings.ts';

const app = new App();

try {
  const settings = readSettings(app.node);
  addCountersign(app, settings, bundleFunctions(fileURLToPath(new URL('../lambdas/functions', import.meta.url))));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`Countersign cannot be deployed with these settings. ${error.message}\n`);
  process.exit(1);
}
