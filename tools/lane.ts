import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Runs a command to its end; true when it ended well. */
export type Run = (command: readonly string[]) => Promise<boolean>;

/**
 * A lane that runs beside others: every line that its commands print begins with its name. What stands in `before` goes
 * before each command, such as `nice`.
 */
export const makeLane = (name: string, before: readonly string[] = []): Run => {
  const tell = (line: string): void => console.log(`${name} | ${line}`);
  return (command) =>
    new Promise((resolve) => {
      const began = Date.now();
      const [program = '', ...args] = [...before, ...command];
      tell(`> ${command.join(' ')}`);
      const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      createInterface({ input: child.stdout }).on('line', tell);
      createInterface({ input: child.stderr }).on('line', tell);
      child.once('error', ({ message }) => {
        tell(message);
        resolve(false);
      });
      child.once('close', (exitCode, signal) => {
        tell(
          `  ${exitCode === 0 ? 'well' : `failed (${signal ?? exitCode})`} after ${Math.round((Date.now() - began) / 1000)} s`,
        );
        resolve(exitCode === 0);
      });
    });
};
