import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { policyJsonSchema } from '../../cli/policy-json-schema.ts';

describe('policy.schema.json', () => {
  it('is what the zod schema says now (npm run policy-schema writes it)', async () => {
    expect(await readFile('policy.schema.json', 'utf8')).toBe(policyJsonSchema());
  });

  it('knows every field of a group and allows no other', () => {
    const group = JSON.parse(policyJsonSchema()).properties.groups.items;

    expect(group.additionalProperties).toBe(false);
    expect(Object.keys(group.properties)).toEqual([
      'id',
      'name',
      'enabled',
      'members',
      'criteria',
      'accessLimits',
      'viewPassword',
      'startSession',
    ]);
  });
});
