import { spawn } from 'node:child_process';

/** What Systems Manager answered when the session was opened. */
export interface Channel {
  readonly sessionId: string;
  readonly streamUrl: string;
  readonly tokenValue: string;
}

/** AWS's own client, which forwards a local port; it prints which one. */
export interface Plugin {
  /** How it ended: `missing` when it is not installed. */
  readonly ended: Promise<'ended' | 'missing'>;
  stop(): void;
}

/** The plugin reads the answer from this variable, so that the token stands in no list of processes. */
const VARIABLE = 'AWS_SSM_START_SESSION_RESPONSE';

/** How the plugin is called: its arguments, and what it finds in its environment. */
export const pluginCall = ({ sessionId, streamUrl, tokenValue }: Channel) => {
  const region = new URL(streamUrl).hostname.split('.')[1] ?? '';
  const response = JSON.stringify({ SessionId: sessionId, StreamUrl: streamUrl, TokenValue: tokenValue });
  return {
    words: [VARIABLE, region, 'StartSession', '', '{}', `https://ssm.${region}.amazonaws.com`],
    environment: { [VARIABLE]: response },
  };
};

export const startPlugin = (channel: Channel): Plugin => {
  const { words, environment } = pluginCall(channel);
  // The person's own PATH, HOME and proxy settings, and the answer.
  const env = { ...process.env, ...environment };
  const child = spawn('session-manager-plugin', words, { stdio: 'inherit', env });
  const ended = new Promise<'ended' | 'missing'>((resolve) => {
    child.once('error', () => resolve('missing'));
    child.once('exit', () => resolve('ended'));
  });
  return { ended, stop: () => child.kill() };
};
