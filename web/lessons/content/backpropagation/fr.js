/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'La rétropropagation à la main',
  about: 'Calculez vous-même un gradient et un nouveau poids, avec de vrais nombres.',
  names: { small: 'Petit réseau' },
  steps: {
    start: {
      title: 'Dans quel sens un poids doit-il bouger\u202f?',
      text: [
        'Un réseau a des milliers de poids. Après chaque réponse fausse ou hésitante, chacun doit bouger un peu, dans le sens qui réduit l’erreur.',
        'La rétropropagation trouve ce sens pour tous les poids à la fois. Vous allez le faire pour un seul. Une calculatrice aide\u202f; vous pouvez arrondir.',
      ],
    },
    prepare: {
      title: 'Un réseau pour s’exercer',
      text: [
        'Il a 16 neurones cachés et dix sorties. Entraînez-le brièvement, pour qu’il ne soit ni perdu ni tout à fait sûr.',
      ],
    },
    example: {
      title: 'Un chiffre, un poids',
      text: [
        'Laissez la page choisir un chiffre qui fait hésiter ce réseau.',
        'Voici le chiffre {digit}. Vers l’avant\u00a0: le réseau calcule un score pour chaque chiffre, et softmax transforme les scores en probabilités. Le chiffre {digit} reçoit une probabilité de {probability}\u202f; il devrait recevoir 1.',
        'La perte mesure l’erreur\u00a0: moins le logarithme de cette probabilité, soit {loss}. Un réseau sûr de lui et dans le vrai aurait 0.',
        'Votre poids relie le neurone caché {neuron} au score du chiffre {digit}. Il vaut {weight}. La sortie du neurone, son activation, vaut {activation}.',
      ],
    },
    delta: {
      title: 'Vers l’arrière, premier pas\u00a0: l’erreur du score',
      text: [
        'Comment la perte change-t-elle si un score monte un peu\u202f? Avec softmax et cette perte, la réponse est simple\u00a0: probabilité moins cible. La cible est 1 pour le bon chiffre et 0 pour tous les autres. Cette valeur s’appelle delta.',
        'Le chiffre {digit} a la probabilité {probability}, et sa cible est 1.',
      ],
      label: 'Delta du score',
      right: 'Il est négatif\u00a0: si le score monte, la perte baisse.',
      wrong: 'Pas encore. Soustrayez la cible de la probabilité\u00a0: {probability} − 1.',
    },
    gradient: {
      title: 'Vers l’arrière, deuxième pas\u00a0: le gradient du poids',
      text: [
        'Le score est une somme. Votre poids y figure une fois, multiplié par l’activation. Si le poids augmente d’une quantité minuscule, le score augmente de cette quantité multipliée par l’activation.',
        'Le gradient du poids est donc delta × activation\u00a0: {delta} × {activation}.',
      ],
      label: 'Gradient du poids',
      right:
        'Un neurone muet a une activation de 0\u00a0: ses poids ne recevraient aucun gradient.',
      wrong: 'Pas encore. Multipliez {delta} par {activation}, et attention au signe.',
    },
    update: {
      title: 'Le nouveau poids',
      text: [
        'Le gradient pointe vers le haut, vers plus de perte. Le poids bouge donc en sens inverse, et le taux d’apprentissage dit de combien.',
        'Nouveau poids = poids − taux d’apprentissage × gradient. Le poids vaut {weight}, le taux {rate}, le gradient {gradient}.',
      ],
      label: 'Nouveau poids',
      right: 'C’est un pas d’entraînement pour un poids. Tous les autres bougent dans le même pas.',
      wrong:
        'Pas encore. Calculez {weight} − {rate} × ({gradient}). Soustraire un nombre négatif revient à ajouter.',
    },
    respect: {
      title: 'Par rapport à quoi\u202f?',
      text: [
        'Un gradient dit toujours comment une chose change quand une autre change. Ici, c’est la perte qui change. Sur le chemin du retour, le réseau calcule aussi comment elle dépend de chaque activation.',
        'Mais que modifie réellement l’entraînement\u202f?',
      ],
      label: 'L’entraînement soustrait le gradient de la perte par rapport…',
      options: { weight: 'aux poids', input: 'aux pixels', label: 'à la bonne réponse' },
      right:
        'Oui. Les gradients par rapport aux activations ne sont qu’une étape\u00a0: ils portent l’erreur vers les couches précédentes. Les pixels et les réponses sont donnés.',
      wrong:
        'Non\u00a0: les pixels et les réponses sont donnés. L’entraînement modifie les poids. Les gradients par rapport aux activations portent seulement l’erreur vers les couches précédentes.',
    },
    batch: {
      title: 'Additionné sur quoi\u202f?',
      text: [
        'D’habitude, un pas utilise un lot de plusieurs chiffres. Chacun donne au même poids un gradient différent. On les additionne sur les chiffres du lot, puis on divise par leur nombre. Jamais sur les poids\u00a0: chaque poids a le sien.',
        'Prenez un lot de deux. Votre {digit} donne à ce poids le gradient {gradient}. L’autre chiffre, {otherDigit}, lui donne {other}. Calculez la moyenne.',
      ],
      label: 'Gradient sur le lot',
      right: 'Les chiffres peuvent tirer dans des sens différents. Le lot trouve un compromis.',
      wrong: 'Pas encore. Additionnez {gradient} et {other}, puis divisez par 2.',
    },
    reset: {
      title: 'Quand remet-on à zéro\u202f?',
      text: [
        'Pendant que les chiffres d’un lot sont traités, leurs gradients s’accumulent en mémoire. À un moment, il faut remettre cette mémoire à 0.',
      ],
      label: 'Les gradients sont remis à zéro…',
      options: {
        digit: 'après chaque chiffre',
        step: 'après chaque mise à jour des poids',
        epoch: 'après chaque passage sur tous les chiffres',
        never: 'jamais',
      },
      right:
        'Oui. Après la mise à jour, ils ont servi. S’ils restaient, d’anciens chiffres pousseraient des poids qui ont déjà bougé. Les poids, eux, ne sont jamais remis à zéro.',
      wrong:
        'Non\u00a0: après chaque mise à jour. Plus tôt, le lot serait perdu\u202f; plus tard, d’anciens chiffres pousseraient des poids qui ont déjà bougé. Les poids, eux, ne sont jamais remis à zéro.',
    },
    bold: {
      title: 'Jusqu’où va le gradient\u202f?',
      text: [
        'Maintenant, tous les poids font un pas pour votre {digit}, dans une copie du réseau. D’abord avec un taux d’apprentissage minuscule, puis avec {rate}, puis avec dix fois plus.',
        'Le pas est fait pour un seul chiffre. Que fera le plus grand aux {others} autres, parmi lesquels il a été choisi\u202f?',
      ],
      label: 'Perte moyenne des autres chiffres après le plus grand pas',
      options: { less: 'Plus faible', same: 'À peu près la même', more: 'Plus élevée' },
    },
    nudge: {
      title: 'Promesse et réalité',
      text: [
        'Le gradient promet que la perte baisse en proportion du pas.',
        'Comparez la perte promise et la perte mesurée. Après le pas minuscule, elles coïncident presque. Après le plus grand, la promesse est inférieure à 0, ce qu’aucune perte ne peut être.',
        'La dernière colonne montre le prix\u00a0: ce que le pas fait pour un chiffre a fait aux autres.',
      ],
    },
    end: {
      title: 'Un gradient est une promesse locale',
      text: [
        'Il n’est exact que pour un pas infiniment petit, et que pour les chiffres dont il est issu. C’est pourquoi l’entraînement fait beaucoup de petits pas, chacun avec beaucoup de chiffres.',
        'Quelle taille un pas peut-il avoir\u202f? C’est le sujet de la leçon suivante.',
      ],
    },
  },
};
