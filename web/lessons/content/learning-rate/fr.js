/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Taux d’apprentissage',
  about: 'Quatre tailles de pas\u00a0: laquelle apprend le mieux, laquelle échoue\u202f?',
  names: { tiny: '0,001', medium: '0,1', large: '1', huge: '3' },
  steps: {
    start: {
      title: 'De quelle taille doit être un pas\u202f?',
      text: [
        'Un réseau apprend à petits pas. Après chaque lot de chiffres, chaque poids bouge un peu dans le sens qui réduit l’erreur.',
        'Le taux d’apprentissage fixe de combien. Vous allez entraîner le même réseau quatre fois, sur les mêmes 5\u202f000 chiffres, avec quatre taux.',
      ],
    },
    best: {
      title: 'Lequel gagne\u202f?',
      text: [
        'À chaque entraînement, le réseau voit chaque chiffre deux fois. Il est ensuite testé sur des chiffres qu’il n’a jamais vus.',
      ],
      label: 'Le taux qui donne le meilleur résultat',
      options: { tiny: '0,001', medium: '0,1', large: '1', huge: '3' },
    },
    worst: {
      title: 'Lequel échoue\u202f?',
      text: ['En répondant au hasard, on lirait un chiffre sur dix.'],
      label: 'Le taux qui donne le plus mauvais résultat',
      options: { tiny: '0,001', medium: '0,1', large: '1', huge: '3' },
    },
    level: {
      title: 'Que vaudra 0,1\u202f?',
      text: ['Prédisez son exactitude\u00a0: la part des chiffres de test qu’il lit correctement.'],
      label: 'Exactitude (test) avec 0,1',
    },
    train: {
      title: 'Entraînez quatre fois',
      text: ['Tous les entraînements partent des mêmes poids aléatoires. Observez la courbe.'],
    },
    end: {
      title: 'Prédiction et résultat',
      text: [
        'Un pas trop petit est sûr, mais lent\u00a0: le sens était bon, le temps a manqué. Un pas trop grand saute par-dessus la vallée et retombe plus haut, de l’autre côté.',
      ],
    },
    why: {
      title: 'Pourquoi ne pas prendre le plus grand qui marche\u202f?',
      text: [
        'La meilleure taille de pas change pendant l’entraînement. Au début, de grands pas font gagner du temps. Vers la fin, seuls de petits pas descendent au fond de la vallée. C’est pourquoi on réduit souvent le taux peu à peu. Dans les réglages, cela s’appelle l’évolution du taux.',
        'Avec un nouveau réseau, le taux d’apprentissage est le premier réglage à explorer\u00a0: par facteurs de 3 ou de 10, pas par petites touches.',
      ],
    },
  },
};
