/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Schablonen',
  about: 'Was eine einzige Schicht weiß und warum mehr Schichten allein nichts bringen.',
  names: { one: 'Eine Schicht', two: 'Zwei Schichten', three: 'Zwei Schichten mit ReLU' },
  steps: {
    start: {
      title: 'Das einfachste Netz',
      text: [
        'Ein Bild ist hier eine Liste von 784 Zahlen: eine pro Pixel, 0 für Papier und 1 für Tinte.',
        'Das einfachste Netz hat zehn Ausgaben, eine pro Ziffer. Jede Ausgabe multipliziert jedes Pixel mit einer eigenen Zahl, dem Gewicht, und addiert alles. Die Ziffer mit der höchsten Summe ist die Antwort.',
        'Beim Training werden die Gewichte so lange verändert, bis meistens die richtige Ziffer gewinnt.',
      ],
    },
    one: {
      title: 'Eine Schicht trainieren',
      text: [
        'Trainiere sie mit 10.000 handgeschriebenen Ziffern. Am Anfang sind die Gewichte zufällig.',
      ],
    },
    look: {
      title: 'Was sie gelernt hat',
      text: [
        'Jedes Bild zeigt die Gewichte einer Ziffer. Blaue Pixel sprechen für die Ziffer, orange dagegen. Es sind unscharfe Schablonen: Das Netz legt jede über das Bild und misst, wie gut sie passt.',
        'Es liest {one_test} der Testziffern, mit denen es nie trainiert hat. Zeichne eine Ziffer, dann noch einmal verschoben oder schräg, und beobachte, wo Schablonen versagen.',
      ],
    },
    gain: {
      title: 'Eine Schicht dazu',
      text: [
        'Setze eine weitere Schicht dazwischen: 128 neue Einheiten, jede eine gewichtete Summe aller Pixel. Die zehn Ausgaben summieren dann diese 128 Werte.',
        'Das Netz hat jetzt 13-mal so viele Parameter. Welche Genauigkeit erreicht es?',
      ],
      label: 'Testgenauigkeit mit zwei Schichten',
    },
    two: {
      title: 'Zwei Schichten trainieren',
      text: ['Dieselben Ziffern, gleich viele Durchgänge.'],
    },
    same: {
      title: 'Kaum ein Unterschied',
      text: [
        'Der Grund ist reine Arithmetik. Eine gewichtete Summe gewichteter Summen ist wieder eine gewichtete Summe der Pixel. Was zwei solche Schichten berechnen, kann auch eine.',
        'Mehr Schichten brauchen etwas dazwischen, das keine Summe ist.',
      ],
    },
    bend: {
      title: 'Ein kleiner Knick',
      text: [
        'ReLU ist so etwas. Es ersetzt jeden negativen Wert durch 0 und lässt die anderen, wie sie sind. Es hat keine Gewichte und lernt nichts.',
        'Setze es hinter die 128 Einheiten. Wie verändert sich die Genauigkeit gegenüber zwei Schichten ohne ReLU?',
      ],
      label: 'Genauigkeit mit ReLU',
      options: { less: 'Niedriger', same: 'Etwa gleich', more: 'Höher' },
    },
    three: { title: 'Mit ReLU trainieren', text: ['Dasselbe Netz, dazu ReLU.'] },
    end: {
      title: 'Tiefe braucht einen Knick',
      text: [
        'Mit ReLU kann eine Einheit bei manchen Bildern schweigen und bei anderen sprechen. So kann das Netz für verschiedene Schreibweisen einer Ziffer verschiedene Schablonen benutzen.',
        'Schichten helfen nur, wenn etwas Nichtlineares zwischen ihnen liegt.',
      ],
    },
  },
};
