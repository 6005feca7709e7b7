import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const fromProc = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined; // the process is gone: that is the answer
  }
};

const fromPs = (pid: number): string | undefined =>
  spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || undefined;

/**
 * When the process began, in whatever words the system has for it; undefined when it does not live.
 * With the pid it names one process: a pid alone may be another program's by the next start.
 */
export const birthOf = (pid: number): string | undefined =>
  existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid);
