import { startLocalCloud } from './cloud.ts';

const cloud = await startLocalCloud({ dir: '/tmp/dbgcloud', progress: (l) => console.log(l) });
console.log('ready');
process.on('SIGTERM', async () => {
  await cloud.stop();
  process.exit(0);
});
await new Promise(() => setInterval(() => {}, 1000));
