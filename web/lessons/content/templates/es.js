/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Plantillas',
  about: 'Qué sabe una sola capa y por qué añadir capas, sin más, no ayuda.',
  names: { one: 'Una capa', two: 'Dos capas', three: 'Dos capas con ReLU' },
  steps: {
    start: {
      title: 'La red más sencilla',
      text: [
        'Aquí una imagen es una lista de 784 números: uno por píxel, 0 para el papel y 1 para la tinta.',
        'La red más sencilla tiene diez salidas, una por dígito. Cada salida multiplica cada píxel por un número propio, llamado peso, y suma los resultados. El dígito con la suma más alta es la respuesta.',
        'El entrenamiento ajusta los pesos hasta que casi siempre gana el dígito correcto.',
      ],
    },
    one: {
      title: 'Entrena una capa',
      text: ['Entrénala con 10\u00a0000 dígitos manuscritos. Empieza con pesos al azar.'],
    },
    look: {
      title: 'Lo que ha aprendido',
      text: [
        'Cada imagen muestra los pesos de un dígito. Los píxeles azules hablan a favor del dígito; los naranjas, en contra. Son plantillas borrosas: la red coloca cada una sobre la imagen y mide cuánto coinciden.',
        'Lee el {one_test} de los dígitos de prueba, con los que nunca se entrenó. Dibuja un dígito, luego desplazado o inclinado, y observa dónde fallan las plantillas.',
      ],
    },
    gain: {
      title: 'Añade una capa',
      text: [
        'Pon otra capa en medio: 128 unidades nuevas, cada una con una suma ponderada de todos los píxeles. Las diez salidas suman después esos 128 valores.',
        'La red tiene ahora 13 veces más parámetros. ¿Qué exactitud alcanzará?',
      ],
      label: 'Exactitud (prueba) con dos capas',
    },
    two: { title: 'Entrena dos capas', text: ['Los mismos dígitos, el mismo número de pasadas.'] },
    same: {
      title: 'Casi ninguna diferencia',
      text: [
        'La razón es aritmética. Una suma ponderada de sumas ponderadas vuelve a ser una suma ponderada de los píxeles. Lo que calculan dos capas así lo puede calcular también una.',
        'Para que más capas sirvan, entre ellas tiene que haber algo que no sea una suma.',
      ],
    },
    bend: {
      title: 'Un pequeño quiebre',
      text: [
        'Eso es ReLU. Sustituye cada valor negativo por 0 y deja los demás como están. No tiene pesos y no aprende nada.',
        'Ponla después de las 128 unidades. ¿Cómo será la exactitud comparada con la de dos capas sin ella?',
      ],
      label: 'Exactitud con ReLU',
      options: { less: 'Menor', same: 'Más o menos igual', more: 'Mayor' },
    },
    three: { title: 'Entrena con ReLU', text: ['La misma red, más ReLU.'] },
    end: {
      title: 'La profundidad necesita un quiebre',
      text: [
        'Con ReLU, una unidad puede callar ante unas imágenes y hablar ante otras. Así la red puede usar plantillas distintas para las distintas formas de escribir un dígito.',
        'Más capas solo aportan algo si entre ellas hay algo no lineal.',
      ],
    },
  },
};
