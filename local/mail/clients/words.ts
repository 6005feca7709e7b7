import type { Answering, Language } from './reply.ts';

const LOCALES: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  pt: 'pt-BR',
  de: 'de-DE',
  fr: 'fr-FR',
  es: 'es-ES',
  ja: 'ja-JP',
};

const inWords = (date: Date, language: Language, style: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(LOCALES[language], { timeZone: 'UTC', ...style }).format(date);

const dayOf = (date: Date, language: Language) =>
  inWords(date, language, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const longDayOf = (date: Date, language: Language) => inWords(date, language, { dateStyle: 'full' });
const timeOf = (date: Date, language: Language) => inWords(date, language, { timeStyle: 'short' });

/** The line above a quote: who wrote it and when. */
export const attribution = ({ original, language }: Answering, writer: string): string => {
  const [day, time] = [dayOf(original.date, language), timeOf(original.date, language)];
  switch (language) {
    case 'en':
      return `On ${day} at ${time}, ${writer} wrote:`;
    case 'pt':
      return `Em ${day} às ${time}, ${writer} escreveu:`;
    case 'de':
      return `Am ${day} um ${time} Uhr schrieb ${writer}:`;
    case 'fr':
      return `Le ${day} à ${time}, ${writer} a écrit :`;
    case 'es':
      return `El ${day} a las ${time}, ${writer} escribió:`;
    case 'ja':
      return `${day} ${time} ${writer}:`;
  }
};

interface HeaderWords {
  readonly from: string;
  readonly sent: string;
  readonly to: string;
  readonly subject: string;
}

const HEADERS: Readonly<Record<Language, HeaderWords>> = {
  en: { from: 'From:', sent: 'Sent:', to: 'To:', subject: 'Subject:' },
  pt: { from: 'De:', sent: 'Enviada em:', to: 'Para:', subject: 'Assunto:' },
  de: { from: 'Von:', sent: 'Gesendet:', to: 'An:', subject: 'Betreff:' },
  fr: { from: 'De :', sent: 'Envoyé :', to: 'À :', subject: 'Objet :' },
  es: { from: 'De:', sent: 'Enviado el:', to: 'Para:', subject: 'Asunto:' },
  ja: { from: '差出人:', sent: '送信日時:', to: '宛先:', subject: '件名:' },
};

/** The four lines that Outlook and others put above the mail that they answer. */
export const headerLines = ({ original, language }: Answering): readonly string[] => {
  const words = HEADERS[language];
  return [
    `${words.from} ${original.fromName} <${original.from}>`,
    `${words.sent} ${longDayOf(original.date, language)} ${timeOf(original.date, language)}`,
    `${words.to} ${original.to}`,
    `${words.subject} ${original.subject}`,
  ];
};

/** What a telephone adds below a mail. */
export const sentFrom: Readonly<Record<'iphone' | 'galaxy', Readonly<Record<Language, string>>>> = {
  iphone: {
    en: 'Sent from my iPhone',
    pt: 'Enviado do meu iPhone',
    de: 'Von meinem iPhone gesendet',
    fr: 'Envoyé de mon iPhone',
    es: 'Enviado desde mi iPhone',
    ja: 'iPhoneから送信',
  },
  galaxy: {
    en: 'Sent from my Galaxy',
    pt: 'Enviado do meu Galaxy',
    de: 'Von meinem Galaxy gesendet',
    fr: 'Envoyé depuis mon Galaxy',
    es: 'Enviado desde mi Galaxy',
    ja: 'Galaxyから送信',
  },
};

/** The line above a mail that is answered below it. */
export const originalMessage: Readonly<Record<Language, string>> = {
  en: '-------- Original message --------',
  pt: '-------- Mensagem original --------',
  de: '-------- Ursprüngliche Nachricht --------',
  fr: "-------- Message d'origine --------",
  es: '-------- Mensaje original --------',
  ja: '-------- 元のメッセージ --------',
};

/** What a company's mail server puts above mail from outside. */
export const externalBanner: Readonly<Record<Language, string>> = {
  en: 'CAUTION: This message came from outside the organisation. Do not click links unless you know the sender.',
  pt: 'ATENÇÃO: Esta mensagem veio de fora da organização. Não abra links se não conhece o remetente.',
  de: 'ACHTUNG: Diese Nachricht stammt von außerhalb der Organisation. Öffnen Sie Links nur bei bekannten Absendern.',
  fr: "ATTENTION : ce message vient de l'extérieur de l'organisation. N'ouvrez les liens que si vous connaissez l'expéditeur.",
  es: 'PRECAUCIÓN: Este mensaje procede de fuera de la organización. No abra enlaces si no conoce al remitente.',
  ja: '注意: このメールは組織の外部から送信されました。差出人を確認できない限りリンクを開かないでください。',
};

/** The beginning of an answer's subject. */
export const answerPrefix = (language: Language): string => (language === 'de' ? 'AW:' : 'Re:');
