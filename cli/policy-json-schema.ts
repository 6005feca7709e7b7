import * as z from 'zod';
import { policySchema } from '../lambdas/core/policy/schema.ts';

/** Short lists on one line, as the formatter has them. */
const inlineWords = (json: string): string =>
  json.replace(/("(?:enum|required)": \[)\s+([^\]]*?)\s+\]/g, (_, start: string, words: string) => {
    return `${start}${words.replace(/\s+/g, ' ')}]`;
  });

/** The JSON Schema of policy.yaml for editors, as it stands in policy.schema.json. */
export const policyJsonSchema = (): string => {
  const schema = z.toJSONSchema(policySchema, { io: 'input', target: 'draft-7', unrepresentable: 'throw' });
  return `${inlineWords(JSON.stringify({ title: 'Countersign policy', ...schema }, null, 2))}\n`;
};
