import type { Notice } from '../../../lambdas/application/mail-out/notices/notice.ts';
import { html, type Markup, type Part } from '../../../lambdas/core/html/markup.ts';
import { LANGUAGES, type Language } from '../../../lambdas/core/time/language.ts';
import { sampleNotices } from '../gallery/sample-notices.ts';
import { framed } from './frame.ts';

const hrefOf = (title: string): string => `/gallery?${new URLSearchParams({ mail: title })}`;

const entry = (title: string, { subject }: Notice, current: boolean): Part => {
  const attribute = current ? html` aria-current="true"` : undefined;
  return html`<li><a href="${hrefOf(title)}"${attribute}><b>${title}</b><span>${subject}</span></a></li>`;
};

/** The HTML in a frame as the mailboxes show it, and the text beside it. */
const inLanguage = (language: Language, { subject, html: page, text }: Notice): Markup =>
  html`<section lang="${language}"><h2>${subject}</h2><div class="sides">
<iframe title="HTML, ${language}" sandbox srcdoc="${page}"></iframe><pre tabindex="0" aria-label="Text, ${language}">${text}</pre></div></section>`;

/** Every kind of mail that the application sends, made from sample facts; `open` is the title of one of them. */
export const galleryPage = (open: string | null): string | undefined => {
  const samples = sampleNotices('en');
  const titles = Object.keys(samples);
  const shown = open ?? titles[0] ?? '';
  if (!titles.includes(shown)) return undefined;
  const entries = Object.entries(samples).map(([title, notice]) => entry(title, notice, title === shown));
  const sections = LANGUAGES.flatMap((language) => {
    const notice = sampleNotices(language)[shown];
    return notice ? [inLanguage(language, notice)] : [];
  });
  return framed({
    title: 'Gallery',
    body: html`<p><a href="/">All mailboxes</a></p><h1>Every mail <small>${titles.length} kinds, ${LANGUAGES.length} languages</small></h1>
<main><nav class="list" aria-label="Kinds of mail"><ul>${entries}</ul></nav><div>${sections}</div></main>`,
  });
};
