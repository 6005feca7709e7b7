import * as z from 'zod';
import { wordOf } from '../reply/words.ts';
import { matchEntry } from '../restriction/selector.ts';

const word = z
  .string()
  .regex(/^\p{L}{2,32}$/u, { error: 'must be one word of 2 to 32 letters, without spaces' })
  .refine((text) => text.normalize('NFC') === text, { error: 'must be in Unicode form NFC' });
const words = z.array(word).max(20).default([]);

/** At least eight characters that are no wildcard: a banner must never stand for whatever somebody wrote. */
const banner = z
  .string()
  .max(500)
  .refine((text) => text.replaceAll('*', '').trim().length >= 8, {
    error: 'must have at least 8 characters besides *',
  });

const fields = z.strictObject({
  approve: words.meta({ description: 'Also taken for APPROVE, just as strictly' }),
  disapprove: words.meta({ description: 'Also taken for DISAPPROVE, just as strictly' }),
  banners: z
    .array(banner)
    .max(50)
    .default([])
    .meta({ description: 'Whole lines that mail servers put above what people write; * is any run of characters' }),
});

type Replies = z.output<typeof fields>;

const clashes = (replies: Replies): readonly string[] => {
  const only = { approve: replies.approve, disapprove: [], banners: [] };
  return replies.disapprove.filter((text) => wordOf(text, only) === 'approve');
};

const takenForApproval = ({ approve }: Replies): readonly string[] =>
  approve.filter((text) => wordOf(text, { approve: [], disapprove: [], banners: [] }) === 'disapprove');

const hidesAWord = (replies: Replies): readonly string[] =>
  replies.banners.filter((entry) =>
    ['APPROVE', 'DISAPPROVE', ...replies.approve, ...replies.disapprove].some(matchEntry(entry)),
  );

/** How mailed replies are read beyond the two words (threats.md G9; mission.md D 21). No word may mean both. */
export const repliesSchema = fields
  .refine((replies) => clashes(replies).length === 0, { path: ['disapprove'], error: 'has a word that approves' })
  .refine((replies) => takenForApproval(replies).length === 0, {
    path: ['approve'],
    error: 'has a word that disapproves',
  })
  .refine((replies) => hidesAWord(replies).length === 0, { path: ['banners'], error: 'has a line that hides a word' });
