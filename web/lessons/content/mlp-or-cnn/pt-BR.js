/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'MLP ou CNN',
  about: 'Uma rede com bem menos parâmetros pode ser melhor?',
  names: { mlp: 'MLP', cnn: 'CNN' },
  steps: {
    start: {
      title: 'Uma rede que não sabe o que é uma imagem',
      text: [
        'Em um perceptron multicamadas, ou MLP, cada neurônio está ligado a cada pixel. Para ele, uma imagem é uma lista. Se os pixels de todas as imagens fossem embaralhados do mesmo jeito, ele aprenderia igualmente bem.',
        'Treine um com 500 dígitos.',
      ],
    },
    mlp: { title: 'Treine o MLP', text: ['128 neurônios, depois ReLU, depois dez saídas.'] },
    idea: {
      title: 'Olhar pedaços pequenos',
      text: [
        'O MLP tem {mlp_weights} parâmetros e lê {mlp_test} dos dígitos de teste.',
        'Uma rede convolucional, ou CNN, desliza uma pequena janela de 5×5 pesos pela imagem. Os mesmos 25 pesos procuram o mesmo traço em toda parte. Depois, o pooling fica com a resposta mais forte de cada vizinhança, e um pequeno deslocamento quase não importa.',
        'Como os pesos são compartilhados, são poucos: cerca de 17 vezes menos.',
      ],
    },
    wins: {
      title: 'Dezessete vezes menos',
      text: ['Os mesmos 500 dígitos, o mesmo número de passagens.'],
      label: 'Acurácia (teste) da CNN em comparação com o MLP',
      options: { less: 'Menor', same: 'Quase igual', more: 'Maior' },
    },
    level: {
      title: 'Que acurácia ela terá?',
      text: ['O MLP lê {mlp_test}.'],
      label: 'Acurácia (teste) da CNN',
    },
    cnn: {
      title: 'Treine a CNN',
      text: ['Ela faz mais cálculos por dígito do que o MLP, então demora um pouco mais.'],
    },
    end: {
      title: 'Estrutura é conhecimento',
      text: [
        'A CNN já começou sabendo duas coisas verdadeiras sobre imagens: pixels vizinhos andam juntos, e um traço é um traço onde quer que esteja. O que ela já sabe não precisa aprender com exemplos.',
        'Isso vale mais quando há poucos exemplos. Desenhe um dígito e observe as imagens pequenas: cada uma mostra onde uma janela encontrou seu traço.',
      ],
    },
  },
};
