/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Votre écriture',
  about: 'Écrivez, faites-vous lire, enseignez, puis écrivez encore.',
  steps: {
    start: {
      title: 'De qui a-t-il appris l’écriture\u202f?',
      text: [
        'Le réseau préentraîné a appris avec des chiffres écrits par d’autres, pour la plupart aux États-Unis vers 1990.',
        'Écrivez les dix chiffres comme d’habitude. Voyez combien il en lit. Ensuite, vous lui apprenez les vôtres.',
      ],
    },
    first: {
      title: 'Écrivez dix chiffres',
      text: ['Écrivez le chiffre demandé, vite et naturellement.'],
    },
    second: {
      title: 'Prédisez votre deuxième série',
      text: [
        'Il en a lu {first} sur 10. Une copie du réseau va maintenant apprendre de ces dix dessins, chacun varié de nombreuses fois.',
        'Vous écrirez ensuite dix nouveaux chiffres. Combien en lira-t-il\u202f?',
      ],
      label: 'Chiffres lus après l’apprentissage',
    },
    forget: {
      title: 'Va-t-il oublier\u202f?',
      text: [
        'Dix dessins d’une seule personne pourraient gâcher ce que le réseau savait de toutes les autres. Ils sont donc mêlés à 3\u202f000 chiffres écrits par d’autres.',
      ],
      label: 'Exactitude sur les 10\u202f000 chiffres de test, après',
      options: { less: 'Plus faible', same: 'À peu près la même', more: 'Plus élevée' },
    },
    teach: {
      title: 'Apprenez-lui vos chiffres',
      text: [
        'Cela prend quelques secondes.',
        'Chiffres de test lus avant\u00a0: {test_before}. Après\u00a0: {test_after}.',
      ],
    },
    again: {
      title: 'Encore dix',
      text: ['De nouveaux dessins\u00a0: le réseau ne les a pas vus.'],
    },
    end: {
      title: 'Les données décident',
      text: [
        'D’abord {first} sur 10, puis {second} sur 10. Avec dix dessins seulement, un de plus ou de moins peut être dû au hasard. Pour en être sûr, il faudrait en écrire des centaines.',
        'Ce que sait un réseau dépend des exemples qu’il a vus. Si vos chiffres sont inhabituels, ce n’est pas votre écriture qui est en cause.',
        'Sous «\u00a0Votre écriture\u00a0», vous pouvez lui apprendre d’autres dessins et utiliser le résultat.',
      ],
    },
  },
};
