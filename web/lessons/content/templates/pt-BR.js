/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Moldes',
  about: 'O que uma única camada sabe e por que só empilhar camadas não ajuda.',
  names: { one: 'Uma camada', two: 'Duas camadas', three: 'Duas camadas com ReLU' },
  steps: {
    start: {
      title: 'A rede mais simples',
      text: [
        'Aqui, uma imagem é uma lista de 784 números: um por pixel, 0 para o papel e 1 para a tinta.',
        'A rede mais simples tem dez saídas, uma por dígito. Cada saída multiplica cada pixel por um número próprio, chamado peso, e soma os resultados. O dígito com a maior soma é a resposta.',
        'O treinamento ajusta os pesos até que o dígito certo quase sempre vença.',
      ],
    },
    one: {
      title: 'Treine uma camada',
      text: ['Treine-a com 10.000 dígitos manuscritos. Ela começa com pesos aleatórios.'],
    },
    look: {
      title: 'O que ela aprendeu',
      text: [
        'Cada imagem mostra os pesos de um dígito. Pixels azuis falam a favor do dígito; laranja, contra. São moldes borrados: a rede coloca cada um sobre a imagem e mede o quanto coincidem.',
        'Ela lê {one_test} dos dígitos de teste, com os quais nunca treinou. Desenhe um dígito, depois desloque ou incline, e observe onde os moldes falham.',
      ],
    },
    gain: {
      title: 'Acrescente uma camada',
      text: [
        'Coloque outra camada no meio: 128 novas unidades, cada uma com uma soma ponderada de todos os pixels. As dez saídas somam depois esses 128 valores.',
        'A rede tem agora 13 vezes mais parâmetros. Que acurácia ela vai atingir?',
      ],
      label: 'Acurácia (teste) com duas camadas',
    },
    two: {
      title: 'Treine duas camadas',
      text: ['Os mesmos dígitos, o mesmo número de passagens.'],
    },
    same: {
      title: 'Quase nenhuma diferença',
      text: [
        'A razão é aritmética. Uma soma ponderada de somas ponderadas ainda é uma soma ponderada dos pixels. O que duas camadas assim calculam, uma também consegue calcular.',
        'Para que mais camadas sirvam, é preciso haver entre elas algo que não seja uma soma.',
      ],
    },
    bend: {
      title: 'Uma pequena dobra',
      text: [
        'Essa é a ReLU. Ela troca todo valor negativo por 0 e deixa os outros como estão. Não tem pesos e não aprende nada.',
        'Coloque-a depois das 128 unidades. Como ficará a acurácia em comparação com duas camadas sem ela?',
      ],
      label: 'Acurácia com ReLU',
      options: { less: 'Menor', same: 'Quase igual', more: 'Maior' },
    },
    three: { title: 'Treine com ReLU', text: ['A mesma rede, mais a ReLU.'] },
    end: {
      title: 'A profundidade precisa de uma dobra',
      text: [
        'Com a ReLU, uma unidade pode calar diante de umas imagens e falar diante de outras. Assim a rede pode usar moldes diferentes para jeitos diferentes de escrever um dígito.',
        'Camadas só acrescentam poder se houver algo não linear entre elas.',
      ],
    },
  },
};
