import type { PageWords } from './en.ts';
import { refusedInPortuguese } from './refused-pt.ts';

/** All that the pages say besides the facts that mails tell as well, in Portuguese as it is written in Brazil. */
export const pt: PageWords = {
  signOut: 'Sair',
  titleOf: (id) => `Pedido ${id}`,
  headlines: {
    granted: 'Este uso não precisou de aprovação',
    pending: 'Este pedido espera uma decisão',
    approved: 'Este pedido está aprovado',
    emergency: 'O acesso de emergência está em uso',
    rejected: 'Este pedido foi recusado',
    cancelled: 'Este pedido foi retirado',
    lapsed: 'Este pedido venceu',
    revoked: 'Este acesso foi revogado',
    returned: 'Este acesso foi devolvido',
    ended: 'Este acesso terminou',
  },
  recorded: { approve: 'Sua aprovação está registrada.', disapprove: 'Sua recusa está registrada.' },
  refused: refusedInPortuguese,

  facts: {
    anAccount: 'uma conta',
    aDevice: 'um dispositivo',
    emergency: 'Emergência',
    when: 'Quando',
    level: 'Nível',
    levelOf: (level, of) => `${level} de ${of}`,
    decideBy: 'Decidir até',
    lapses: 'depois disso o pedido vence e nenhum acesso é dado',
    rule: 'Regra',
    group: (id, name, code) => `grupo ${id}, ${name}; código ${code}`,
    request: 'Pedido',
  },

  decision: {
    title: 'Sua decisão',
    start: 'De',
    end: 'Até',
    comment: 'Comentário',
    commentKept: 'fica guardado com a sua decisão',
    approve: 'Aprovar',
    disapprove: 'Recusar',
  },
  revocation: {
    title: 'Encerrar este acesso agora',
    why: 'Por quê',
    whyShown: 'a pessoa que perde o acesso lê este texto',
    revoke: 'Revogar',
  },

  notFound: {
    title: 'Não há este pedido para você',
    body: 'Ele não existe, ou você não é uma das pessoas que podem vê-lo. Você entrou com o usuário certo?',
  },
  notFromHere: {
    title: 'Este formulário não foi aceito',
    body: 'Ele não veio da nossa página, ou você entrou de novo depois de abri-la. Abra outra vez o link do e-mail.',
  },
  notSignedIn: {
    title: 'Você não entrou',
    body: 'A entrada começou em outro navegador, ou há tempo demais. Abra outra vez o link do e-mail.',
  },
  signedOut: { title: 'Você saiu', body: 'Para voltar, abra o link de um e-mail.' },
  unavailable: {
    title: 'Fora do ar no momento',
    body: 'Algo de que precisamos não responde. Tente de novo em um minuto.',
  },
  failed: { title: 'Algo deu errado', body: 'O erro ficou registrado. Abra outra vez o link do e-mail.' },
};
