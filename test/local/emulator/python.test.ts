import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ensureEnvironment, findPython } from '../../../local/emulator/python.ts';

const dir = mkdtempSync(join(tmpdir(), 'countersign-test-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('the Python environment', () => {
  it('is asked for in one line when the host has no Python for it', async () => {
    const found = findPython(['no-such-python']);

    await expect(found).rejects.toThrow(/^The local cloud needs Python 3\.10 or later with pip 22\.3 or later\. .*$/);
  });

  it('is the same for two that ask at once, and is built again only when what it must hold changes', async () => {
    const [cache, requirements] = [join(dir, 'venv'), join(dir, 'requirements.txt')];
    writeFileSync(requirements, '# nothing yet\n');
    let builds = 0;
    const ensure = () =>
      ensureEnvironment(cache, requirements, () => {
        builds += 1;
      });

    const [one, other] = await Promise.all([ensure(), ensure()]);
    const built = builds;
    expect([await ensure(), other]).toEqual([one, one]);
    expect(builds).toBe(built);
    expect([existsSync(one), readdirSync(cache)]).toEqual([true, [expect.stringMatching(/^[0-9a-f]{16}$/)]]);

    writeFileSync(requirements, '# other\n');
    expect(await ensure()).not.toBe(one);
  });

  it('leaves nothing half built when an install fails', async () => {
    const [cache, requirements] = [join(dir, 'failing'), join(dir, 'unlocked.txt')];
    writeFileSync(requirements, 'ministack==1.5.33\n');

    await expect(ensureEnvironment(cache, requirements, () => undefined)).rejects.toThrow(/hash/i);

    expect(readdirSync(cache)).toEqual([]);
  });
});
