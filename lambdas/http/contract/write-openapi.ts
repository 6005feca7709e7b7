import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openapiDocument } from './openapi.ts';

// `npm run openapi`: writes the committed document; the formatter has the last word on its layout.
const file = fileURLToPath(new URL('../../../openapi.json', import.meta.url));
writeFileSync(file, `${JSON.stringify(openapiDocument(), undefined, 2)}\n`);
execFileSync('biome', ['format', '--write', file], { stdio: 'inherit' });
