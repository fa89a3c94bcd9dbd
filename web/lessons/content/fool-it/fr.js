/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Piégez-le',
  about: 'Dessinez autre chose qu’un chiffre, et obtenez une réponse assurée.',
  steps: {
    start: {
      title: 'Il doit répondre',
      text: [
        'Le réseau préentraîné de cette page lit plus de 99 chiffres de test sur 100. Dessinez-en quelques-uns pour voir.',
        'Sous sa réponse, il dit à quel point il est sûr\u00a0: la probabilité du meilleur chiffre. Les dix probabilités totalisent 100\u00a0%.',
      ],
    },
    surest: {
      title: 'Un cœur, une étoile, vos initiales',
      text: [
        'Vous allez dessiner trois choses qui ne sont pas des chiffres. Une bonne réponse serait «\u00a0aucun des dix\u00a0», ou dix probabilités faibles.',
        'Jusqu’à quel point le réseau sera-t-il sûr\u202f?',
      ],
      label: 'Probabilité pour le dessin qui le trompe le mieux',
    },
    draw: {
      title: 'Dessinez trois choses qui ne sont pas des chiffres',
      text: [
        'Dessinez, modifiez jusqu’à rendre le réseau aussi sûr que possible, puis notez la réponse. Effacez avant le dessin suivant.',
        'Pas de chiffres, et rien qu’une personne lirait comme un chiffre.',
      ],
    },
    outcome: {
      title: 'Être sûr n’est pas avoir raison',
      text: [
        'Sa réponse la plus assurée à un dessin qui n’est pas un chiffre a été {surestDigit}, à {surest}. À partir de 60\u00a0%, la page l’aurait affichée sans aucun doute.',
      ],
    },
    why: {
      title: 'Pourquoi est-il si sûr\u202f?',
      text: ['Pensez à la façon dont sa réponse est faite.'],
      label: 'Le réseau est sûr parce que…',
      options: {
        eyes: 'il voit trop peu de pixels',
        ten: 'ses dix probabilités doivent totaliser 100\u00a0%, donc il faut un gagnant',
        lazy: 'il n’a pas été entraîné assez longtemps',
      },
      right:
        'Oui. Softmax répartit 100\u00a0% entre dix chiffres, quelle que soit l’image. Une probabilité dit lequel des dix, pas si c’en est un.',
      wrong:
        'Non. Softmax répartit 100\u00a0% entre dix chiffres, quelle que soit l’image. Une probabilité dit lequel des dix, pas si c’en est un.',
    },
    end: {
      title: 'Ce qui aide, et jusqu’où',
      text: [
        'Ce réseau est difficile à piéger\u00a0: une petite part de ses images d’entraînement étaient des gribouillis et des lettres pour lesquels aucun chiffre n’était juste. Et sous 60\u00a0%, la page dit qu’elle n’est pas sûre.',
        'Les deux aident pour ce qui a été prévu. Ce à quoi personne n’a pensé peut encore recevoir une réponse assurée. Souvenez-vous-en quand un système plus grand paraît certain.',
      ],
    },
  },
};
