/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Taxa de aprendizado',
  about: 'Quatro tamanhos de passo: qual aprende melhor e qual fracassa?',
  names: { tiny: '0,001', medium: '0,1', large: '1', huge: '3' },
  steps: {
    start: {
      title: 'De que tamanho deve ser um passo?',
      text: [
        'Uma rede aprende em passos pequenos. Depois de cada lote de dígitos, cada peso anda um pouco na direção que diminui o erro.',
        'A taxa de aprendizado define quanto. Você vai treinar a mesma rede quatro vezes, com os mesmos 5.000 dígitos e quatro taxas.',
      ],
    },
    best: {
      title: 'Qual vence?',
      text: [
        'Em cada treinamento, a rede vê cada dígito duas vezes. Depois é testada com dígitos que nunca viu.',
      ],
      label: 'A taxa de aprendizado com o melhor resultado',
      options: { tiny: '0,001', medium: '0,1', large: '1', huge: '3' },
    },
    worst: {
      title: 'Qual fracassa?',
      text: ['Quem chuta acerta um dígito em cada dez.'],
      label: 'A taxa de aprendizado com o pior resultado',
      options: { tiny: '0,001', medium: '0,1', large: '1', huge: '3' },
    },
    level: {
      title: 'Que acurácia 0,1 vai dar?',
      text: ['Preveja a acurácia: a parcela dos dígitos de teste que a rede lê corretamente.'],
      label: 'Acurácia (teste) com 0,1',
    },
    train: {
      title: 'Treine quatro vezes',
      text: ['Todos os treinamentos partem dos mesmos pesos aleatórios. Observe a curva.'],
    },
    end: {
      title: 'Previsão e resultado',
      text: [
        'Um passo pequeno demais é seguro, mas lento: a direção estava certa, faltou tempo. Um grande demais salta por cima do vale e cai mais alto, do outro lado.',
      ],
    },
    why: {
      title: 'Por que não usar sempre a maior que funciona?',
      text: [
        'O melhor tamanho de passo muda durante o treinamento. No começo, passos grandes poupam tempo. Perto do fim, só os pequenos chegam ao fundo do vale. Por isso é comum reduzir a taxa aos poucos. Nas configurações, isso se chama variação da taxa.',
        'Com uma rede nova, a taxa de aprendizado é a primeira coisa a testar: por fatores de 3 ou 10, não em mudanças pequenas.',
      ],
    },
  },
};
