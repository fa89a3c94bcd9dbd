/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Engane a rede',
  about: 'Desenhe algo que não seja um dígito e consiga uma resposta convicta.',
  steps: {
    start: {
      title: 'Ela tem que responder',
      text: [
        'A rede pré-treinada desta página lê mais de 99 em cada 100 dígitos de teste. Desenhe alguns e veja.',
        'Abaixo da resposta, ela diz o quanto está segura: a probabilidade do melhor dígito. As dez probabilidades somam 100%.',
      ],
    },
    surest: {
      title: 'Um coração, uma estrela, suas iniciais',
      text: [
        'Você vai desenhar três coisas que não são dígitos. Uma boa resposta seria “nenhum destes”, ou dez probabilidades baixas.',
        'No máximo, quão segura a rede vai ficar?',
      ],
      label: 'Probabilidade para o desenho que mais a engana',
    },
    draw: {
      title: 'Desenhe três coisas que não são dígitos',
      text: [
        'Desenhe algo, mude até deixar a rede o mais segura possível e anote a resposta. Depois limpe para o próximo desenho.',
        'Nem dígitos, nem nada que uma pessoa leria como um.',
      ],
    },
    outcome: {
      title: 'Ter certeza não é acertar',
      text: [
        'A resposta mais segura para um desenho que não é dígito foi {surestDigit}, com {surest}. A partir de 60%, a página a teria mostrado sem nenhuma dúvida.',
      ],
    },
    why: {
      title: 'Por que ela fica tão segura?',
      text: ['Pense em como a resposta é formada.'],
      label: 'A rede está segura porque…',
      options: {
        eyes: 'enxerga pixels de menos',
        ten: 'suas dez probabilidades precisam somar 100%, então algo tem que vencer',
        lazy: 'não foi treinada por tempo suficiente',
      },
      right:
        'Sim. A softmax divide 100% entre dez dígitos, seja qual for a imagem. Uma probabilidade diz qual dos dez, não se é algum deles.',
      wrong:
        'Não. A softmax divide 100% entre dez dígitos, seja qual for a imagem. Uma probabilidade diz qual dos dez, não se é algum deles.',
    },
    end: {
      title: 'O que ajuda, e até onde',
      text: [
        'Esta rede é difícil de enganar: uma pequena parte de suas imagens de treinamento eram rabiscos e letras para os quais nenhum dígito era correto. E, abaixo de 60%, a página diz que não tem certeza.',
        'As duas coisas ajudam com o que foi previsto. Aquilo em que ninguém pensou ainda pode receber uma resposta segura. Lembre-se disso quando um sistema maior parecer convicto.',
      ],
    },
  },
};
