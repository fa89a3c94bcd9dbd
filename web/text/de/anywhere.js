/** The words of being offline, and of what goes wrong, in German. */

/** @type {import('../index.js').Messages} */
export const ANYWHERE = {
  anywhere: {
    offline: 'Läuft ohne Internet.',
    newVersion:
      'Es gibt eine neue Fassung dieser Seite. Dein Netz bleibt erhalten, und das Training geht weiter.',
    reload: 'Neu laden',
    otherTab:
      'Inkling ist noch in einem anderen Tab offen, der sein Netz für das nächste Mal behält. Dieses hier lernt auch, wird aber nicht behalten.',
    keepThis: 'Stattdessen dieses behalten',
    crashed: 'Das Training ist durch einen Fehler stehen geblieben. Dein Netz ist sicher.',
    goOn: 'Dort weitermachen, wo es war',
    crashedNew: 'Das Training ist durch einen Fehler stehen geblieben, bevor etwas gelernt war.',
    startAgain: 'Neu beginnen',
    full: 'Auf diesem Gerät ist kein Platz mehr, um dein Netz zu behalten: Es ist weg, wenn du diese Seite schließt. Schaffe Platz, dann wird es wieder behalten.',
  },
};
