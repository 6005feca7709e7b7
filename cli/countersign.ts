#!/usr/bin/env node
import { runCountersign } from './run.ts';
import { processTerminal } from './terminal.ts';

const code = await runCountersign(process.argv.slice(2), processTerminal);
if (code !== 0) process.exitCode = code;
