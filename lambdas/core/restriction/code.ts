import { ok, type Result, refuse } from '../result.ts';

/** May act, must justify, must be approved; no other triple exists (mission A1 7, threat E-05). */
export const flagTriples = ['000', '100', '110', '111'] as const;
export type Flags = (typeof flagTriples)[number];

const complements = { '000': '111', '100': '011', '110': '001', '111': '000' } as const;

const fourDigits = (groupId: number): string => {
  if (!Number.isInteger(groupId) || groupId < 1 || groupId > 9999) {
    throw new Error(`a group id is a whole number from 1 to 9999, not ${groupId}`);
  }
  return String(groupId).padStart(4, '0');
};

/** The 8 digits of seed 2: `1`, the flags, the group id. They name a restriction; they do not sort as decided. */
export const restrictionCode = (flags: Flags, groupId: number): string => `1${flags}${fourDigits(groupId)}`;

/**
 * The code with its flags complemented (design.md 3): ascending keys are decision order,
 * flags descending and then group id ascending.
 */
export const restrictionKey = (flags: Flags, groupId: number): string => `1${complements[flags]}${fourDigits(groupId)}`;

/** Reads a restriction code back; refuses every string that `restrictionCode` cannot have written. */
export const parseRestrictionCode = (code: string): Result<{ flags: Flags; groupId: number }> => {
  const digits = /^1(\d{3})(?!0000)(\d{4})$/.exec(code);
  const flags = flagTriples.find((triple) => triple === digits?.[1]);
  if (flags === undefined) {
    return refuse({
      rule: 'not-a-restriction-code',
      field: 'restrictionCode',
      reason: `${code} is not 1, then 000, 100, 110 or 111, then a group id from 0001 to 9999`,
    });
  }
  return ok({ flags, groupId: Number(code.slice(4)) });
};
