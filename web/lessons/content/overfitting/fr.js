/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Surapprentissage',
  about: 'Un réseau qui sait tout par cœur, et ce que cela vaut.',
  names: {
    few: '200 chiffres',
    longer: 'Deux fois plus longtemps',
    bigger: 'Deux fois plus de neurones',
    data: '2\u202f000 chiffres',
  },
  steps: {
    start: {
      title: 'Comprendre ou réciter\u202f?',
      text: [
        'Qui apprend par cœur les corrigés d’anciens examens réussit les anciens examens. Et un nouveau\u202f?',
        'Ce réseau a environ 100\u202f000 paramètres et seulement 200 chiffres pour apprendre. Il voit chacun d’eux 15 fois.',
        'L’exactitude est mesurée deux fois\u00a0: sur les 200 chiffres d’entraînement, et sur 10\u202f000 chiffres de test qu’il n’a jamais vus.',
      ],
    },
    known: {
      title: 'L’ancien examen',
      text: ['À la fin, combien des 200 chiffres d’entraînement lira-t-il correctement\u202f?'],
      label: 'Exactitude (entraînement)',
    },
    new: {
      title: 'Le nouvel examen',
      text: ['Et combien des chiffres de test\u202f?'],
      label: 'Exactitude (test)',
    },
    train: {
      title: 'Entraînez',
      text: ['Observez les deux lignes de la courbe. Elles partent ensemble.'],
    },
    gap: {
      title: 'Mémoire n’est pas savoir',
      text: [
        'L’écart entre les deux s’appelle le surapprentissage. Le réseau a appris des détails de ces 200 images qui ne se retrouvent pas dans d’autres.',
        'Avec la seule exactitude d’entraînement, personne ne pourrait le voir. C’est pourquoi on réserve des chiffres au test.',
      ],
    },
    cure: {
      title: 'Qu’est-ce qui aide\u202f?',
      text: ['Trois idées. Laquelle donne la meilleure exactitude au test\u202f?'],
      label: 'Le meilleur remède',
      options: {
        longer: 'Entraîner deux fois plus longtemps',
        bigger: 'Utiliser deux fois plus de neurones',
        data: 'Utiliser 2\u202f000 chiffres, avec le même nombre de pas',
      },
    },
    cures: { title: 'Essayez les trois', text: ['Chacune repart de zéro.'] },
    end: {
      title: 'Les données l’emportent',
      text: [
        'Entraîner plus longtemps ne peut pas aider\u00a0: il n’y avait plus rien à apprendre de ces chiffres. Un réseau plus grand récite tout aussi bien.',
        'Avec plus de chiffres, le réseau doit chercher ce qu’ils ont en commun. S’il n’y en a pas d’autres, on peut en fabriquer\u00a0: c’est la leçon suivante.',
      ],
    },
  },
};
