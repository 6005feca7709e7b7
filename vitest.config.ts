import { defineConfig } from 'vitest/config';

const project = (name: string, more: Record<string, unknown> = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...more },
});

/** What these try keeps nothing between calls, so their files share a process: half of their time would go into new ones. */
const pure = { isolate: false, testTimeout: 30_000 };

export default defineConfig({
  test: {
    environment: 'node',
    globalSetup: 'tools/temporary-folder.ts',
    env: {
      CDK_VALIDATION: 'false',
      POWERTOOLS_METRICS_DISABLED: 'true',
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      AWS_REGION: 'us-east-1',
    },
    coverage: {
      provider: 'v8',
      include: ['lambdas/**/*.ts', 'lib/**/*.ts', 'cli/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { 'lambdas/core/**': { lines: 100, branches: 100 } },
    },
    projects: [
      project('core', pure),
      project('application', pure),
      project('simulation', { testTimeout: 60_000 }),
      project('adapters', { testTimeout: 30_000, hookTimeout: 60_000 }),
      project('http', pure),
      project('bench', { testTimeout: 30_000 }),
      project('functions', { testTimeout: 30_000 }),
      project('model', { testTimeout: 60_000 }),
      project('cli', { testTimeout: 30_000 }),
      project('local', { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('infra', { ...pure, testTimeout: 60_000, hookTimeout: 60_000 }),
      // Its files mostly wait, so two go at once, on however few processors.
      project('e2e', { testTimeout: 120_000, hookTimeout: 300_000, maxWorkers: 2, sequence: { groupOrder: 1 } }),
    ],
  },
});
