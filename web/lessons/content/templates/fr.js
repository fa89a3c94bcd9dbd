/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Gabarits',
  about: 'Ce que sait une seule couche, et pourquoi en ajouter ne suffit pas.',
  names: { one: 'Une couche', two: 'Deux couches', three: 'Deux couches avec ReLU' },
  steps: {
    start: {
      title: 'Le réseau le plus simple',
      text: [
        'Ici, une image est une liste de 784 nombres\u00a0: un par pixel, 0 pour le papier et 1 pour l’encre.',
        'Le réseau le plus simple a dix sorties, une par chiffre. Chaque sortie multiplie chaque pixel par un nombre qui lui est propre, un poids, et additionne les résultats. Le chiffre dont la somme est la plus élevée est la réponse.',
        'L’entraînement ajuste les poids jusqu’à ce que le bon chiffre l’emporte presque toujours.',
      ],
    },
    one: {
      title: 'Entraînez une couche',
      text: [
        'Entraînez-la sur 10\u202f000 chiffres manuscrits. Au départ, ses poids sont aléatoires.',
      ],
    },
    look: {
      title: 'Ce qu’elle a appris',
      text: [
        'Chaque image montre les poids d’un chiffre. Les pixels bleus parlent pour ce chiffre, les orange contre lui. Ce sont des gabarits flous\u00a0: le réseau pose chacun sur l’image et mesure à quel point ils se recouvrent.',
        'Il lit {one_test} des chiffres de test, sur lesquels il ne s’est jamais entraîné. Dessinez un chiffre, puis décalez-le ou penchez-le, et observez où les gabarits échouent.',
      ],
    },
    gain: {
      title: 'Ajoutez une couche',
      text: [
        'Intercalez une couche\u00a0: 128 nouvelles unités, chacune une somme pondérée de tous les pixels. Les dix sorties additionnent ensuite ces 128 valeurs.',
        'Le réseau a maintenant 13 fois plus de paramètres. Quelle exactitude atteindra-t-il\u202f?',
      ],
      label: 'Exactitude (test) avec deux couches',
    },
    two: { title: 'Entraînez deux couches', text: ['Les mêmes chiffres, autant de passages.'] },
    same: {
      title: 'Presque aucune différence',
      text: [
        'La raison est arithmétique. Une somme pondérée de sommes pondérées est encore une somme pondérée des pixels. Ce que calculent deux couches de ce genre, une seule peut le calculer aussi.',
        'Pour que d’autres couches servent, il faut entre elles quelque chose qui ne soit pas une somme.',
      ],
    },
    bend: {
      title: 'Un petit coude',
      text: [
        'C’est le rôle de ReLU. Elle remplace chaque valeur négative par 0 et laisse les autres telles quelles. Elle n’a pas de poids et n’apprend rien.',
        'Placez-la après les 128 unités. Que deviendra l’exactitude, comparée à celle de deux couches sans ReLU\u202f?',
      ],
      label: 'Exactitude avec ReLU',
      options: { less: 'Plus faible', same: 'À peu près la même', more: 'Plus élevée' },
    },
    three: { title: 'Entraînez avec ReLU', text: ['Le même réseau, plus ReLU.'] },
    end: {
      title: 'La profondeur a besoin d’un coude',
      text: [
        'Avec ReLU, une unité peut se taire devant certaines images et parler devant d’autres. Le réseau peut ainsi utiliser des gabarits différents pour différentes façons d’écrire un chiffre.',
        'Les couches n’ajoutent de la puissance que si quelque chose de non linéaire les sépare.',
      ],
    },
  },
};
