/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Pourquoi augmenter les données',
  about: 'De 500 chiffres, faites-en beaucoup plus sans en collecter un seul.',
  names: { plain: 'Tels quels', varied: 'Variés' },
  steps: {
    start: {
      title: 'Trop peu de chiffres',
      text: [
        'Collecter des données coûte cher. Supposons qu’il n’y ait que 500 chiffres, sans moyen d’en obtenir d’autres.',
        'Entraînez d’abord sur ces chiffres tels quels, en 20 passages. Notez l’exactitude au test\u00a0: c’est elle qu’il faut battre.',
      ],
    },
    plain: {
      title: 'Entraînez sur 500 chiffres',
      text: ['Les mêmes 500 images à chaque passage.'],
    },
    idea: {
      title: 'Un 5 penché reste un 5',
      text: [
        'Jusqu’ici\u00a0: {plain_test} des chiffres de test, {plain_train} des chiffres d’entraînement.',
        'Désormais, chaque chiffre varie à chaque utilisation\u00a0: décalé d’un pixel, tourné de quelques degrés, étiré, penché, épaissi ou aminci. Aucune image ne revient. Les étiquettes restent justes, car rien de tout cela ne change le chiffre.',
        'C’est l’augmentation de données.',
      ],
    },
    gain: {
      title: 'Qu’y gagne-t-on\u202f?',
      text: ['Le même réseau, les mêmes 500 originaux, autant de pas.'],
      label: 'Exactitude (test) avec des chiffres variés',
    },
    harder: {
      title: 'Et sur les chiffres d’entraînement\u202f?',
      text: [
        'L’exactitude d’entraînement est maintenant mesurée sur les chiffres variés, tels qu’ils sont utilisés.',
      ],
      label: 'Exactitude (entraînement), comparée à la précédente',
      options: { less: 'Plus faible', same: 'À peu près la même', more: 'Plus élevée' },
    },
    varied: {
      title: 'Entraînez sur des chiffres variés',
      text: ['Les 500 originaux, différents à chaque fois.'],
    },
    end: {
      title: 'La variété, c’est aussi des données',
      text: [
        'L’entraînement est devenu plus difficile, et le réseau meilleur. Il ne pouvait plus réciter des images\u00a0: il a dû apprendre ce qui résiste à un décalage et à une inclinaison.',
        'Cela ne marche qu’avec des changements qui ne changent pas la réponse. Retournez un 6, et l’étiquette est fausse. Voyez vous-même\u00a0: dessinez un chiffre de travers.',
      ],
    },
  },
};
