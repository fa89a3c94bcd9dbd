/** The words of photographed pages, in French. */

/** @type {import('../index.js').Messages} */
export const PHOTO = {
  photo: {
    intro:
      'Écris des chiffres sur du papier, séparés les uns des autres, et prends-les en photo. L’image reste sur cet appareil.',
    camera: 'Prendre une photo',
    file: 'Choisir une image',
    drop: 'ou dépose ou colle une image ici',
    looking: 'Recherche de chiffres …',
    found:
      '{count|Un chiffre trouvé|{count} chiffres trouvés}. Touche un chiffre pour le corriger et le garder.',
    nothing:
      'Aucun chiffre trouvé. Écris-les foncés et séparés, et remplis l’image avec le papier.',
    notPicture: '« {name} » ne peut pas être ouvert ici comme image. Choisis un JPEG ou un PNG.',
    tooLarge: '« {name} » dépasse 64 Mo. Choisis une image plus petite.',
    broken:
      'L’image n’a pas pu être lue : la mémoire ne suffisait pas. Réessaie, ou prends une image plus petite.',
    picture: 'L’image, avec un cadre autour de chaque chiffre trouvé',
    ink: 'Le chiffre tel que le réseau le voit',
    mark: 'Lu comme {digit}',
    markUnsure: 'Peut-être {digit}, pas sûr',
    markKept: 'Gardé comme {digit}',
    whichOne: 'Quel chiffre est-ce ? Il est gardé parmi les tiens.',
    leaveOut: 'Pas un chiffre',
    takeBack: 'Ne pas le garder',
    turn: 'Tourner l’image',
    keepAll: '{count|Garder l’autre comme il a été lu|Garder les {count} comme ils ont été lus}',
    kept: '{count|Un chiffre gardé|{count} chiffres gardés} parmi les tiens.',
    learned: 'Appris. Le réseau qui connaît ta main répond maintenant, et lit le reste de la page.',
  },
};
