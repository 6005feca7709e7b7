import type { Words } from './en.ts';

const people = (count: number): string => {
  if (count === 0) return 'ninguém mais pode dar';
  return count === 1 ? '1 pessoa ainda pode dar' : `${count} pessoas ainda podem dar`;
};

/** All that mails say, in Portuguese as it is written in Brazil. The two words stay English: they are always taken. */
export const pt: Words = {
  openRequest: 'Abrir o pedido',
  theRequest: 'O pedido:',
  youMayUseIt: 'Você pode usar:',
  who: 'Quem',
  what: 'O quê',
  why: 'Por quê',
  reason: 'Motivo',
  ticket: 'Chamado',
  inPlaceOf: 'Por',
  urgent: 'Urgente',
  note: 'Nota',
  by: 'Decisão',
  view_password: (username, device) => `ver a senha de ${username} em ${device}`,
  start_session: (username, device) => `abrir uma sessão como ${username} em ${device}`,
  vaultTime: 'hora do cofre',
  yourTime: 'sua hora',
  states: {
    granted: 'concedido',
    pending: 'à espera de aprovação',
    approved: 'aprovado',
    emergency: 'usado em emergência',
    rejected: 'recusado',
    cancelled: 'cancelado',
    lapsed: 'vencido',
    revoked: 'revogado',
    returned: 'devolvido',
    ended: 'encerrado',
  },
  replyWords: {
    approve: (list) => `Para aprovar, você também pode escrever ${list}.`,
    disapprove: (list) => `Para recusar, você também pode escrever ${list}.`,
  },

  asked: {
    subject: (id) => `Aprovação necessária: pedido ${id}`,
    first: (level, of) => [`A sua decisão é necessária (nível ${level} de ${of}).`],
    absent: (name) => `${name}, que se ausentou e indicou você`,
    window: 'Para este período:',
    keepsLength: ['Se a última aprovação vier depois, tudo começa e termina mais tarde.'],
    decide: 'Decida aqui (você também pode mudar o período):',
    howToReply: [
      'Ou responda por e-mail: clique em Responder e escreva, na primeira linha,',
      'só uma destas palavras (APPROVE, que aprova, ou DISAPPROVE, que recusa).',
      'O que você escrever nas linhas de baixo fica como seu comentário.',
    ],
    lapses: (at) => [`Se ninguém responder até ${at},`, 'o pedido vence e nenhum acesso é dado.'],
    because: 'Por que é preciso aprovação:',
    held: 'Esta credencial está em uso agora:',
    heldUntil: (name, at) => `${name}, até ${at}`,
    notHeld: ['Ninguém mais tem acesso a esta credencial agora.'],
    becauseAGroup: 'um grupo de acesso a exige',
  },
  reminder: {
    subject: (id) => `Aprovação ainda necessária: pedido ${id}`,
    first: (level, of) => [`A sua decisão ainda é necessária (nível ${level} de ${of}).`],
  },
  handled: {
    subject: (id) => `Já resolvido: pedido ${id}`,
    first: ['Este pedido já está resolvido.'],
    next: ['Você foi chamado a decidir: já não é preciso fazer nada.'],
    approve: (name) => `${name} aprovou`,
    disapprove: (name) => `${name} recusou`,
    when: 'Quando:',
  },
  emergency: {
    subject: (id) => `Acesso de emergência usado: pedido ${id}`,
    first: ['EMERGÊNCIA: o acesso foi tomado sem esperar por aprovação.'],
    window: 'Está aberto agora e termina sozinho:',
    review: (at) => ['Se não está certo, encerre aqui. Depois alguém precisa revisá-lo, até', `${at}, também aqui:`],
    whyYou: ['Você recebe este e-mail porque aprova pedidos deste tipo.'],
  },
  reviewed: {
    subject: (id) => `Acesso de emergência revisado: pedido ${id}`,
    justified: ['Seu acesso de emergência foi considerado justificado.'],
    'not-justified': ['Seu acesso de emergência foi considerado não justificado.'],
  },
  reviewOverdue: {
    subject: (id) => `Revisão atrasada: pedido ${id}`,
    first: ['Um acesso de emergência foi usado, e ninguém o revisou a tempo.'],
    next: (at) => [
      `A revisão devia ter sido feita até ${at}.`,
      'Até lá esta pessoa não pode usar outro acesso de emergência.',
    ],
    review: 'Revise aqui:',
  },
  outcome: {
    approved: {
      subject: (id) => `Pedido ${id}: aprovado`,
      first: ['Seu pedido foi aprovado.'],
      next: ['O acesso é seu só neste período; quando ele termina, as sessões são', 'encerradas e a senha é trocada.'],
    },
    rejected: {
      subject: (id) => `Pedido ${id}: recusado`,
      first: ['Seu pedido foi recusado.'],
      next: ['Nenhum acesso é dado. Você pode fazer um novo pedido quando quiser.'],
    },
    lapsed: {
      subject: (id) => `Pedido ${id}: vencido`,
      first: ['Ninguém respondeu a tempo: seu pedido venceu.'],
      next: ['Nenhum acesso é dado. Você pode fazer um novo pedido quando quiser.'],
    },
    revoked: {
      subject: (id) => `Pedido ${id}: revogado`,
      first: ['Seu acesso foi revogado.'],
      next: ['Ele já terminou: as sessões abertas estão sendo encerradas e a senha', 'está sendo trocada.'],
    },
  },
  recorded: {
    approve: {
      subject: (id) => `Sua aprovação foi registrada: pedido ${id}`,
      first: ['Sua aprovação por e-mail foi registrada.'],
      ifNotYou: 'Se não foi você, abra o pedido já e revogue o acesso:',
    },
    disapprove: {
      subject: (id) => `Sua recusa foi registrada: pedido ${id}`,
      first: ['Sua recusa por e-mail foi registrada.'],
      ifNotYou: 'Se não foi você, avise já um administrador. O pedido:',
    },
    when: 'Registrada:',
  },
  notUnderstood: {
    subject: (id) => `Sua resposta não foi entendida: pedido ${id}`,
    first: ['Sua resposta não foi entendida, e por isso nada foi decidido.'],
    wrong: {
      'first-line-is-not-the-word': ['A primeira linha da sua resposta não é uma das duas palavras.'],
      'nothing-written': ['Não achamos nada que você tenha escrito acima da nossa mensagem.'],
      'both-words': ['As duas palavras estão sozinhas em uma linha: não sabemos qual vale.'],
      'html-disagrees': ['O texto e a forma HTML do seu e-mail dizem coisas diferentes.'],
      'html-only': ['Seu e-mail não tem texto simples. Envie texto simples ou use o link.'],
    },
    unreadable: ['Seu e-mail está em um formato que não lemos. Envie texto simples ou use', 'o link.'],
    again: [
      'Por favor, responda a este e-mail mais uma vez e escreva, na primeira linha,',
      'só uma destas palavras (APPROVE, que aprova, ou DISAPPROVE, que recusa).',
    ],
    decide: 'Ou decida aqui:',
  },
  tooLate: {
    subject: (id) => `Sua resposta não mudou nada: pedido ${id}`,
    first: ['Sua resposta chegou tarde ou pela segunda vez e não mudou nada.'],
    now: (state) => `O pedido agora está: ${state}.`,
    approve: 'Sua aprovação já estava registrada.',
    disapprove: 'Sua recusa já estava registrada.',
  },
  misused: {
    subject: (id) => `Outra pessoa usou seu endereço de resposta: pedido ${id}`,
    first: ['Outra pessoa respondeu com o endereço de resposta enviado a você.'],
    refused: ['Essa resposta foi recusada e nada foi decidido.'],
    when: 'Ela chegou:',
    next: [
      'Você encaminhou o e-mail? Não faça isso: o endereço de resposta é só seu.',
      'A sua decisão ainda está em aberto:',
    ],
  },
  undelivered: {
    subject: (id) => `Mensagem não chega: pedido ${id}`,
    first: (kind) =>
      kind === 'bounced'
        ? ['Um e-mail sobre um pedido voltou: quem deveria ler não o recebeu.']
        : ['Quem recebeu um e-mail sobre um pedido o denunciou como indesejado.'],
    person: 'Pessoa',
    address: 'Endereço',
    why: 'Motivo',
    when: 'Foi visto:',
    next: [
      'Até que o endereço seja corrigido, ou um e-mail a ele seja respondido, não',
      'conte com e-mail para esta pessoa: avise-a de outro modo se ela deve',
      'decidir. Outros que não chegarem ficam na lista e não são avisados a você.',
    ],
  },
  blocked: {
    subject: (id) => `Parado sem aprovadores: pedido ${id}`,
    first: (level, of) => [`Um pedido está parado no nível ${level} de ${of}.`],
    next: (missing, left, at) => [
      `${missing === 1 ? 'Falta 1 aprovação' : `Faltam ${missing} aprovações`}, e ${people(left)} uma.`,
      'Indique mais aprovadores no grupo de acesso, ou o pedido vence em',
      `${at}. Até lá nenhum acesso é dado.`,
    ],
  },
  unblocked: {
    subject: (id) => `Não está mais parado: pedido ${id}`,
    first: (level, of) => [`O nível ${level} de ${of} tem aprovadores suficientes de novo.`],
    next: (at) => ['Não é preciso fazer nada: será decidido até', `${at}, ou vence.`],
  },
  changed: {
    subject: (id) => `A senha foi trocada: pedido ${id}`,
    first: ['A senha foi trocada.'],
    next: [
      'O acesso de outra pessoa terminou, e a senha que você viu não funciona mais.',
      'O seu acesso continua: veja a senha de novo.',
    ],
  },
  overdue: {
    subject: (id) => `Senha não trocada: pedido ${id}`,
    first: ['O fim de um acesso não pôde ser confirmado.'],
    ended: (at) => [`Ele terminou em ${at}.`, 'Uma sessão pode ainda estar aberta, ou a senha pode ainda funcionar.'],
    next: [
      'O encerramento é tentado de novo até dar certo. Até lá a credencial fica em',
      'quarentena: ninguém a recebe. Veja se o banco de dados está no ar e se a',
      'função que troca a senha tem permissão; o manual de operação diz como.',
    ],
  },
};
