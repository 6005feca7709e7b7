import { writeFile } from 'node:fs/promises';
import { policyJsonSchema } from './policy-json-schema.ts';

await writeFile(new URL('../policy.schema.json', import.meta.url), policyJsonSchema());
