/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Retropropagação na ponta do lápis',
  about: 'Calcule um gradiente e um novo peso por conta própria, com números reais.',
  names: { small: 'Rede pequena' },
  steps: {
    start: {
      title: 'Para que lado um peso deve andar?',
      text: [
        'Uma rede tem milhares de pesos. Depois de cada resposta errada ou insegura, cada um deve andar um pouco, na direção que diminui o erro.',
        'A retropropagação encontra essa direção para todos os pesos de uma vez. Você vai fazer isso para um só. Uma calculadora ajuda; pode arredondar.',
      ],
    },
    prepare: {
      title: 'Uma rede para praticar',
      text: [
        'Ela tem 16 neurônios ocultos e dez saídas. Treine-a por pouco tempo, para que não fique nem perdida nem totalmente segura.',
      ],
    },
    example: {
      title: 'Um dígito, um peso',
      text: [
        'Deixe a página escolher um dígito que deixa esta rede em dúvida.',
        'Este é o dígito {digit}. Para a frente: a rede calcula uma pontuação para cada dígito, e a softmax transforma as pontuações em probabilidades. O dígito {digit} recebe uma probabilidade de {probability}; deveria receber 1.',
        'O erro é medido pela perda: menos o logaritmo dessa probabilidade, {loss}. Se a rede acertasse com certeza total, seria 0.',
        'Seu peso liga o neurônio oculto {neuron} à pontuação do dígito {digit}. Ele vale {weight}. A saída do neurônio, sua ativação, é {activation}.',
      ],
    },
    delta: {
      title: 'Para trás, primeiro passo: o erro da pontuação',
      text: [
        'Como a perda muda se uma pontuação sobe um pouco? Com a softmax e esta perda, a resposta é simples: probabilidade menos alvo. O alvo é 1 para o dígito certo e 0 para todos os outros. Esse valor se chama delta.',
        'O dígito {digit} tem probabilidade {probability}, e seu alvo é 1.',
      ],
      label: 'Delta da pontuação',
      right: 'É negativo: se a pontuação sobe, a perda cai.',
      wrong: 'Ainda não. Subtraia o alvo da probabilidade: {probability} − 1.',
    },
    gradient: {
      title: 'Para trás, segundo passo: o gradiente do peso',
      text: [
        'A pontuação é uma soma. Seu peso aparece nela uma vez, multiplicado pela ativação. Se o peso sobe uma quantidade minúscula, a pontuação sobe essa quantidade vezes a ativação.',
        'Logo, o gradiente do peso é delta × ativação: {delta} × {activation}.',
      ],
      label: 'Gradiente do peso',
      right: 'Um neurônio calado tem ativação 0, e seus pesos não receberiam gradiente nenhum.',
      wrong: 'Ainda não. Multiplique {delta} por {activation} e cuide do sinal.',
    },
    update: {
      title: 'O novo peso',
      text: [
        'O gradiente aponta para cima, para mais perda. Por isso o peso anda no sentido contrário, e a taxa de aprendizado diz quanto.',
        'Novo peso = peso − taxa de aprendizado × gradiente. O peso é {weight}, a taxa {rate}, o gradiente {gradient}.',
      ],
      label: 'Novo peso',
      right: 'Esse é um passo de treinamento para um peso. Todos os outros andam no mesmo passo.',
      wrong:
        'Ainda não. Calcule {weight} − {rate} × ({gradient}). Subtrair um número negativo soma.',
    },
    respect: {
      title: 'Em relação a quê?',
      text: [
        'Um gradiente sempre diz como uma coisa muda quando outra muda. Aqui, o que muda é a perda. No caminho de volta, a rede também calcula como a perda muda com cada ativação.',
        'Mas o que o treinamento altera de fato?',
      ],
      label: 'O treinamento subtrai o gradiente da perda em relação…',
      options: { weight: 'aos pesos', input: 'aos pixels', label: 'à resposta certa' },
      right:
        'Sim. Gradientes em relação às ativações são só uma parada no caminho: levam o erro às camadas anteriores. Pixels e respostas já estão dados.',
      wrong:
        'Não: pixels e respostas já estão dados. O treinamento altera os pesos. Gradientes em relação às ativações só levam o erro às camadas anteriores.',
    },
    batch: {
      title: 'Somado sobre o quê?',
      text: [
        'Em geral, um passo usa um lote de vários dígitos. Cada um dá ao mesmo peso um gradiente próprio. Eles são somados sobre os dígitos do lote e divididos pelo número deles. Nunca sobre os pesos: cada peso fica com o seu.',
        'Pegue um lote de dois. Seu {digit} dá a este peso o gradiente {gradient}. O outro dígito, {otherDigit}, dá {other}. Calcule a média.',
      ],
      label: 'Gradiente do lote',
      right: 'Dígitos podem puxar em direções diferentes. O lote chega a um meio-termo.',
      wrong: 'Ainda não. Some {gradient} e {other} e divida por 2.',
    },
    reset: {
      title: 'Quando é zerado?',
      text: [
        'Enquanto os dígitos de um lote são processados, seus gradientes se acumulam na memória. Em algum momento essa memória precisa voltar a 0.',
      ],
      label: 'Os gradientes são zerados…',
      options: {
        digit: 'depois de cada dígito',
        step: 'depois de cada atualização dos pesos',
        epoch: 'depois de cada passagem por todos os dígitos',
        never: 'nunca',
      },
      right:
        'Sim. Depois da atualização, eles já foram usados. Se ficassem, dígitos antigos empurrariam pesos que já andaram. Os pesos em si nunca são zerados.',
      wrong:
        'Não: depois de cada atualização. Antes, o lote se perderia; depois, dígitos antigos empurrariam pesos que já andaram. Os pesos em si nunca são zerados.',
    },
    bold: {
      title: 'Até onde vai o gradiente?',
      text: [
        'Agora todos os pesos dão um passo para o seu {digit}, em uma cópia da rede. Primeiro com uma taxa de aprendizado minúscula, depois com {rate}, depois com dez vezes mais.',
        'O passo é dado para um único dígito. O que o maior deles fará com os outros {others}, entre os quais ele foi escolhido?',
      ],
      label: 'Perda média dos outros dígitos depois do maior passo',
      options: { less: 'Menor', same: 'Quase igual', more: 'Maior' },
    },
    nudge: {
      title: 'Promessa e realidade',
      text: [
        'O gradiente promete que a perda cai na proporção do passo.',
        'Compare a perda prometida com a medida. Depois do passo minúsculo, quase coincidem. Depois do maior, a promessa fica abaixo de 0, o que nenhuma perda pode ser.',
        'A última coluna mostra o preço: o que o passo dado para um dígito fez com os outros.',
      ],
    },
    end: {
      title: 'Um gradiente é uma promessa local',
      text: [
        'Ele só é exato para um passo infinitamente pequeno e só para os dígitos com que foi calculado. Por isso o treinamento dá muitos passos pequenos, cada um com muitos dígitos.',
        'De que tamanho um passo pode ser é o assunto da próxima lição.',
      ],
    },
  },
};
