/** The words of "Bring a dataset", in French. */

/** @type {import('../index.js').Messages} */
export const BRING = {
  bring: {
    intro:
      'Des images dans un dossier par classe, ou un zip de tels dossiers ; une planche d’images avec ses étiquettes ; les fichiers idx de MNIST ; un CSV de pixels. Elles restent sur cet appareil.',
    drop: 'Déposez ici un zip, des fichiers ou un dossier',
    files: 'Choisir des fichiers',
    folder: 'Choisir un dossier',
    noFolder:
      'Aucun dossier n’a été ouvert. Celui que le navigateur ne laisse pas ouvrir à cette page peut être déposé ici, ou apporté en zip.',
    formats: 'Ce qu’on peut apporter',
    formatFolders:
      'Des images PNG ou JPEG, dans un dossier au nom de leur classe, à toute profondeur : digits/7/1.png. Seules ou dans un zip.',
    formatSheet:
      'Une planche d’images de 28 x 28, côte à côte ou une par ligne de 784 pixels, avec ses étiquettes à côté : sheet.png et sheet-labels.csv ou sheet-labels.idx1.',
    formatIdx:
      'Les fichiers de MNIST, compressés ou non : train-images-idx3-ubyte.gz avec train-labels-idx1-ubyte.gz.',
    formatCsv: 'Un CSV avec une étiquette et les pixels d’une image par ligne.',
    polarity: 'Encre',
    polarity_detect: 'La trouver',
    polarity_alpha: 'Ce qui n’est pas transparent',
    polarity_dark: 'Sombre sur clair',
    polarity_light: 'Clair sur sombre',
    framing: 'Taille et place',
    framing_detect: 'Comme MNIST, là où ce ne l’est pas',
    framing_keep: '28 x 28 tel quel',
    framing_fit: 'Ajuster toutes',
    again: 'Relire ainsi',
    finding: 'Recherche d’images …',
    progress:
      '{images|{images} image|{images} images}, {skipped} laissées de côté, {rate} par seconde. Fichier {done} sur {total}.',
    cancel: 'Annuler',
    cancelled: 'Annulé. Rien n’en a été gardé ; ce qui était là est comme avant.',
    done: '« {name} » : {count|{count} image|{count} images} en {seconds} s.',
    interrupted:
      'L’apport de « {name} » a été coupé quand la page a été quittée. Rien n’en a été gardé ; ce qui était là est comme avant. Apportez-le encore une fois.',
    full: '« {name} » ne tient plus dans ce navigateur : vous pouvez l’utiliser jusqu’à ce que vous quittiez la page. Pour le garder, retirez un jeu ici ou libérez de la place, puis apportez-le à nouveau.',
    refused:
      '« {name} » ne peut être gardé : ce navigateur refuse le stockage ici, comme en fenêtre privée. Vous pouvez l’utiliser jusqu’à ce que vous quittiez la page.',
    badZip:
      'Ce zip est illisible : il est abîmé ou a été coupé en route. Rechargez-le ou recopiez-le, ou décompressez-le et apportez le dossier.',
    zipBomb:
      'Ce zip a été refusé : il dit se décompresser en bien plus qu’aucun jeu d’images, comme le font les bombes zip. Si vous lui faites confiance, décompressez-le et apportez le dossier.',
    tooMany: 'C’est plus d’un million de fichiers. Apportez-en une partie.',
    nothing:
      'Aucune image avec étiquette parmi ces fichiers. Mettez les images dans un dossier par classe, ou voyez ci-dessous ce qu’on peut apporter.',
    gone: 'Ces fichiers sont illisibles : déplacés, renommés ou supprimés entre-temps, ou l’accès a été refusé. Rien n’a été gardé ; ce qui était là est comme avant. Apportez-les encore une fois.',
    broken:
      'La lecture s’est arrêtée sur une panne ou faute de mémoire. Rien n’a été gardé ; ce qui était là est comme avant. Fermez d’autres onglets, et essayez avec moins de fichiers.',
    mine: 'Ce qui a été apporté',
    about: '{count|{count} image|{count} images}, {classes|{classes} classe|{classes} classes}.',
    foundAlpha: 'Encre dans le canal alpha : {count}.',
    foundDark: 'Sombre sur clair : {count}.',
    foundLight: 'Clair sur sombre : {count}.',
    foundKept: 'Déjà cadrées comme MNIST, et laissées telles quelles : {count}.',
    onlyNow: 'Là jusqu’à ce que vous quittiez la page : il n’a pas pu être stocké.',
    class: 'Classe {name} : {count|{count} image|{count} images}',
    moreClasses: '{count|et {count} classe de plus|et {count} classes de plus}',
    single:
      '{count|Une classe a une seule image : elle sert à l’entraînement, mais il n’y en a pas pour tester.|{count} classes ont une seule image : elle sert à l’entraînement, mais il n’y en a pas pour tester.}',
    oneClass:
      'Il n’y a qu’une classe : un réseau apprend à distinguer des classes. Apportez-en une autre, ou entraînez aussi avec les chiffres de la page.',
    skipped:
      '{count|{count} fichier ou ligne laissé de côté|{count} fichiers ou lignes laissés de côté}',
    nothingSkipped: 'Rien n’a été laissé de côté.',
    examples: 'Par exemple {list}',
    notPicture: 'ni PNG ni JPEG, quoi qu’en dise le nom',
    damaged: 'abîmé ou coupé',
    tooLarge: 'trop grand : images jusqu’à 16 millions de pixels et 64 Mo, tableaux jusqu’à 512 Mo',
    blank: 'sans encre',
    encrypted: 'chiffré : décompressez-le d’abord avec son mot de passe',
    unsafePath: 'un chemin qui sort de son dossier : refusé par sûreté',
    bomb: 'bien plus compressé qu’aucune image : refusé par sûreté',
    packing: 'compressé d’une façon inconnue ici : refaites-en un zip ordinaire',
    noClass: 'dans aucun dossier qui dirait sa classe',
    unknownKind: 'ni image, ni fichier idx ou CSV',
    unreadable: 'illisible : déplacé ou changé entre-temps, ou l’accès a été refusé',
    limit: 'au-delà des 250 000 images qui tiennent',
    tooManyClasses: 'au-delà des 256 classes qui tiennent',
    raggedRow: 'une ligne de plus ou moins de colonnes que la première',
    badRow: 'une ligne avec autre chose que des nombres de 0 à 255',
    noLabels: 'sans étiquettes : il manque un fichier du même nom ou une colonne « label »',
    badIdx: 'pas un fichier idx d’octets',
    idxCount: 'il n’en contient pas autant qu’il le dit au début',
    labelCount: 'pas autant d’étiquettes que d’images',
    sheetSize: 'pas une planche : ses côtés doivent être des multiples de 28, ou sa largeur 784',
    mostOutputs:
      'Un réseau distingue ici {most} classes au plus : choisissez-en jusqu’à {most} parmi ces {count}.',
    classes: 'Classes d’entraînement',
    chosenCount: '{count} sur {most} au plus',
    use: 'Entraîner avec',
    bundled: 'Les chiffres de la page',
    onOne: '« {name} »',
    onBoth: '« {name} » et les chiffres de la page',
    heldOut: 'Une de vos images sur six est mise de côté : la justesse de test s’y mesure.',
    notBoth: 'Les chiffres de la page ne se joignent qu’à des classes nommées 0 à 9.',
    failed: 'On ne peut pas entraîner avec ce jeu : {reason} Ceux de la page servent.',
    remove: 'Retirer',
    removed: '« {name} » est retiré.',
    undo: 'Annuler',
    answersOwn: 'Répond maintenant : le vôtre ({layers}), entraîné avec {dataset}',
  },
};
