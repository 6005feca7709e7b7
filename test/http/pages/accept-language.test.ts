import { describe, expect, it } from 'vitest';
import { acceptedLanguage } from '../../../lambdas/http/pages/accept-language.ts';

describe('what a browser wants to read', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['pt-BR,pt;q=0.9,en-US;q=0.8,en;q=0.7', 'pt'],
    ['PT', 'pt'],
    ['en-GB,en;q=0.9,pt;q=0.8', 'en'],
    ['de,pt;q=0.5', 'pt'],
    ['en;q=0.2, pt;q=0.8', 'pt'],
    ['pt;q=0, de', 'en'],
    ['pt;q=much', 'en'],
    ['pts', 'en'],
    ['*', 'en'],
    [`${'pt,'.repeat(2000)}de`, 'pt'],
  ])('%j is answered in %s', (header, language) => {
    expect(acceptedLanguage(header)).toBe(language);
  });
});
