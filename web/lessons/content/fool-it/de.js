/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Überliste das Netz',
  about:
    'Zeichne etwas, das keine Ziffer ist, und entlocke dem Netz trotzdem eine sichere Antwort.',
  steps: {
    start: {
      title: 'Es muss antworten',
      text: [
        'Das vortrainierte Netz dieser Seite liest mehr als 99 von 100 Testziffern. Zeichne ein paar und sieh selbst.',
        'Unter der Antwort steht, wie sicher es ist: die Wahrscheinlichkeit der besten Ziffer. Alle zehn Wahrscheinlichkeiten ergeben zusammen 100\u00a0%.',
      ],
    },
    surest: {
      title: 'Ein Herz, ein Stern, deine Initialen',
      text: [
        'Du zeichnest gleich drei Dinge, die keine Ziffern sind. Eine gute Antwort wäre „nichts davon“ oder zehn niedrige Wahrscheinlichkeiten.',
        'Wie sicher wird das Netz höchstens sein?',
      ],
      label: 'Wahrscheinlichkeit bei der sichersten Nicht-Ziffer',
    },
    draw: {
      title: 'Drei Nicht-Ziffern zeichnen',
      text: [
        'Zeichne etwas, verändere es, bis das Netz so sicher wie möglich ist, und halte die Antwort fest. Dann lösche die Zeichnung für die nächste.',
        'Keine Ziffern und nichts, was ein Mensch als Ziffer lesen würde.',
      ],
    },
    outcome: {
      title: 'Sicher heißt nicht richtig',
      text: [
        'Die sicherste Antwort auf eine Zeichnung, die keine Ziffer ist, war {surestDigit}, mit {surest}. Ab 60\u00a0% hätte die Seite sie ohne jeden Zweifel angezeigt.',
      ],
    },
    why: {
      title: 'Warum ist es so sicher?',
      text: ['Überlege, wie seine Antwort entsteht.'],
      label: 'Das Netz ist sicher, weil\u00a0…',
      options: {
        eyes: 'es zu wenige Pixel sieht',
        ten: 'seine zehn Wahrscheinlichkeiten zusammen 100\u00a0% ergeben und etwas gewinnen muss',
        lazy: 'es nicht lange genug trainiert wurde',
      },
      right:
        'Ja. Softmax verteilt 100\u00a0% auf zehn Ziffern, was immer das Bild zeigt. Eine Wahrscheinlichkeit sagt, welche der zehn es ist, nicht, ob es überhaupt eine ist.',
      wrong:
        'Nein. Softmax verteilt 100\u00a0% auf zehn Ziffern, was immer das Bild zeigt. Eine Wahrscheinlichkeit sagt, welche der zehn es ist, nicht, ob es überhaupt eine ist.',
    },
    end: {
      title: 'Was hilft, und wie weit',
      text: [
        'Dieses Netz ist schwer zu überlisten: Ein kleiner Teil seiner Trainingsbilder waren Kritzeleien und Buchstaben, bei denen keine Ziffer richtig war. Und unter 60\u00a0% schreibt die Seite „Nicht sicher“.',
        'Beides hilft bei dem, was vorausgesehen wurde. Woran niemand gedacht hat, das kann immer noch eine sichere Antwort bekommen. Denk daran, wenn ein größeres System überzeugt klingt.',
      ],
    },
  },
};
