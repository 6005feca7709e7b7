import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import type { FunctionName } from './function-environments.ts';

/** Some CommonJS dependencies still call `require`, which an ES module does not have. */
const banner = "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);";

const build = (functions: string, names: readonly string[]) =>
  buildSync({
    entryPoints: names.map((name) => ({ in: join(functions, name, 'handler.ts'), out: join(name, 'handler') })),
    // Never written: a fixed place, so that the paths in the source maps and thus the asset hashes are the same anywhere.
    outdir: join(functions, 'bundle'),
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    banner: { js: banner },
    logLevel: 'error',
  });

/**
 * Bundles every handler below `functions` in one esbuild call, SDK included, and answers with the code of each by its
 * verb-noun. Throws if a function of the stack has no handler.
 */
export const bundleFunctions = (functions: string): ((name: FunctionName) => Code) => {
  const names = readdirSync(functions).filter((name) => existsSync(join(functions, name, 'handler.ts')));
  const output = mkdtempSync(join(tmpdir(), 'countersign-'));
  process.once('exit', () => rmSync(output, { recursive: true, force: true }));
  for (const file of build(functions, names).outputFiles) {
    const folder = join(output, basename(dirname(file.path)));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, basename(file.path)), file.contents);
  }
  return (name) => {
    if (!names.includes(name)) throw new Error(`lambdas/functions/${name}/handler.ts is missing: write it`);
    return Code.fromAsset(join(output, name));
  };
};
