/** The words of the visitor's own digits, in French. */

/** @type {import('../index.js').Messages} */
export const OWN = {
  own: {
    source: 'Votre main',
    sourceTitle: 'Le réseau qui a appris vos propres dessins',
    answersHand: 'Répond maintenant : celui qui connaît votre main ({layers})',
    wrong: 'Faux ?',
    whichOne: 'Quel chiffre est-ce ?',
    learning: 'Il apprend votre main …',
    learned: 'Appris : c’était un {digit}. Le réseau qui connaît votre main répond maintenant.',
    keptForLater:
      'Gardé comme un {digit}. Il en apprendra dès que les chiffres de la page seront là.',
    undo: 'Annuler',
    lesson: 'Apprenez-moi votre écriture',
    lessonHelp:
      'Écrivez chaque chiffre quelques fois, comme toujours. Chaque dessin est gardé aussitôt ; arrêtez et reprenez quand vous voulez.',
    begin: 'Commencer',
    goOn: 'Reprendre',
    please: 'Écrivez un {digit}',
    pad: 'Surface pour le chiffre demandé',
    next: 'Suivant',
    skip: 'Passer',
    takeBack: 'Retirer le dernier',
    stop: 'Arrêter',
    progress: '{done} sur {count}',
    learnTitle: 'Apprendre ma main',
    learnHelp:
      'Le réseau qui répond apprend de vos dessins, variés et mêlés à des chiffres de la page pour ne rien oublier. Un dessin sur cinq de chaque chiffre est mis de côté pour mesurer.',
    learn: 'Apprendre ma main',
    needSome: 'Apprenez-lui d’abord quelques chiffres.',
    notHere: 'Les chiffres de la page ne sont pas encore là. Réessayez dans un instant.',
    onlyDigits: 'Le réseau qui répond lit autre chose que des chiffres. Choisissez-en un autre.',
    table: 'Bien lus, avant et après',
    what: 'Quoi',
    before: 'Avant',
    after: 'Après',
    heldBack: '{count|{count} dessin à vous mis de côté|{count} dessins à vous mis de côté}',
    noneHeld: 'vos dessins : trop peu pour en mettre de côté',
    testDigits: '{count} chiffres de test',
    took: 'Appris de {count|{count} dessin|{count} dessins} en {seconds} s.',
    collection: 'Mes chiffres',
    none: 'Aucun encore. Corrigez une réponse, ou apprenez-lui ci-dessus.',
    holds: '{count|{count} dessin gardé|{count} dessins gardés} dans ce navigateur.',
    notKept: 'Ce navigateur ne les garde pas : exportez-les avant de quitter la page.',
    ofDigit: '{digit} : {count}',
    sample: 'Un {digit} à vous',
    relabel: 'C’est un',
    remove: 'Supprimer',
    removeAll: 'Tout supprimer',
    removed: '{count|{count} dessin supprimé.|{count} dessins supprimés.}',
    close: 'Fermer',
    export: 'Exporter',
    exportHelp:
      'Un zip : des PNG en dossiers par classe, des fichiers idx, une planche, les traits.',
    import: 'Importer',
    imported: '{count|{count} dessin importé|{count} dessins importés}.',
    notOurs:
      'Ce n’est pas un fichier exporté ici : il n’a pas de strokes.json. Choisissez le zip, ou apportez des images comme jeu de données.',
    useAsDataset: 'Entraîner de zéro avec eux',
    useHelp:
      'Les ajoute aux jeux de données ci-dessous, pour entraîner seuls ou avec les chiffres de la page. L’augmentation 12 décalages en fait treize de chacun.',
    name: 'Mes chiffres',
    added: 'Ajoutés : voir Apporter un jeu de données.',
    noRoom:
      'Il n’a pas pu être gardé dans ce navigateur : retirez un jeu de données plus bas ou libérez de la place sur l’appareil, puis réessayez.',
  },
};
