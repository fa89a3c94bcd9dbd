/** The words of networks and settings, and what the core says, in French. */

/** @type {import('../index.js').Messages} */
export const SETTINGS = {
  setup: {
    title: 'Réseau',
    presets: 'Réseaux au choix',
    layers: 'Couches',
    training: 'Entraînement',
    variety: 'Variété des chiffres',
    device: 'Cet appareil',
    promise: '{share} sur les chiffres de test',
    seconds: 'environ {count} s ici',
    minutes: 'environ {count} min ici',
    wholeNumber: 'Choisissez un nombre entier de {least} à {most}.',
    varietyPicture: 'Chiffres d’entraînement tels que le réseau les voit',
    varietyOthers: 'En montrer d’autres',
  },
  layers: {
    asText: 'En texte',
    help: 'De 28 x 28 pixels à 10 chiffres, au plus 32 couches : conv 5x5x8 (noyau de 1 à 9, jusqu’à 256 canaux), conv 3x3x16 same (garde la taille), relu, maxpool 2, dropout 0.25, dense 10 (jusqu’à 4 096 unités).',
    layer: 'Couche',
    output: 'Sortie',
    parameters: 'Paramètres',
    removeLayer: 'Retirer {layer}',
    sum: 'En tout',
    before: 'Avant la dernière couche',
    add: 'Ajouter',
    stays: 'Le réseau reste comme il était.',
    last: 'La dernière doit être une couche dense de {count} unités, une pour chaque classe.',
    outputs:
      'La dernière couche a {count} sorties : une pour chaque classe des données d’entraînement.',
  },
  presets: {
    mlp: 'MLP 784-128-10',
    quick: 'CNN rapide',
    small: 'Petit CNN',
    better: 'Meilleur CNN',
  },
  settings: {
    layers: 'Couches',
    layersHelp:
      'Des 28 x 28 pixels aux 10 chiffres : conv 5x5x8, conv 3x3x16 same, relu, maxpool 2, dropout 0.25, dense 10.',
    rule: 'Optimiseur',
    ruleHelp:
      'Comment les gradients déplacent les poids. AdamW trouve seul un pas pour chaque poids.',
    learningRate: 'Taux d’apprentissage',
    learningRateHelp:
      'De combien chaque pas déplace les poids. Trop petit, il apprend lentement ; trop grand, il saute. AdamW veut environ un trentième de SGD.',
    schedule: 'Programme',
    scheduleHelp:
      'Comment le taux d’apprentissage évolue. Un cycle monte jusqu’au taux ci-dessus, puis descend presque à rien.',
    warmUp: 'Échauffement',
    warmUpHelp: 'La part de l’entraînement pendant laquelle le taux d’apprentissage monte.',
    epochs: 'Époques',
    epochsHelp: 'Combien de fois le réseau voit chaque chiffre.',
    batchSize: 'Taille du lot',
    batchSizeHelp: 'Combien de chiffres sont vus avant que les poids bougent une fois.',
    weightDecay: 'Déclin des poids',
    weightDecayHelp: 'Tire tous les poids un peu vers zéro à chaque pas, contre le par cœur.',
    labelSmoothing: 'Lissage des étiquettes',
    labelSmoothingHelp: 'Demande un peu moins que la certitude, pour que le réseau n’exagère pas.',
    sampleCount: 'Chiffres',
    sampleCountHelp: 'Avec combien des 60 000 chiffres manuscrits il apprend.',
    seed: 'Graine',
    seedHelp:
      'Décide des premiers poids et de tout ce qui est aléatoire. La même graine donne la même courbe.',
    augmentation: 'Augmentation',
    augmentationHelp:
      'Les décalages ajoutent douze copies de chaque chiffre, déplacées de 1 à 3 pixels : 1 000 deviennent 13 000. Les déformations refont chaque chiffre à chaque fois, selon les curseurs jusqu’à Épaisseur.',
    engine: 'Moteur',
    engineHelp:
      'Rapide utilise ce que ce processeur fait de mieux. Reproductible donne la même courbe sur tout appareil, bit à bit.',
    threads: 'Fils',
    threadsHelp:
      'Combien de cœurs entraînent à la fois. Moins, c’est un téléphone moins chaud ; le résultat est le même.',
    shift: 'Décalage',
    shiftHelp: 'De combien les chiffres sont déplacés.',
    rotation: 'Rotation',
    rotationHelp: 'De combien ils sont tournés.',
    scale: 'Taille',
    scaleHelp: 'Combien plus grands ou plus petits, en largeur et en hauteur.',
    shear: 'Inclinaison',
    shearHelp: 'De combien ils penchent.',
    elastic: 'Élastique',
    elasticHelp: 'De combien le papier est étiré ici et là.',
    thickness: 'Épaisseur',
    thicknessHelp: 'De combien les traits sont plus larges ou plus fins.',
    drawn: 'Dessinés par règle',
    drawnHelp: 'Part de chiffres tracés par nous : 1 à drapeau, 7 barrés, 4 ouverts.',
    lettered: 'De polices',
    letteredHelp: 'Part de chiffres de polices manuscrites.',
    strange: 'Pas un chiffre',
    strangeHelp: 'Part de gribouillis et de lettres, pour apprendre quand ne pas être sûr.',
  },
  choices: {
    sgd: 'SGD',
    momentum: 'Inertie',
    adamw: 'AdamW',
    constant: 'Constant',
    cosine: 'Cosinus',
    'one-cycle': 'Un cycle',
    none: 'Aucune',
    shifts: '12 décalages',
    distort: 'Déformations',
    fast: 'Rapide',
    reproducible: 'Reproductible',
    threads0: 'Automatique',
  },
  // As the core says it, src/status.c; by code.
  core: {
    BAD_ARGUMENT:
      'Un réglage est hors de ses limites. Choisissez une valeur dans les limites indiquées.',
    NO_MEMORY:
      'Il n’y a pas assez de mémoire. Fermez d’autres onglets, ou choisissez un plus petit réseau ou moins de chiffres.',
    BAD_LAYERS:
      'Ces couches ne font pas un réseau. Prenez 1 à 32 couches ; la dernière doit être une couche dense de 2 à 36 unités.',
    BAD_LAYER_TEXT:
      'Ce n’est pas une couche. Écrivez par exemple : conv 5x5x8, conv 3x3x16 same, relu, maxpool 2, dropout 0.25, dense 10.',
    TOO_SMALL:
      'L’image est devenue trop petite pour cette couche. Prenez un noyau ou une fenêtre plus petits, une marge, ou moins de couches avant.',
    NO_WASM:
      'Ce navigateur ne peut pas exécuter WebAssembly. Prenez un Chrome, Edge, Firefox ou Safari actuel.',
    NO_SIMD:
      'Il manque à ce navigateur le SIMD de WebAssembly, dont le réseau a besoin. Prenez Chrome ou Edge 97, Firefox 114, Safari 16.4 ou plus récent.',
    NOT_A_MODEL:
      'Ce n’est pas un fichier de modèle. Choisissez un fichier .safetensors enregistré par Inkling.',
    MODEL_HEADER:
      'Ce fichier de modèle est abîmé : son en-tête est illisible. Enregistrez-le ou téléchargez-le à nouveau.',
    MODEL_SIZES:
      'Ce fichier de modèle est abîmé ou coupé : ses nombres ne sont pas tous là où l’en-tête le dit. Enregistrez-le ou téléchargez-le à nouveau.',
    FOREIGN_MODEL:
      'C’est un fichier safetensors, mais pas d’un réseau qu’Inkling puisse faire. Choisissez-en un enregistré par Inkling.',
    MODEL_NOT_FINITE:
      'Ce modèle a des poids qui ne sont pas des nombres finis. Choisissez-en un enregistré avant que son entraînement ne tourne mal.',
    UNKNOWN_CLASS:
      'Les images sont de plus de classes que ce réseau n’a de sorties. Sa dernière couche doit être dense, avec une unité pour chaque classe.',
    NOT_LOADED: '{file} n’a pas pu être chargé. Vérifiez la connexion, puis rechargez la page.',
    DAMAGED_MODULE: 'Le réseau est arrivé abîmé. Rechargez la page pour le charger à nouveau.',
    BAD_PNG:
      'Ce n’est pas une image PNG complète. Elle a pu être coupée en route : chargez-la à nouveau.',
    BAD_SHEET_SIZE:
      'Ce PNG n’est pas une planche de chiffres. Il doit avoir 784 pixels de large, avec une image de 28x28 par ligne.',
    BAD_LABELS:
      'Ce n’est pas un fichier d’étiquettes complet. Il faut un fichier idx1-ubyte avec des étiquettes de 0 à 35, ou 255 pour ce qui n’est d’aucune classe.',
    LABEL_MISMATCH:
      'La planche et ses étiquettes n’ont pas le même nombre de chiffres. Prenez des fichiers qui vont ensemble.',
    DATASET_FULL: 'Le jeu de données est plein : cette planche a plus de chiffres que de place.',
  },
};
