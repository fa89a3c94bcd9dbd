/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Warum Daten\u00adaugmentierung',
  about: 'Mach aus 500 Ziffern viel mehr, ohne eine einzige zu sammeln.',
  names: { plain: 'Unverändert', varied: 'Verändert' },
  steps: {
    start: {
      title: 'Zu wenige Ziffern',
      text: [
        'Daten zu sammeln ist teuer. Angenommen, es gibt nur 500 Ziffern, und mehr sind nicht zu bekommen.',
        'Trainiere zuerst mit ihnen, wie sie sind, 20 Durchgänge lang. Merk dir die Testgenauigkeit: Sie gilt es zu schlagen.',
      ],
    },
    plain: {
      title: 'Mit 500 Ziffern trainieren',
      text: ['In jedem Durchgang dieselben 500 Bilder.'],
    },
    idea: {
      title: 'Eine schräge 5 bleibt eine 5',
      text: [
        'Bisher: {plain_test} der Testziffern, {plain_train} der Trainingsziffern.',
        'Jetzt wird jede Ziffer bei jeder Verwendung verändert: um ein Pixel verschoben, um wenige Grad gedreht, gestreckt, geneigt, dicker oder dünner. Kein Bild kommt zweimal vor. Die Labels stimmen weiterhin, denn nichts davon macht eine andere Ziffer daraus.',
        'Das heißt Datenaugmentierung.',
      ],
    },
    gain: {
      title: 'Was bringt das?',
      text: ['Dasselbe Netz, dieselben 500 Originale, gleich viele Schritte.'],
      label: 'Testgenauigkeit mit veränderten Ziffern',
    },
    harder: {
      title: 'Und bei den Trainingsziffern?',
      text: [
        'Die Trainingsgenauigkeit wird jetzt an den veränderten Ziffern gemessen, so wie sie verwendet werden.',
      ],
      label: 'Trainingsgenauigkeit im Vergleich zu vorher',
      options: { less: 'Niedriger', same: 'Etwa gleich', more: 'Höher' },
    },
    varied: {
      title: 'Mit veränderten Ziffern trainieren',
      text: ['Die 500 Originale, jedes Mal verändert.'],
    },
    end: {
      title: 'Vielfalt ist auch Information',
      text: [
        'Das Training wurde schwerer und das Netz besser. Bilder auswendig zu lernen ging nicht mehr, also musste es lernen, was eine Verschiebung und eine Neigung übersteht.',
        'Das funktioniert nur mit Änderungen, bei denen die Antwort gleich bleibt. Dreh eine 6 auf den Kopf, und das Label ist falsch. Probier es aus: Zeichne eine Ziffer schräg.',
      ],
    },
  },
};
