/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Overfitting',
  about: 'Ein Netz, das alles auswendig kann, und was das wert ist.',
  names: {
    few: '200 Ziffern',
    longer: 'Doppelt so lange',
    bigger: 'Doppelt so viele Neuronen',
    data: '2.000 Ziffern',
  },
  steps: {
    start: {
      title: 'Verstehen oder auswendig lernen?',
      text: [
        'Wer die Lösungen alter Prüfungen auswendig lernt, besteht die alten Prüfungen. Und eine neue?',
        'Dieses Netz hat etwa 100.000 Parameter und nur 200 Ziffern zum Lernen. Jede sieht es 15-mal.',
        'Die Genauigkeit wird zweimal gemessen: mit den 200 Trainingsziffern und mit 10.000 Testziffern, die es nie gesehen hat.',
      ],
    },
    known: {
      title: 'Die alte Prüfung',
      text: ['Wie viele der 200 Trainingsziffern liest es am Ende richtig?'],
      label: 'Trainingsgenauigkeit',
    },
    new: {
      title: 'Die neue Prüfung',
      text: ['Und wie viele der Testziffern?'],
      label: 'Testgenauigkeit',
    },
    train: {
      title: 'Trainieren',
      text: ['Beobachte die beiden Linien der Kurve. Am Anfang liegen sie beieinander.'],
    },
    gap: {
      title: 'Auswendig ist nicht verstanden',
      text: [
        'Der Abstand zwischen beiden heißt Overfitting. Das Netz hat Einzelheiten dieser 200 Bilder gelernt, die in anderen nicht wiederkehren.',
        'An der Trainingsgenauigkeit allein würde das niemand erkennen. Deshalb werden Testziffern zurückgehalten.',
      ],
    },
    cure: {
      title: 'Was hilft?',
      text: ['Drei Ideen. Welche führt zur höchsten Testgenauigkeit?'],
      label: 'Das beste Mittel',
      options: {
        longer: 'Doppelt so lange trainieren',
        bigger: 'Doppelt so viele Neuronen verwenden',
        data: '2.000 Ziffern verwenden, bei gleich vielen Schritten',
      },
    },
    cures: { title: 'Alle drei ausprobieren', text: ['Jedes Netz beginnt von vorn.'] },
    end: {
      title: 'Mehr Daten gewinnen',
      text: [
        'Länger zu trainieren kann nicht helfen: Aus diesen Ziffern war nichts mehr zu lernen. Ein größeres Netz lernt genauso gut auswendig.',
        'Mehr Ziffern zwingen das Netz, nach dem zu suchen, was sie gemeinsam haben. Gibt es keine weiteren, kann man welche machen: Das ist die nächste Lektion.',
      ],
    },
  },
};
