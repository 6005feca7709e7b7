import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives a run of vitest a temporary folder of its own, which is gone after it with all that the tests, the CDK and the
 * processes that they started left there.
 */
export const setup = (): (() => void) => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-tests-'));
  chmodSync(folder, 0o755); // as root, another account runs PostgreSQL and has to enter it
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
};
