/** The words of networks and settings, and what the core says, in German. */

/** @type {import('../index.js').Messages} */
export const SETTINGS = {
  setup: {
    title: 'Netz',
    presets: 'Netze zur Auswahl',
    layers: 'Schichten',
    training: 'Training',
    variety: 'Vielfalt der Ziffern',
    device: 'Dieses Gerät',
    promise: '{share} der Testziffern',
    seconds: 'etwa {count} s hier',
    minutes: 'etwa {count} min hier',
    wholeNumber: 'Wähle eine ganze Zahl von {least} bis {most}.',
    varietyPicture: 'Trainingsziffern, wie das Netz sie sieht',
    varietyOthers: 'Andere zeigen',
  },
  layers: {
    asText: 'Als Text',
    help: 'Von 28 x 28 Pixeln zu 10 Ziffern, höchstens 32 Schichten: conv 5x5x8 (Kern 1 bis 9, bis 256 Kanäle), conv 3x3x16 same (behält die Größe), relu, maxpool 2, dropout 0.25, dense 10 (bis 4096 Einheiten).',
    layer: 'Schicht',
    output: 'Ausgabe',
    parameters: 'Parameter',
    removeLayer: '{layer} entfernen',
    sum: 'Zusammen',
    before: 'Vor der letzten Schicht',
    add: 'Einfügen',
    stays: 'Das Netz bleibt, wie es war.',
    last: 'Die letzte Schicht muss dense mit {count} Einheiten sein, einer für jede Klasse.',
    outputs:
      'Die letzte Schicht hat {count} Ausgaben: eine für jede Klasse dessen, womit trainiert wird.',
  },
  presets: {
    mlp: 'MLP 784-128-10',
    quick: 'Schnelles CNN',
    small: 'Kleines CNN',
    better: 'Besseres CNN',
  },
  settings: {
    layers: 'Schichten',
    layersHelp:
      'Von den 28 x 28 Pixeln zu den 10 Ziffern: conv 5x5x8, conv 3x3x16 same, relu, maxpool 2, dropout 0.25, dense 10.',
    rule: 'Optimierer',
    ruleHelp:
      'Wie Gradienten die Gewichte bewegen. AdamW findet für jedes Gewicht selbst eine Schrittweite.',
    learningRate: 'Lernrate',
    learningRateHelp:
      'Wie weit jeder Schritt die Gewichte bewegt. Zu klein lernt langsam, zu groß springt umher. AdamW braucht etwa ein Dreißigstel von SGD.',
    schedule: 'Verlauf',
    scheduleHelp:
      'Wie sich die Lernrate im Training verändert. Ein Zyklus steigt bis zur Lernrate oben und fällt dann auf fast nichts.',
    warmUp: 'Anlauf',
    warmUpHelp: 'Der Teil des Trainings, in dem die Lernrate steigt.',
    epochs: 'Epochen',
    epochsHelp: 'Wie oft das Netz jede Ziffer sieht.',
    batchSize: 'Batchgröße',
    batchSizeHelp: 'Wie viele Ziffern angesehen werden, bevor sich die Gewichte einmal bewegen.',
    weightDecay: 'Gewichtsabnahme',
    weightDecayHelp:
      'Zieht alle Gewichte mit jedem Schritt ein wenig zur Null, gegen Auswendiglernen.',
    labelSmoothing: 'Weiche Ziele',
    labelSmoothingHelp:
      'Verlangt etwas weniger als volle Gewissheit, damit das Netz nicht übertreibt.',
    sampleCount: 'Ziffern',
    sampleCountHelp: 'Von wie vielen der 60.000 handgeschriebenen Ziffern es lernt.',
    seed: 'Startwert',
    seedHelp:
      'Bestimmt die ersten Gewichte und allen Zufall. Derselbe Startwert gibt dieselbe Kurve.',
    augmentation: 'Abwandlung',
    augmentationHelp:
      'Verschiebungen fügen zwölf Kopien jeder Ziffer hinzu, um 1 bis 3 Pixel verschoben: Aus 1.000 werden 13.000. Verzerrungen machen jede Ziffer jedes Mal neu, so weit die Regler bis Strichstärke es erlauben.',
    engine: 'Rechenwerk',
    engineHelp:
      'Schnell nutzt, was dieser Prozessor am besten kann. Wiederholbar gibt auf jedem Gerät dieselbe Kurve, Bit für Bit.',
    threads: 'Threads',
    threadsHelp:
      'Wie viele Kerne zugleich trainieren. Weniger halten ein Telefon kühler; das Ergebnis ist dasselbe.',
    shift: 'Verschiebung',
    shiftHelp: 'Wie weit Ziffern verschoben werden.',
    rotation: 'Drehung',
    rotationHelp: 'Wie weit sie gedreht werden.',
    scale: 'Größe',
    scaleHelp: 'Wie viel größer oder kleiner, in Breite und Höhe.',
    shear: 'Neigung',
    shearHelp: 'Wie weit sie sich neigen.',
    elastic: 'Dehnung',
    elasticHelp: 'Wie weit das Papier hier und da gedehnt wird.',
    thickness: 'Strichstärke',
    thicknessHelp: 'Wie viel breiter oder schmaler Linien werden.',
    drawn: 'Nach Regeln gezeichnet',
    drawnHelp: 'Anteil von Ziffern aus eigenen Federstrichen: 1 mit Fahne, gekreuzte 7, offene 4.',
    lettered: 'Aus Schriften',
    letteredHelp: 'Anteil von Ziffern aus Handschrift-Schriftarten.',
    strange: 'Keine Ziffer',
    strangeHelp: 'Anteil von Kritzeleien und Buchstaben, um zu lernen, wann man nicht sicher ist.',
  },
  choices: {
    sgd: 'SGD',
    momentum: 'Momentum',
    adamw: 'AdamW',
    constant: 'Gleichbleibend',
    cosine: 'Kosinus',
    'one-cycle': 'Ein Zyklus',
    none: 'Keine',
    shifts: '12 Verschiebungen',
    distort: 'Verzerrungen',
    fast: 'Schnell',
    reproducible: 'Wiederholbar',
    threads0: 'Automatisch',
  },
  core: {
    BAD_ARGUMENT:
      'Eine Einstellung liegt außerhalb ihrer Grenzen. Wähle einen Wert innerhalb der gezeigten.',
    NO_MEMORY:
      'Der Speicher reicht nicht. Schließe andere Tabs, oder wähle ein kleineres Netz oder weniger Ziffern.',
    BAD_LAYERS:
      'Aus diesen Schichten wird kein Netz. Nimm 1 bis 32 Schichten; die letzte muss dense mit 2 bis 36 Einheiten sein.',
    BAD_LAYER_TEXT:
      'Das ist keine Schicht. Schreibe zum Beispiel: conv 5x5x8, conv 3x3x16 same, relu, maxpool 2, dropout 0.25, dense 10.',
    TOO_SMALL:
      'Das Bild ist für diese Schicht zu klein geworden. Nimm einen kleineren Kern oder ein kleineres Fenster, einen Rand, oder weniger Schichten davor.',
    NOT_A_MODEL:
      'Das ist keine Modelldatei. Wähle eine .safetensors-Datei, die mit Inkling gespeichert wurde.',
    MODEL_HEADER:
      'Diese Modelldatei ist beschädigt: Ihr Kopf ist nicht lesbar. Speichere sie neu oder lade sie noch einmal herunter.',
    MODEL_SIZES:
      'Diese Modelldatei ist beschädigt oder abgeschnitten: Ihre Zahlen stehen nicht alle da, wo ihr Kopf es sagt. Speichere sie neu oder lade sie noch einmal herunter.',
    FOREIGN_MODEL:
      'Das ist eine safetensors-Datei, aber nicht die eines Netzes, das Inkling bauen kann. Wähle eine, die mit Inkling gespeichert wurde.',
    MODEL_NOT_FINITE:
      'Dieses Modell enthält Gewichte, die keine endlichen Zahlen sind. Wähle eines, das gespeichert wurde, bevor das Training missriet.',
    UNKNOWN_CLASS:
      'Die Bilder haben mehr Klassen, als dieses Netz Ausgaben hat. Seine letzte Schicht muss dense sein, mit einer Einheit für jede Klasse.',
    NO_WASM:
      'Dieser Browser kann kein WebAssembly. Nimm ein aktuelles Chrome, Edge, Firefox oder Safari.',
    NO_SIMD:
      'Diesem Browser fehlt WebAssembly SIMD, das das Netz braucht. Nimm Chrome oder Edge 97, Firefox 114, Safari 16.4 oder neuer.',
    NOT_LOADED: '{file} konnte nicht geladen werden. Prüfe die Verbindung und lade die Seite neu.',
    DAMAGED_MODULE: 'Das Netz kam beschädigt an. Lade die Seite neu.',
    BAD_PNG:
      'Das ist kein vollständiges PNG-Bild. Vielleicht wurde es unterwegs abgeschnitten: Lade es noch einmal.',
    BAD_SHEET_SIZE:
      'Dieses PNG ist kein Bildbogen von Ziffern. Er muss 784 Pixel breit sein, mit einem Bild von 28x28 in jeder Zeile.',
    BAD_LABELS:
      'Das ist keine vollständige Datei von Beschriftungen. Es muss eine idx1-ubyte-Datei sein, mit 0 bis 35 oder 255 für das, was keiner Klasse angehört.',
    LABEL_MISMATCH:
      'Bildbogen und Beschriftungen haben nicht gleich viele Ziffern. Nimm Dateien, die zusammengehören.',
    DATASET_FULL: 'Der Datensatz ist voll: Dieser Bogen hat mehr Ziffern, als Platz ist.',
  },
};
