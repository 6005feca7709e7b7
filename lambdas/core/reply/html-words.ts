const BLOCK_TAG =
  /<\/?(?:p|div|br|tr|td|th|table|li|ul|ol|h[1-6]|blockquote|pre|hr|section|article|body|html)\b[^<>]*>/gi;
const ANY_TAG = /<[^<>]*>/g;
const ENTITY = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|nbsp|shy|zwnj|zwj|amp);?/gi;

function decodeEntity(entity: string): string {
  const name = entity.toLowerCase().replace(/[&;]/g, '');
  if (name === 'nbsp') return ' ';
  if (!name.startsWith('#')) return name === 'amp' ? '&' : '';
  const code = Number(name.replace('#x', '0x').replace('#', ''));
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** The letters that a reader sees: full-width ones made plain, punctuation gone. */
const visible = (line: string): string =>
  line
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}]/gu, ' ')
    .trim();

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

/** Matches what has no letter that the word lacks. Most pieces have one at once; an entity may stand for any letter. */
const mayBe = (word: string): RegExp => {
  const others = [...ALPHABET].filter((letter) => !word.toLowerCase().includes(letter)).join('');
  return new RegExp(`^[^${others}]*$`, 'i');
};

const textOf = (piece: string): string =>
  piece
    .replace(/\s+/g, ' ')
    .replace(ENTITY, decodeEntity)
    .replace(/[\u00ad\p{Cf}]/gu, '');

/**
 * Does any line of an HTML part consist of this word alone? HTML never decides; it is looked at only to take a
 * decision away, so hidden elements, full-width letters and any punctuation count as well (threats.md T-04, T-05).
 */
export function htmlSaysAlone(html: string, word: string): boolean {
  const sought = visible(word).toLowerCase();
  const possible = mayBe(word);
  return html.split(BLOCK_TAG).some((block) => {
    const piece = block.includes('<') ? block.replace(ANY_TAG, '') : block;
    if (piece.trim() === '' || !(piece.includes('&') || possible.test(piece))) return false;
    return visible(textOf(piece)).toLowerCase() === sought;
  });
}
