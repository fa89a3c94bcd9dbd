/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Engáñala',
  about: 'Dibuja algo que no sea un dígito y consigue una respuesta segura.',
  steps: {
    start: {
      title: 'Tiene que responder',
      text: [
        'La red preentrenada de esta página lee más de 99 de cada 100 dígitos de prueba. Dibuja unos cuantos y compruébalo.',
        'Debajo de la respuesta dice lo segura que está: la probabilidad del mejor dígito. Las diez probabilidades suman 100\u00a0%.',
      ],
    },
    surest: {
      title: 'Un corazón, una estrella, tus iniciales',
      text: [
        'Dibujarás tres cosas que no son dígitos. Una buena respuesta sería «ninguno de estos», o diez probabilidades bajas.',
        '¿Hasta qué punto llegará a estar segura la red?',
      ],
      label: 'Probabilidad del dibujo que más la engaña',
    },
    draw: {
      title: 'Dibuja tres cosas que no sean dígitos',
      text: [
        'Dibuja algo, cámbialo hasta que la red esté lo más segura posible y anota la respuesta. Luego borra el dibujo para el siguiente.',
        'Ni dígitos ni nada que una persona leería como uno.',
      ],
    },
    outcome: {
      title: 'Estar segura no es acertar',
      text: [
        'Su respuesta más segura ante un dibujo que no es un dígito fue {surestDigit}, con {surest}. A partir del 60\u00a0%, la página la habría mostrado sin ninguna duda.',
      ],
    },
    why: {
      title: '¿Por qué está tan segura?',
      text: ['Piensa en cómo se forma su respuesta.'],
      label: 'La red está segura porque…',
      options: {
        eyes: 've muy pocos píxeles',
        ten: 'sus diez probabilidades deben sumar 100\u00a0%, así que algo tiene que ganar',
        lazy: 'no se entrenó el tiempo suficiente',
      },
      right:
        'Sí. Softmax reparte el 100\u00a0% entre diez dígitos, sea cual sea la imagen. Una probabilidad dice cuál de los diez, no si es alguno.',
      wrong:
        'No. Softmax reparte el 100\u00a0% entre diez dígitos, sea cual sea la imagen. Una probabilidad dice cuál de los diez, no si es alguno.',
    },
    end: {
      title: 'Qué ayuda, y hasta dónde',
      text: [
        'Esta red es difícil de engañar: una pequeña parte de sus imágenes de entrenamiento eran garabatos y letras para los que ningún dígito era correcto. Y por debajo del 60\u00a0%, la página dice que no está segura.',
        'Las dos cosas ayudan con lo que se previó. Algo en lo que nadie pensó puede seguir recibiendo una respuesta segura. Recuérdalo cuando un sistema más grande suene convencido.',
      ],
    },
  },
};
