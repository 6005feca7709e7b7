import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../../local/cloud.ts';
import { makePeople } from '../../local/person/person.ts';

/** A local cloud of its own for one test file: the deployed application, real mail, a real database. */
export const startCloud = async (policyFile?: string) => {
  const dir = mkdtempSync(join(tmpdir(), 'countersign-e2e-'));
  const cloud = await startLocalCloud({
    dir,
    progress: () => undefined,
    ...(policyFile === undefined ? {} : { policyFile }),
  });
  const stop = async () => {
    await cloud.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return { settings: cloud.settings, person: makePeople(cloud.settings), dir, stop };
};

export type Cloud = Awaited<ReturnType<typeof startCloud>>;
