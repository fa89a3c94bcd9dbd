/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Sua letra',
  about: 'Escreva, deixe que leia, ensine e escreva de novo.',
  steps: {
    start: {
      title: 'De quem é a letra que ela aprendeu?',
      text: [
        'A rede pré-treinada aprendeu com dígitos escritos por outras pessoas, a maioria nos Estados Unidos por volta de 1990.',
        'Escreva os dez dígitos do seu jeito. Veja quantos ela lê. Depois, você ensina os seus.',
      ],
    },
    first: {
      title: 'Escreva dez dígitos',
      text: ['Escreva o dígito pedido, rápido e naturalmente.'],
    },
    second: {
      title: 'Preveja sua segunda tentativa',
      text: [
        'Ela leu {first} de 10. Agora uma cópia da rede vai aprender com estes dez desenhos, cada um variado muitas vezes.',
        'Depois você escreve dez novos dígitos. Quantos ela vai ler?',
      ],
      label: 'Dígitos lidos depois de ensinar',
    },
    forget: {
      title: 'Ela vai esquecer?',
      text: [
        'Dez desenhos de uma só pessoa poderiam estragar o que a rede sabia sobre todas as outras. Por isso são misturados com 3.000 dígitos de outras pessoas.',
      ],
      label: 'Acurácia nos 10.000 dígitos de teste, depois',
      options: { less: 'Menor', same: 'Quase igual', more: 'Maior' },
    },
    teach: {
      title: 'Ensine',
      text: [
        'Leva alguns segundos.',
        'Dígitos de teste lidos antes: {test_before}. Depois: {test_after}.',
      ],
    },
    again: {
      title: 'Escreva mais dez',
      text: ['Desenhos novos: a rede ainda não os viu.'],
    },
    end: {
      title: 'Os dados decidem',
      text: [
        'Primeiro {first} de 10, depois {second} de 10. Com só dez desenhos, um a mais ou a menos pode ser acaso. Para ter certeza, seria preciso escrever centenas.',
        'O que uma rede sabe depende de quem escreveu os exemplos que ela viu. Se seus dígitos são incomuns, o problema não era a sua letra.',
        'Em “Sua letra”, você pode ensinar mais desenhos e usar o resultado.',
      ],
    },
  },
};
