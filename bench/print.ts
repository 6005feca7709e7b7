import { cpus, totalmem, type } from 'node:os';
import type { Reading } from './figure.ts';

/** What the run ran on. Ratios of one run may be compared with another machine's; times and loads may not. */
export const machine = () => ({
  at: new Date().toISOString(),
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 1024 ** 3),
  os: type(),
  node: process.version,
});

const number = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(4));

const verdict = ({ met }: Reading): string => (met === null ? '' : met ? 'met' : 'MISSED');

/** The readings as lines to read: figure, value, target, verdict, and what it is. */
export const table = (readings: readonly Reading[]): string =>
  readings
    .map((each) => {
      const value = `${number(each.value)} ${each.unit}`;
      return `${each.id.padEnd(15)} ${value.padEnd(22)} ${(each.target ?? '').padEnd(9)} ${verdict(each).padEnd(7)} ${each.what}`;
    })
    .join('\n');
