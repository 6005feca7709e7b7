import { defineConfig } from 'vitest/config';

const project = (name: string, more: Record<string, unknown> = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...more },
});

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
      project('core', { testTimeout: 30_000 }),
      project('application', { testTimeout: 30_000 }),
      project('simulation', { testTimeout: 60_000 }),
      project('adapters', { testTimeout: 30_000, hookTimeout: 60_000 }),
      project('http', { testTimeout: 30_000 }),
      project('bench', { testTimeout: 30_000 }),
      project('functions', { testTimeout: 30_000 }),
      project('model', { testTimeout: 60_000 }),
      project('cli', { testTimeout: 30_000 }),
      project('local', { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('infra', { testTimeout: 60_000, hookTimeout: 60_000 }),
      // Its files mostly wait, so two go at once, on however few processors.
      project('e2e', { testTimeout: 120_000, hookTimeout: 300_000, maxWorkers: 2, sequence: { groupOrder: 1 } }),
    ],
  },
});
