import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { requestLifePage } from './request-life-page.ts';

// Writes the committed page; a test holds it current.
writeFileSync(fileURLToPath(new URL('../docs/request-life.md', import.meta.url)), requestLifePage());
