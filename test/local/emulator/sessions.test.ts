import { DescribeSessionsCommand, SSMClient, StartSessionCommand, TerminateSessionCommand } from '@aws-sdk/client-ssm';
import { afterAll, describe, expect, it } from 'vitest';
import { runEmulator } from '../running-emulator.ts';

const emulator = await runEmulator();
afterAll(() => emulator.stop());
const ssm = new SSMClient(emulator.sdk);
const list = async (State: 'Active' | 'History', target: string) => {
  const Filters = [{ key: 'Target' as const, value: target }];
  const { Sessions } = await ssm.send(new DescribeSessionsCommand({ State, Filters }));
  return (Sessions ?? []).map(({ SessionId, Status, Reason }) => ({ SessionId, Status, Reason }));
};

describe('a session', () => {
  it('is active from its start until it is ended, and in the history after', async () => {
    const Target = 'i-0123456789abcdef0';
    const { SessionId } = await ssm.send(new StartSessionCommand({ Target, Reason: 'request 1' }));
    expect(await list('Active', Target)).toEqual([{ SessionId, Status: 'Connected', Reason: 'request 1' }]);

    await ssm.send(new TerminateSessionCommand({ SessionId }));

    expect(await list('Active', Target)).toEqual([]);
    expect(await list('History', Target)).toEqual([{ SessionId, Status: 'Terminated', Reason: 'request 1' }]);
  });

  it('does not start on what is no managed node', async () => {
    await expect(ssm.send(new StartSessionCommand({ Target: 'laptop' }))).rejects.toMatchObject({
      name: 'TargetNotConnected',
    });
  });
});
