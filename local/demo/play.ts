import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../cloud.ts';
import { makePeople } from '../person/person.ts';
import { playApproval } from './scene-approval.ts';
import { playDisapproval, playEmergency, playImmediate } from './scene-others.ts';
import { playAudit, playReport, playSeed } from './scene-records.ts';
import { playSessionRevoked, playSessionToItsEnd } from './scene-sessions.ts';
import type { Stage } from './stage.ts';
import { makeTranscript } from './transcript.ts';

/** Plays the main job on a local cloud of its own. Ends with 0 only if every step held. */
const play = async (stage: Stage): Promise<void> => {
  const first = await playApproval(stage);
  await playEmergency(stage);
  await playDisapproval(stage);
  await playImmediate(stage);
  await playSessionToItsEnd(stage);
  await playSessionRevoked(stage);
  await playAudit(stage, first);
  await playReport(stage);
  await playSeed(stage);
};

const transcript = makeTranscript((line) => console.log(line));
const dir = mkdtempSync(join(tmpdir(), 'countersign-demo-'));
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());

const began = Date.now();
try {
  transcript.scene('A local cloud starts: the same application that AWS gets, on an emulator with IAM enforced');
  const cloud = await startLocalCloud({ dir, progress: transcript.say, signal: interrupted.signal });
  interrupted.signal.addEventListener('abort', () => cloud.stop().then(() => process.exit(130)));
  try {
    await play({ settings: cloud.settings, person: makePeople(cloud.settings), transcript });
    transcript.scene(`Every step held. ${((Date.now() - began) / 1000).toFixed(0)} s in all.`);
  } finally {
    await cloud.stop();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
