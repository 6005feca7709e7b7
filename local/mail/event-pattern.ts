type Values = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Whether an event matches a pattern of EventBridge that has literal values only: each field of the pattern is there
 * and has one of its values; of a list, any entry may have it. Anything else in a pattern is an error.
 */
export const matchesPattern = (pattern: Values, event: Values): boolean =>
  Object.entries(pattern).every(([field, wanted]) => {
    const value = event[field];
    if (isRecord(wanted)) return isRecord(value) && matchesPattern(wanted, value);
    if (!(Array.isArray(wanted) && wanted.every((each) => typeof each === 'string')))
      throw new Error(`The pattern of ${field} has more than literal values: not known here.`);
    return (Array.isArray(value) ? value : [value]).some((each) => wanted.includes(each));
  });
