import { words } from '../../../application/mail-out/notices/words/words.ts';
import type { PageRule, Refused } from './refused.ts';

const stateOf = ({ request }: Refused): string => words.pt.states[request.name];

const longest = ({ request }: Refused): string =>
  'rules' in request ? ` (no máximo ${Math.floor(request.rules.maxWindow / 60_000)} minutos)` : '';

const windowInvalid = ({ field }: Refused): string => {
  switch (field) {
    case 'window.start':
      return 'O início do período não vale: escreva uma data e uma hora que existam, daqui a no máximo 30 dias.';
    case 'window.end':
      return 'O fim do período não vale: escreva uma data e uma hora que existam, depois do início e ainda por vir.';
    default:
      return 'Só a aprovação de um pedido que ainda espera pode mudar o período.';
  }
};

const sentences: Readonly<Record<PageRule, string | ((refused: Refused) => string)>> = {
  'no-such-request': 'Este pedido não existe.',
  'no-approval-needed': 'Este uso não precisou de aprovação: não há nada a decidir.',
  'already-decided': (refused) => `O pedido já está ${stateOf(refused)}.`,
  'not-approved-yet': (refused) => `O pedido está ${stateOf(refused)}: nada foi dado, e não há nada a encerrar.`,
  'access-over': 'O acesso já terminou.',
  'no-self-approval': 'Ninguém aprova nem recusa o próprio pedido.',
  'not-an-approver': 'Você não é uma das pessoas que aprovam este pedido.',
  'level-not-open': 'O seu nível só decide depois que o nível anterior aprovar.',
  'level-closed': 'O seu nível já decidiu: não é preciso fazer nada.',
  'already-voted': 'Você já votou neste pedido: ninguém conta duas vezes.',
  'seat-taken': 'Outra pessoa já votou neste lugar, que conta uma vez só.',
  'deadline-passed': 'O prazo para decidir este pedido acabou.',
  'window-over': 'O período que foi pedido já acabou.',
  'window-invalid': windowInvalid,
  'window-too-long': (refused) => `O período é mais longo do que o grupo permite${longest(refused)}.`,
  'window-superseded': 'Alguém mudou o período depois que você o viu: olhe o pedido de novo.',
  'window-version-unknown': 'Não existe esta versão do período: olhe o pedido de novo.',
  'reason-required': 'Escreva por quê: a pessoa que perde o acesso lê este texto.',
  'not-in-use': 'Este pedido só prolonga outro: encerre o acesso daquele.',
  'try-again': 'Outras pessoas mudaram este pedido no mesmo momento: tente de novo.',
  'invalid-field': ({ field }) => `Este campo não pode ficar como está: ${fields[field ?? ''] ?? field}.`,
};

const fields: Readonly<Record<string, string>> = {
  decision: 'a decisão',
  windowVersion: 'a versão do período',
  start: 'o início',
  end: 'o fim',
  comment: 'o comentário (no máximo 2000 letras)',
  text: 'o motivo (no máximo 2000 letras)',
};

const hasSentence = (rule: string): rule is PageRule => Object.hasOwn(sentences, rule);

/** Why a form was refused. A rule that no form of the page can meet is a bug and throws. */
export const refusedInPortuguese = (refused: Refused): string => {
  if (!hasSentence(refused.rule)) throw new Error(`the page has no Portuguese words for the rule ${refused.rule}`);
  const sentence = sentences[refused.rule];
  return typeof sentence === 'string' ? sentence : sentence(refused);
};
