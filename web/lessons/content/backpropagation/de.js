/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Backpropagation von Hand',
  about: 'Berechne selbst einen Gradienten und ein neues Gewicht, mit echten Zahlen.',
  names: { small: 'Kleines Netz' },
  steps: {
    start: {
      title: 'Wohin soll sich ein Gewicht bewegen?',
      text: [
        'Ein Netz hat Tausende Gewichte. Nach jeder falschen oder unsicheren Antwort soll sich jedes ein wenig bewegen, und zwar so, dass der Fehler kleiner wird.',
        'Backpropagation findet diese Richtung für alle Gewichte auf einmal. Du machst es für ein einziges. Ein Taschenrechner hilft; Runden ist erlaubt.',
      ],
    },
    prepare: {
      title: 'Ein Netz zum Rechnen',
      text: [
        'Es hat 16 verborgene Neuronen und zehn Ausgaben. Trainiere es nur kurz, damit es weder ahnungslos noch völlig sicher ist.',
      ],
    },
    example: {
      title: 'Eine Ziffer, ein Gewicht',
      text: [
        'Lass die Seite eine Ziffer auswählen, bei der sich dieses Netz unsicher ist.',
        'Das ist die Ziffer {digit}. Vorwärts: Das Netz berechnet für jede Ziffer einen Score, und Softmax macht daraus Wahrscheinlichkeiten. Die Ziffer {digit} bekommt eine Wahrscheinlichkeit von {probability}; richtig wäre 1.',
        'Der Verlust misst den Fehler: minus Logarithmus dieser Wahrscheinlichkeit, {loss}. Wäre das Netz sicher und hätte recht, wäre er 0.',
        'Dein Gewicht verbindet das verborgene Neuron {neuron} mit dem Score der Ziffer {digit}. Sein Wert ist {weight}. Die Ausgabe des Neurons, seine Aktivierung, ist {activation}.',
      ],
    },
    delta: {
      title: 'Rückwärts, erster Schritt: der Fehler des Scores',
      text: [
        'Wie ändert sich der Verlust, wenn ein Score ein wenig steigt? Bei Softmax mit diesem Verlust ist die Antwort einfach: Wahrscheinlichkeit minus Zielwert. Der Zielwert ist 1 für die richtige Ziffer und 0 für alle anderen. Dieser Wert heißt Delta.',
        'Die Ziffer {digit} hat die Wahrscheinlichkeit {probability}, ihr Zielwert ist 1.',
      ],
      label: 'Delta des Scores',
      right: 'Es ist negativ: Steigt der Score, sinkt der Verlust.',
      wrong: 'Noch nicht. Ziehe den Zielwert von der Wahrscheinlichkeit ab: {probability} − 1.',
    },
    gradient: {
      title: 'Rückwärts, zweiter Schritt: der Gradient des Gewichts',
      text: [
        'Der Score ist eine Summe. Dein Gewicht kommt darin einmal vor, multipliziert mit der Aktivierung. Wächst das Gewicht um einen winzigen Betrag, wächst der Score um diesen Betrag mal die Aktivierung.',
        'Der Gradient des Gewichts ist also Delta × Aktivierung: {delta} × {activation}.',
      ],
      label: 'Gradient des Gewichts',
      right:
        'Ein Neuron, das schweigt, hat die Aktivierung 0. Seine Gewichte bekämen gar keinen Gradienten.',
      wrong: 'Noch nicht. Multipliziere {delta} mit {activation} und achte auf das Vorzeichen.',
    },
    update: {
      title: 'Das neue Gewicht',
      text: [
        'Der Gradient zeigt bergauf, zu mehr Verlust. Deshalb bewegt sich das Gewicht in die Gegenrichtung, und zwar um die Lernrate mal den Gradienten.',
        'Neues Gewicht = Gewicht − Lernrate × Gradient. Das Gewicht ist {weight}, die Lernrate {rate}, der Gradient {gradient}.',
      ],
      label: 'Neues Gewicht',
      right:
        'Das ist ein Trainingsschritt für ein Gewicht. Alle anderen bewegen sich im selben Schritt.',
      wrong:
        'Noch nicht. Rechne {weight} − {rate} × ({gradient}). Minus eine negative Zahl heißt plus.',
    },
    respect: {
      title: 'Ableitung wonach?',
      text: [
        'Ein Gradient sagt immer, wie sich eine Größe ändert, wenn sich eine andere ändert. Hier ändert sich der Verlust. Auf dem Rückweg berechnet das Netz auch, wie er von jeder Aktivierung abhängt.',
        'Aber was verändert das Training tatsächlich?',
      ],
      label: 'Das Training zieht den Gradienten des Verlusts ab, abgeleitet nach\u00a0…',
      options: { weight: 'den Gewichten', input: 'den Pixeln', label: 'der richtigen Antwort' },
      right:
        'Ja. Gradienten nach Aktivierungen sind nur eine Zwischenstation: Sie tragen den Fehler zu früheren Schichten. Pixel und Antworten stehen fest.',
      wrong:
        'Nein: Pixel und Antworten stehen fest. Das Training verändert die Gewichte. Gradienten nach Aktivierungen tragen den Fehler nur zu früheren Schichten.',
    },
    batch: {
      title: 'Summiert worüber?',
      text: [
        'Meist verwendet ein Schritt einen Batch aus mehreren Ziffern. Jede liefert für dasselbe Gewicht einen eigenen Gradienten. Summiert wird über die Ziffern des Batches, dann wird durch ihre Anzahl geteilt. Nie über die Gewichte: Jedes behält seinen eigenen Gradienten.',
        'Nimm einen Batch aus zwei Ziffern. Deine {digit} gibt diesem Gewicht den Gradienten {gradient}, die andere Ziffer, {otherDigit}, gibt ihm {other}. Berechne den Mittelwert.',
      ],
      label: 'Gradient über den Batch',
      right: 'Ziffern können in verschiedene Richtungen ziehen. Der Batch findet einen Kompromiss.',
      wrong: 'Noch nicht. Addiere {gradient} und {other} und teile durch 2.',
    },
    reset: {
      title: 'Wann wird zurückgesetzt?',
      text: [
        'Während die Ziffern eines Batches verarbeitet werden, sammeln sich ihre Gradienten im Speicher. Irgendwann muss dieser Speicher wieder auf 0 gesetzt werden.',
      ],
      label: 'Gradienten werden zurückgesetzt\u00a0…',
      options: {
        digit: 'nach jeder Ziffer',
        step: 'nach jeder Änderung der Gewichte',
        epoch: 'nach jedem Durchgang durch alle Ziffern',
        never: 'nie',
      },
      right:
        'Ja. Danach sind sie verbraucht. Blieben sie stehen, würden alte Ziffern Gewichte verschieben, die sich längst bewegt haben. Die Gewichte selbst werden nie zurückgesetzt.',
      wrong:
        'Nein: nach jeder Änderung der Gewichte. Früher ginge der Batch verloren; später würden alte Ziffern Gewichte verschieben, die sich längst bewegt haben. Die Gewichte selbst werden nie zurückgesetzt.',
    },
    bold: {
      title: 'Wie weit reicht der Gradient?',
      text: [
        'Jetzt machen alle Gewichte einen Schritt für deine {digit}, in einer Kopie des Netzes. Zuerst mit einer winzigen Lernrate, dann mit {rate}, dann mit dem Zehnfachen.',
        'Der Schritt gilt einer einzigen Ziffer. Was macht der größte mit den {others} anderen, aus denen sie ausgewählt wurde?',
      ],
      label: 'Mittlerer Verlust der anderen Ziffern nach dem größten Schritt',
      options: { less: 'Niedriger', same: 'Etwa gleich', more: 'Höher' },
    },
    nudge: {
      title: 'Versprechen und Wirklichkeit',
      text: [
        'Der Gradient verspricht: Der Verlust sinkt im gleichen Verhältnis, wie der Schritt wächst.',
        'Vergleiche den versprochenen mit dem gemessenen Verlust. Nach dem winzigen Schritt stimmen sie fast überein. Beim größten liegt das Versprechen unter 0, und das kann kein Verlust.',
        'Die letzte Spalte zeigt den Preis: was der Schritt für eine Ziffer mit den anderen gemacht hat.',
      ],
    },
    end: {
      title: 'Ein Gradient ist ein lokales Versprechen',
      text: [
        'Genau stimmt er nur für einen unendlich kleinen Schritt und nur für die Ziffern, aus denen er berechnet wurde. Deshalb geht das Training viele kleine Schritte, jeden mit vielen Ziffern.',
        'Wie groß ein Schritt sein darf, ist das Thema der nächsten Lektion.',
      ],
    },
  },
};
