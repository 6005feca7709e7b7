#!/usr/bin/env node
import { exitCodes } from './exit-codes.ts';
import { runCountersign } from './run.ts';
import { processTerminal } from './terminal.ts';

// Whoever reads our output may stop before its end, as `head` does: then there is nobody to tell, and no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.unread);
});

const code = await runCountersign(process.argv.slice(2), processTerminal);
if (code !== 0) process.exitCode = code;
