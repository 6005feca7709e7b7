import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const NAMES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
const PYTHON_NEEDED =
  'The local cloud needs Python 3.10 or later with pip 22.3 or later. Debian and Ubuntu: apt-get install python3 python3-pip. macOS: brew install python.';

const PROBE = `
import sys, pip
version = tuple(int(part) for part in pip.__version__.split(".")[:2])
print(sys.executable, sys.version if sys.version_info >= (3, 10) and version >= (22, 3) else "old", sep="\\n")
`;

const probe = async (name: string): Promise<{ python: string; version: string } | undefined> => {
  try {
    const { stdout } = await run(name, ['-c', PROBE]);
    const [python, version] = stdout.trim().split('\n');
    return python === undefined || version === undefined || version === 'old' ? undefined : { python, version };
  } catch {
    return undefined; // not installed, or without pip: the next name may do
  }
};

/** A Python of the host that can make our environment. Fails with one line that says what to install. */
export const findPython = async (names: readonly string[] = NAMES): Promise<{ python: string; version: string }> => {
  for (const name of names) {
    const found = await probe(name);
    if (found !== undefined) return found;
  }
  throw new Error(PYTHON_NEEDED);
};

const build = async (python: string, requirements: string, folder: string): Promise<void> => {
  await run(python, ['-m', 'venv', '--without-pip', folder]);
  const quiet = ['-q', '--disable-pip-version-check', '--no-input'];
  const locked = ['--require-hashes', '--no-deps', '--no-compile', '--only-binary', ':all:', '-r', requirements];
  await run(python, ['-m', 'pip', '--python', join(folder, 'bin', 'python'), 'install', ...quiet, ...locked]);
};

/**
 * The Python of an environment that holds exactly what `requirements` locks by hash, below `cache`.
 * It is made once for each content of the file and each Python. It is built aside and renamed, so two
 * processes may ask at once and none ever sees half of one.
 */
export const ensureEnvironment = async (cache: string, requirements: string, building: () => void): Promise<string> => {
  const host = await findPython();
  const id = createHash('sha256')
    .update(await readFile(requirements))
    .update(host.python)
    .update(host.version);
  const folder = join(cache, id.digest('hex').slice(0, 16));
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return python;
  building();
  await mkdir(cache, { recursive: true });
  const aside = await mkdtemp(join(cache, 'new-'));
  try {
    await build(host.python, requirements, aside);
    await rename(aside, folder);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(python)) throw error;
  }
  return python;
};
