/** The words of photographed pages, in German. */

/** @type {import('../index.js').Messages} */
export const PHOTO = {
  photo: {
    intro:
      'Schreib Ziffern auf Papier, mit Abstand zueinander, und mach ein Bild davon. Es bleibt auf diesem Gerät.',
    camera: 'Foto aufnehmen',
    file: 'Bild auswählen',
    drop: 'oder eines hier ablegen oder einfügen',
    looking: 'Sucht Ziffern …',
    found:
      '{count|Eine Ziffer|{count} Ziffern} gefunden. Tippe auf eine, um sie zu berichtigen und zu behalten.',
    nothing:
      'Es wurden keine Ziffern gefunden. Schreib sie dunkel und mit Abstand, und lass das Papier das Bild füllen.',
    notPicture: '„{name}“ lässt sich hier nicht als Bild öffnen. Wähle ein JPEG oder PNG.',
    tooLarge: '„{name}“ ist größer als 64 MB. Wähle ein kleineres Bild.',
    broken:
      'Das Bild konnte nicht gelesen werden: Der Speicher reichte nicht. Versuch es noch einmal oder mit einem kleineren Bild.',
    picture: 'Das Bild, mit einem Rahmen um jede gefundene Ziffer',
    ink: 'Die Ziffer, wie das Netz sie sieht',
    mark: 'Gelesen als {digit}',
    markUnsure: 'Vielleicht {digit}, nicht sicher',
    markKept: 'Behalten als {digit}',
    whichOne: 'Welche Ziffer ist es? Sie wird bei deinen eigenen Ziffern behalten.',
    leaveOut: 'Keine Ziffer',
    takeBack: 'Nicht behalten',
    turn: 'Bild drehen',
    keepAll:
      '{count|Die andere behalten, wie sie gelesen wurde|Alle {count} behalten, wie sie gelesen wurden}',
    kept: '{count|Eine Ziffer|{count} Ziffern} bei deinen eigenen behalten.',
    learned:
      'Gelernt. Jetzt antwortet das Netz, das deine Hand kennt, und liest den Rest der Seite.',
  },
};
