/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Lernrate',
  about: 'Vier Schrittweiten: Welche lernt am besten, welche scheitert?',
  names: { tiny: '0,001', medium: '0,1', large: '1', huge: '3' },
  steps: {
    start: {
      title: 'Wie groß soll ein Schritt sein?',
      text: [
        'Ein Netz lernt in kleinen Schritten. Nach jedem Batch von Ziffern bewegt sich jedes Gewicht ein wenig in die Richtung, in der der Fehler sinkt.',
        'Die Lernrate legt fest, wie weit. Du trainierst dasselbe Netz viermal, mit denselben 5.000 Ziffern und vier Lernraten.',
      ],
    },
    best: {
      title: 'Welche gewinnt?',
      text: [
        'In jedem Lauf sieht das Netz jede Ziffer zweimal. Danach wird es mit Ziffern getestet, die es nie gesehen hat.',
      ],
      label: 'Die Lernrate mit dem besten Ergebnis',
      options: { tiny: '0,001', medium: '0,1', large: '1', huge: '3' },
    },
    worst: {
      title: 'Welche scheitert?',
      text: ['Wer nur rät, liest eine von zehn Ziffern richtig.'],
      label: 'Die Lernrate mit dem schlechtesten Ergebnis',
      options: { tiny: '0,001', medium: '0,1', large: '1', huge: '3' },
    },
    level: {
      title: 'Wie gut wird 0,1?',
      text: [
        'Sage die Genauigkeit voraus: den Anteil der Testziffern, die das Netz richtig liest.',
      ],
      label: 'Testgenauigkeit mit 0,1',
    },
    train: {
      title: 'Viermal trainieren',
      text: ['Jeder Lauf beginnt mit denselben zufälligen Gewichten. Beobachte die Kurve.'],
    },
    end: {
      title: 'Vorhersage und Ergebnis',
      text: [
        'Ein zu kleiner Schritt ist sicher, aber langsam: Die Richtung stimmte, nur die Zeit reichte nicht. Ein zu großer springt über das Tal hinweg und landet auf der anderen Seite weiter oben.',
      ],
    },
    why: {
      title: 'Warum nicht einfach die größte, die funktioniert?',
      text: [
        'Die beste Schrittweite ändert sich während des Trainings. Am Anfang sparen große Schritte Zeit. Gegen Ende führen nur kleine ins Tal. Deshalb senkt man die Lernrate meist nach und nach. In den Einstellungen heißt das Lernratenverlauf.',
        'Bei einem neuen Netz ist die Lernrate das Erste, was man ausprobiert: in Faktoren von 3 oder 10, nicht in kleinen Schritten.',
      ],
    },
  },
};
