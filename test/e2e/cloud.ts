import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../../local/cloud.ts';
import { orderPowerCut, type PowerCut } from '../../local/emulator/emulator.ts';
import { makePeople } from '../../local/person/person.ts';
import { emulatorDir } from '../../local/raise.ts';
import { sharedByWorker } from './worker.ts';

/** A local cloud of its own for one test file: the deployed application, real mail, a real database. */
export const startCloud = async (policyFile?: string) => {
  const dir = mkdtempSync(join(tmpdir(), 'countersign-e2e-'));
  const cloud = await startLocalCloud({
    dir,
    progress: () => undefined,
    ...(await sharedByWorker()),
    ...(policyFile === undefined ? {} : { policyFile }),
  });
  const stop = async () => {
    await cloud.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  /** Kills the emulator and all that it runs at this call, and starts it again with what AWS would have kept. */
  const cutPowerAt = async (cut: PowerCut) => {
    orderPowerCut(emulatorDir(dir), cut);
    await cloud.restartAws();
  };
  return { settings: cloud.settings, person: makePeople(cloud.settings), dir, cutPowerAt, stop };
};

export type Cloud = Awaited<ReturnType<typeof startCloud>>;
