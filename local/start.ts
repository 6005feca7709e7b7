import { fileURLToPath } from 'node:url';
import { startLocalCloud } from './cloud.ts';
import { portsFromArguments } from './port-arguments.ts';
import { showCloud } from './show-cloud.ts';

const dir = fileURLToPath(new URL('../.local', import.meta.url));
const began = performance.now();
const seconds = (): string => ((performance.now() - began) / 1000).toFixed(1).padStart(5);
const progress = (line: string): void => console.log(`${seconds()} s  ${line}`);

const interrupted = new AbortController();
const waiting = Promise.withResolvers<void>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted.abort();
    waiting.resolve();
  });
}

try {
  const ports = portsFromArguments(process.argv.slice(2));
  const cloud = await startLocalCloud({ dir, progress, ports, signal: interrupted.signal });
  console.log(showCloud(cloud.settings, seconds().trim()));
  await waiting.promise;
  console.log('Stopping');
  await cloud.stop();
} catch (error) {
  process.exitCode = interrupted.signal.aborted ? 130 : 1;
  if (!interrupted.signal.aborted) console.error(error instanceof Error ? error.message : error);
}
