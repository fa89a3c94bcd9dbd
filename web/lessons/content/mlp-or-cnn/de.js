/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'MLP oder CNN',
  about: 'Kann ein Netz mit viel weniger Parametern besser sein?',
  names: { mlp: 'MLP', cnn: 'CNN' },
  steps: {
    start: {
      title: 'Ein Netz, das nicht weiß, was ein Bild ist',
      text: [
        'In einem mehrschichtigen Perzeptron, kurz MLP, ist jedes Neuron mit jedem Pixel verbunden. Für das MLP ist ein Bild eine Liste. Würde man die Pixel aller Bilder auf dieselbe Weise mischen, lernte es genauso gut.',
        'Trainiere eines mit 500 Ziffern.',
      ],
    },
    mlp: { title: 'Das MLP trainieren', text: ['128 Neuronen, dann ReLU, dann zehn Ausgaben.'] },
    idea: {
      title: 'Kleine Ausschnitte betrachten',
      text: [
        'Das MLP hat {mlp_weights} Parameter und liest {mlp_test} der Testziffern.',
        'Ein Faltungsnetz, kurz CNN, schiebt ein kleines Fenster aus 5×5 Gewichten über das Bild. Dieselben 25 Gewichte suchen überall nach demselben Strich. Pooling behält danach aus jeder Umgebung nur die stärkste Reaktion, sodass eine kleine Verschiebung kaum etwas ausmacht.',
        'Weil die Gewichte überall dieselben sind, braucht es nur wenige: etwa ein Siebzehntel.',
      ],
    },
    wins: {
      title: 'Nur ein Siebzehntel',
      text: ['Dieselben 500 Ziffern, gleich viele Durchgänge.'],
      label: 'Testgenauigkeit des CNN im Vergleich zum MLP',
      options: { less: 'Niedriger', same: 'Etwa gleich', more: 'Höher' },
    },
    level: {
      title: 'Wie gut?',
      text: ['Das MLP liest {mlp_test}.'],
      label: 'Testgenauigkeit des CNN',
    },
    cnn: {
      title: 'Das CNN trainieren',
      text: ['Es rechnet für jede Ziffer mehr als das MLP, deshalb dauert es etwas länger.'],
    },
    end: {
      title: 'Struktur ist Wissen',
      text: [
        'Dem CNN wurden zwei Dinge mitgegeben, die für Bilder gelten: Benachbarte Pixel gehören zusammen, und ein Strich ist ein Strich, wo immer er liegt. Was ihm mitgegeben wird, muss es nicht aus Beispielen lernen.',
        'Das zahlt sich am meisten aus, wenn es wenige Beispiele gibt. Zeichne eine Ziffer und betrachte die kleinen Bilder: Jedes zeigt, wo ein Fenster seinen Strich gefunden hat.',
      ],
    },
  },
};
