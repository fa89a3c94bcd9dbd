/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Retropropagación a mano',
  about: 'Calcula tú un gradiente y un peso nuevo, con números reales.',
  names: { small: 'Red pequeña' },
  steps: {
    start: {
      title: '¿Hacia dónde debe moverse un peso?',
      text: [
        'Una red tiene miles de pesos. Después de cada respuesta equivocada o insegura, cada uno debe moverse un poco, en la dirección que reduce el error.',
        'La retropropagación encuentra esa dirección para todos los pesos a la vez. Tú lo harás con uno solo. Una calculadora ayuda; puedes redondear.',
      ],
    },
    prepare: {
      title: 'Una red para practicar',
      text: [
        'Tiene 16 neuronas ocultas y diez salidas. Entrénala poco tiempo, para que no esté ni perdida ni del todo segura.',
      ],
    },
    example: {
      title: 'Un dígito, un peso',
      text: [
        'Deja que la página elija un dígito del que esta red no está segura.',
        'Este es el dígito {digit}. Hacia delante: la red calcula una puntuación para cada dígito, y softmax convierte las puntuaciones en probabilidades. El dígito {digit} recibe una probabilidad de {probability}; debería recibir 1.',
        'El error se mide con la pérdida: menos el logaritmo de esa probabilidad, {loss}. Si la red acertara con total seguridad, sería 0.',
        'Tu peso conecta la neurona oculta {neuron} con la puntuación del dígito {digit}. Vale {weight}. La salida de la neurona, su activación, es {activation}.',
      ],
    },
    delta: {
      title: 'Hacia atrás, primer paso: el error de la puntuación',
      text: [
        '¿Cómo cambia la pérdida si una puntuación sube un poco? Con softmax y esta pérdida, la respuesta es sencilla: probabilidad menos objetivo. El objetivo es 1 para el dígito correcto y 0 para los demás. Este valor se llama delta.',
        'El dígito {digit} tiene probabilidad {probability}, y su objetivo es 1.',
      ],
      label: 'Delta de la puntuación',
      right: 'Es negativo: si sube la puntuación, baja la pérdida.',
      wrong: 'Todavía no. Resta el objetivo a la probabilidad: {probability} − 1.',
    },
    gradient: {
      title: 'Hacia atrás, segundo paso: el gradiente del peso',
      text: [
        'La puntuación es una suma. Tu peso aparece en ella una vez, multiplicado por la activación. Si el peso sube una cantidad minúscula, la puntuación sube esa cantidad por la activación.',
        'Por tanto, el gradiente del peso es delta × activación: {delta} × {activation}.',
      ],
      label: 'Gradiente del peso',
      right:
        'Una neurona callada tiene activación 0, así que sus pesos no recibirían gradiente alguno.',
      wrong: 'Todavía no. Multiplica {delta} por {activation} y cuida el signo.',
    },
    update: {
      title: 'El peso nuevo',
      text: [
        'El gradiente apunta cuesta arriba, hacia más pérdida. Por eso el peso se mueve en sentido contrario, y la tasa de aprendizaje dice cuánto.',
        'Peso nuevo = peso − tasa de aprendizaje × gradiente. El peso es {weight}, la tasa {rate}, el gradiente {gradient}.',
      ],
      label: 'Peso nuevo',
      right:
        'Eso es un paso de entrenamiento para un peso. Todos los demás se mueven en el mismo paso.',
      wrong:
        'Todavía no. Calcula {weight} − {rate} × ({gradient}). Restar un número negativo suma.',
    },
    respect: {
      title: '¿Con respecto a qué?',
      text: [
        'Un gradiente dice siempre cómo cambia una cosa cuando cambia otra. Aquí lo que cambia es la pérdida. En su camino de vuelta, la red calcula también cómo cambia la pérdida con cada activación.',
        'Pero ¿qué modifica de verdad el entrenamiento?',
      ],
      label: 'El entrenamiento resta el gradiente de la pérdida con respecto a…',
      options: { weight: 'los pesos', input: 'los píxeles', label: 'la respuesta correcta' },
      right:
        'Sí. Los gradientes con respecto a las activaciones son solo una etapa: llevan el error a las capas anteriores. Los píxeles y las respuestas están dados.',
      wrong:
        'No: los píxeles y las respuestas están dados. El entrenamiento modifica los pesos. Los gradientes con respecto a las activaciones solo llevan el error a las capas anteriores.',
    },
    batch: {
      title: '¿Sumado sobre qué?',
      text: [
        'Normalmente un paso usa un lote de varios dígitos. Cada uno da al mismo peso un gradiente propio. Se suman sobre los dígitos del lote y se dividen entre su número. Nunca sobre los pesos: cada peso conserva el suyo.',
        'Toma un lote de dos. Tu {digit} da a este peso el gradiente {gradient}. El otro dígito, {otherDigit}, le da {other}. Calcula la media.',
      ],
      label: 'Gradiente del lote',
      right: 'Los dígitos pueden tirar en direcciones distintas. El lote llega a un compromiso.',
      wrong: 'Todavía no. Suma {gradient} y {other} y divide entre 2.',
    },
    reset: {
      title: '¿Cuándo se pone a cero?',
      text: [
        'Mientras se procesan los dígitos de un lote, sus gradientes se acumulan en la memoria. En algún momento hay que volver a poner esa memoria a 0.',
      ],
      label: 'Los gradientes se ponen a cero…',
      options: {
        digit: 'después de cada dígito',
        step: 'después de cada actualización de los pesos',
        epoch: 'después de cada pasada por todos los dígitos',
        never: 'nunca',
      },
      right:
        'Sí. Después de la actualización ya se han usado. Si quedaran, dígitos antiguos empujarían pesos que ya se han movido. Los pesos, en cambio, nunca se ponen a cero.',
      wrong:
        'No: después de cada actualización. Antes se perdería el lote; más tarde, dígitos antiguos empujarían pesos que ya se han movido. Los pesos, en cambio, nunca se ponen a cero.',
    },
    bold: {
      title: '¿Hasta dónde llega el gradiente?',
      text: [
        'Ahora todos los pesos dan un paso para tu {digit}, en una copia de la red. Primero con una tasa de aprendizaje diminuta, luego con {rate} y luego con diez veces más.',
        'El paso se da para un solo dígito. ¿Qué hará el más grande con los otros {others}, entre los que se eligió?',
      ],
      label: 'Pérdida media de los demás dígitos tras el paso más grande',
      options: { less: 'Menor', same: 'Más o menos igual', more: 'Mayor' },
    },
    nudge: {
      title: 'Promesa y realidad',
      text: [
        'El gradiente promete que la pérdida baja en proporción al paso.',
        'Compara la pérdida prometida con la medida. Tras el paso diminuto casi coinciden. Tras el más grande, la promesa queda por debajo de 0, algo imposible para una pérdida.',
        'La última columna muestra el precio: lo que el paso dado para un dígito hizo a los demás.',
      ],
    },
    end: {
      title: 'Un gradiente es una promesa local',
      text: [
        'Solo es exacto para un paso infinitamente pequeño, y solo para los dígitos con los que se calculó. Por eso el entrenamiento da muchos pasos pequeños, cada uno con muchos dígitos.',
        'De qué tamaño puede ser un paso es el tema de la próxima lección.',
      ],
    },
  },
};
