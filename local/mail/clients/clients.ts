import { type Answering, blocks, inHtml, type MailClient, originalInHtml, quoted } from './reply.ts';
import { answerPrefix, attribution, externalBanner, headerLines, originalMessage, sentFrom } from './words.ts';

const writerOf = ({ original }: Answering): string => `${original.fromName} <${original.from}>`;
const re = ({ original }: Answering): string => `Re: ${original.subject.replace(/^Re: /i, '')}`;
const bar = '_'.repeat(32);

const gmail: MailClient = (answering) => {
  const above = attribution(answering, writerOf(answering));
  return {
    subject: re(answering),
    text: `${answering.text}\n\n${above}\n\n${quoted(answering.original.text)}\n`,
    html: `<div dir="ltr">${blocks(answering.text, '<div>', '</div>')}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${inHtml(above)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${originalInHtml(answering.original, '<div>', '</div>')}</blockquote></div>`,
  };
};

/** Its text part quotes nothing: the mail that is answered stands below four header lines as it was. */
const outlookDesktop: MailClient = (answering) => ({
  subject: `${answerPrefix(answering.language)} ${answering.original.subject}`,
  mailer: 'Microsoft Outlook 16.0',
  text: `${answering.text}\n\n${headerLines(answering).join('\n')}\n\n${answering.original.text}`,
  html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=EN-US style='word-wrap:break-word'><div class=WordSection1>${blocks(answering.text, '<p class=MsoNormal>', '<o:p></o:p></p>')}<p class=MsoNormal><o:p>&nbsp;</o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>${headerLines(answering).map(inHtml).join('<br>')}<o:p></o:p></p></div>${originalInHtml(answering.original, '<p class=MsoNormal>', '<o:p></o:p></p>')}</div></body></html>`,
});

const outlookWeb: MailClient = (answering) => ({
  subject: `${answerPrefix(answering.language)} ${answering.original.subject}`,
  text: `${answering.text}\n${bar}\n${headerLines(answering).join('\n')}\n\n${answering.original.text}`,
  html: `<html><body dir="ltr">${blocks(answering.text, '<div class="elementToProof">', '</div>')}<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">${headerLines(answering).map(inHtml).join('<br>')}</div>${originalInHtml(answering.original, '<div>', '</div>')}</body></html>`,
});

const appleMail: MailClient = (answering) => ({
  subject: re(answering),
  mailer: 'Apple Mail (2.3774.600.62)',
  text: `${answering.text}\n\n${quoted(`${attribution(answering, writerOf(answering))}\n\n${answering.original.text}`)}\n`,
  html: `<html><head></head><body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">${blocks(answering.text, '<div>', '</div>')}<div><br><blockquote type="cite"><div>${inHtml(attribution(answering, writerOf(answering)))}</div><br class="Apple-interchange-newline">${originalInHtml(answering.original, '<div>', '</div>')}</blockquote></div></body></html>`,
});

const thunderbird: MailClient = (answering) => ({
  subject: re(answering),
  mailer: 'Mozilla Thunderbird',
  flowed: true,
  text: `${answering.text}\n\n${attribution(answering, answering.original.fromName)}\n${quoted(answering.original.text)}\n`,
});

const ios: MailClient = (answering) => {
  const apple = appleMail({ ...answering, text: `${answering.text}\n\n${sentFrom.iphone[answering.language]}` });
  return { ...apple, mailer: 'iPhone Mail (22H20)' };
};

/** Gmail on Android quotes like Gmail and wraps nothing. */
const android: MailClient = (answering) => ({ ...gmail(answering), html: undefined });

const samsung: MailClient = (answering) => ({
  subject: re(answering),
  text: `${answering.text}\n\n\n\n${sentFrom.galaxy[answering.language]}\n\n\n${originalMessage[answering.language]}\n${headerLines(answering).join('\n')}\n\n${answering.original.text}`,
});

/** Its text part indents instead of quoting. */
const yahoo: MailClient = (answering) => ({
  subject: re(answering),
  mailer: 'WebService/1.1.22876 YMailNovation',
  text: ` ${answering.text}\n    ${attribution(answering, writerOf(answering))}  \n \n ${answering.original.text}  `,
  html: `<div class="ydp-yahoo-style-wrap">${blocks(answering.text, '<div dir="ltr">', '</div>')}<div><br></div></div><div id="yahoo_quoted"><div>${inHtml(attribution(answering, writerOf(answering)))}</div>${originalInHtml(answering.original, '<div>', '</div>')}</div>`,
});

/** The company's server marked our mail as coming from outside, so the mark stands in what is quoted. */
const exchangeWithBanner: MailClient = (answering) => {
  const banner = externalBanner[answering.language];
  const original = { ...answering.original, subject: `[EXTERNAL] ${answering.original.subject}` };
  return outlookDesktop({ ...answering, original: { ...original, text: `${banner}\n\n${original.text}` } });
};

/** The mail programs that the local mailbox answers as, and whose replies the tests read. Replies are top-posted. */
export const clients = {
  gmail,
  'outlook-desktop': outlookDesktop,
  'outlook-web': outlookWeb,
  'apple-mail': appleMail,
  thunderbird,
  ios,
  android,
  samsung,
  yahoo,
  'exchange-with-banner': exchangeWithBanner,
} as const satisfies Readonly<Record<string, MailClient>>;

export type ClientName = keyof typeof clients;

/** What people also do, and what must decide nothing: an answer below the quote, and HTML alone. */
export const oddClients = {
  'bottom-posted': (answering) => ({
    subject: re(answering),
    text: `${attribution(answering, writerOf(answering))}\n${quoted(answering.original.text)}\n\n${answering.text}\n`,
  }),
  'html-only': (answering) => ({ ...outlookWeb(answering), text: undefined }),
} as const satisfies Readonly<Record<string, MailClient>>;
