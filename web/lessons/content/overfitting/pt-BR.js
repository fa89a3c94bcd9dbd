/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Sobreajuste',
  about: 'Uma rede que sabe tudo de cor, e quanto isso vale.',
  names: {
    few: '200 dígitos',
    longer: 'O dobro do tempo',
    bigger: 'O dobro de neurônios',
    data: '2.000 dígitos',
  },
  steps: {
    start: {
      title: 'Aprender ou decorar?',
      text: [
        'Quem decora as respostas de provas antigas vai bem nas provas antigas. E em uma nova?',
        'Esta rede tem cerca de 100.000 parâmetros e só 200 dígitos para aprender. Ela vê cada um 15 vezes.',
        'A acurácia é medida duas vezes: com os 200 dígitos de treinamento e com 10.000 dígitos de teste que ela nunca viu.',
      ],
    },
    known: {
      title: 'A prova antiga',
      text: ['No fim, quantos dos 200 dígitos de treinamento ela vai acertar?'],
      label: 'Acurácia (treino)',
    },
    new: {
      title: 'A prova nova',
      text: ['E quantos dos dígitos de teste?'],
      label: 'Acurácia (teste)',
    },
    train: {
      title: 'Treine',
      text: ['Observe as duas linhas da curva. Elas começam juntas.'],
    },
    gap: {
      title: 'Memória não é conhecimento',
      text: [
        'A distância entre as duas se chama sobreajuste. A rede aprendeu detalhes destas 200 imagens que não se repetem em outras.',
        'Só pela acurácia de treino, ninguém perceberia. É por isso que se reservam dígitos para o teste.',
      ],
    },
    cure: {
      title: 'O que ajuda?',
      text: ['Três ideias. Qual leva à maior acurácia no teste?'],
      label: 'O melhor remédio',
      options: {
        longer: 'Treinar o dobro do tempo',
        bigger: 'Usar o dobro de neurônios',
        data: 'Usar 2.000 dígitos, com o mesmo número de passos',
      },
    },
    cures: { title: 'Teste as três', text: ['Cada uma começa do zero.'] },
    end: {
      title: 'Os dados vencem',
      text: [
        'Treinar mais não pode ajudar: não havia mais nada a aprender com estes dígitos. Uma rede maior decora igualmente bem.',
        'Com mais dígitos, a rede precisa procurar o que eles têm em comum. Se não houver outros, dá para fabricar: essa é a próxima lição.',
      ],
    },
  },
};
