/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'MLP ou CNN',
  about: 'Un réseau qui a bien moins de paramètres peut-il être meilleur\u202f?',
  names: { mlp: 'MLP', cnn: 'CNN' },
  steps: {
    start: {
      title: 'Un réseau qui ignore ce qu’est une image',
      text: [
        'Dans un perceptron multicouche, ou MLP, chaque neurone est relié à chaque pixel. Pour lui, une image est une liste. Si l’on mélangeait de la même façon les pixels de toutes les images, il apprendrait tout aussi bien.',
        'Entraînez-en un sur 500 chiffres.',
      ],
    },
    mlp: { title: 'Entraînez le MLP', text: ['128 neurones, puis ReLU, puis dix sorties.'] },
    idea: {
      title: 'Regarder de petits morceaux',
      text: [
        'Le MLP a {mlp_weights} paramètres et lit {mlp_test} des chiffres de test.',
        'Un réseau convolutif, ou CNN, fait glisser une petite fenêtre de 5×5 poids sur l’image. Les mêmes 25 poids cherchent partout le même trait. Le pooling ne retient ensuite que la réponse la plus forte de chaque voisinage\u00a0: un petit décalage ne compte presque plus.',
        'Comme les poids sont partagés, il y en a peu\u00a0: environ un dix-septième.',
      ],
    },
    wins: {
      title: 'Dix-sept fois moins',
      text: ['Les mêmes 500 chiffres, autant de passages.'],
      label: 'Exactitude (test) du CNN, comparée à celle du MLP',
      options: { less: 'Plus faible', same: 'À peu près la même', more: 'Plus élevée' },
    },
    level: {
      title: 'Et à quel point\u202f?',
      text: ['Le MLP lit {mlp_test}.'],
      label: 'Exactitude (test) du CNN',
    },
    cnn: {
      title: 'Entraînez le CNN',
      text: [
        'Il calcule plus que le MLP pour chaque chiffre\u00a0: cela prend un peu plus de temps.',
      ],
    },
    end: {
      title: 'La structure est un savoir',
      text: [
        'Le CNN savait d’avance deux choses vraies pour les images\u00a0: des pixels voisins vont ensemble, et un trait est un trait où qu’il soit. Ce qu’il sait déjà, il n’a pas à l’apprendre par des exemples.',
        'C’est surtout utile quand les exemples sont rares. Dessinez un chiffre et regardez les petites images\u00a0: chacune montre où une fenêtre a trouvé son trait.',
      ],
    },
  },
};
