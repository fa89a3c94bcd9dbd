/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Deine Handschrift',
  about: 'Schreib, lass lesen, bring es dem Netz bei und schreib noch einmal.',
  steps: {
    start: {
      title: 'Wessen Handschrift hat es gelernt?',
      text: [
        'Das vortrainierte Netz hat von Ziffern gelernt, die andere geschrieben haben, die meisten um 1990 in den USA.',
        'Schreib die zehn Ziffern so, wie du es immer tust. Dann sieh, wie viele es liest. Danach bringst du ihm deine bei.',
      ],
    },
    first: {
      title: 'Zehn Ziffern schreiben',
      text: ['Schreib die verlangte Ziffer, zügig und wie gewohnt.'],
    },
    second: {
      title: 'Sage den zweiten Versuch voraus',
      text: [
        'Es hat {first} von 10 gelesen. Jetzt lernt eine Kopie des Netzes aus diesen zehn Zeichnungen, jede viele Male verändert.',
        'Danach schreibst du zehn neue Ziffern. Wie viele wird es lesen?',
      ],
      label: 'Gelesene Ziffern nach dem Lernen',
    },
    forget: {
      title: 'Wird es vergessen?',
      text: [
        'Zehn Zeichnungen von einer einzigen Person: Das könnte verderben, was das Netz über alle anderen wusste. Deshalb werden sie mit 3.000 Ziffern anderer gemischt.',
      ],
      label: 'Genauigkeit bei den 10.000 Testziffern danach',
      options: { less: 'Niedriger', same: 'Etwa gleich', more: 'Höher' },
    },
    teach: {
      title: 'Bring es ihm bei',
      text: [
        'Das dauert einige Sekunden.',
        'Vorher gelesene Testziffern: {test_before}. Nachher: {test_after}.',
      ],
    },
    again: {
      title: 'Noch einmal zehn',
      text: ['Neue Zeichnungen: Diese hat das Netz nicht gesehen.'],
    },
    end: {
      title: 'Auf die Daten kommt es an',
      text: [
        'Erst {first} von 10, dann {second} von 10. Bei nur zehn Zeichnungen kann eine mehr oder weniger Zufall sein. Um sicher zu sein, müsstest du Hunderte schreiben.',
        'Was ein Netz kann, hängt davon ab, wessen Beispiele es gesehen hat. Sind deine Ziffern ungewöhnlich, lag der Fehler nicht an deiner Handschrift.',
        'Unter „Deine Handschrift“ kannst du ihm mehr Zeichnungen beibringen und das Ergebnis benutzen.',
      ],
    },
  },
};
