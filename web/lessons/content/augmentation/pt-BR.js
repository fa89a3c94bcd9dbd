/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Por que aumentar os dados',
  about: 'Transforme 500 dígitos em muitos mais sem coletar nenhum.',
  names: { plain: 'Como são', varied: 'Variados' },
  steps: {
    start: {
      title: 'Poucos dígitos',
      text: [
        'Coletar dados é caro. Imagine que só existam 500 dígitos e não haja como conseguir mais.',
        'Primeiro, treine com eles como são, em 20 passagens. Anote a acurácia no teste: é ela que precisa ser superada.',
      ],
    },
    plain: { title: 'Treine com 500 dígitos', text: ['As mesmas 500 imagens em cada passagem.'] },
    idea: {
      title: 'Um 5 inclinado ainda é um 5',
      text: [
        'Até agora: {plain_test} dos dígitos de teste, {plain_train} dos de treinamento.',
        'Agora cada dígito varia a cada uso: é deslocado um pixel, girado alguns graus, esticado, inclinado, engrossado ou afinado. Nenhuma imagem se repete. Os rótulos continuam corretos, porque nada disso muda qual é o dígito.',
        'Isso se chama aumento de dados.',
      ],
    },
    gain: {
      title: 'Quanto isso vale?',
      text: ['A mesma rede, os mesmos 500 originais, o mesmo número de passos.'],
      label: 'Acurácia (teste) com dígitos variados',
    },
    harder: {
      title: 'E com os dígitos de treinamento?',
      text: [
        'A acurácia de treino agora será medida com os dígitos variados, do jeito que são usados.',
      ],
      label: 'Acurácia (treino) em comparação com antes',
      options: { less: 'Menor', same: 'Quase igual', more: 'Maior' },
    },
    varied: {
      title: 'Treine com dígitos variados',
      text: ['Os 500 originais, diferentes a cada vez.'],
    },
    end: {
      title: 'Variedade também é dado',
      text: [
        'O treinamento ficou mais difícil, e a rede, melhor. Ela não podia mais decorar imagens, então teve de aprender o que resiste a um deslocamento e a uma inclinação.',
        'Só funciona com mudanças que não mudam a resposta. Vire um 6 de cabeça para baixo, e o rótulo fica errado. Teste: desenhe um dígito torto.',
      ],
    },
  },
};
