/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Sobreajuste',
  about: 'Una red que se lo sabe todo de memoria, y cuánto vale eso.',
  names: {
    few: '200 dígitos',
    longer: 'El doble de tiempo',
    bigger: 'El doble de neuronas',
    data: '2000 dígitos',
  },
  steps: {
    start: {
      title: '¿Aprender o memorizar?',
      text: [
        'Quien se aprende de memoria las respuestas de los exámenes antiguos aprueba los exámenes antiguos. ¿Y uno nuevo?',
        'Esta red tiene unos 100\u00a0000 parámetros y solo 200 dígitos para aprender. Ve cada uno 15 veces.',
        'La exactitud se mide dos veces: con los 200 dígitos de entrenamiento y con 10\u00a0000 dígitos de prueba que nunca ha visto.',
      ],
    },
    known: {
      title: 'El examen antiguo',
      text: ['¿Cuántos de los 200 dígitos de entrenamiento leerá bien al final?'],
      label: 'Exactitud (entrenamiento)',
    },
    new: {
      title: 'El examen nuevo',
      text: ['¿Y cuántos de los dígitos de prueba?'],
      label: 'Exactitud (prueba)',
    },
    train: {
      title: 'Entrena',
      text: ['Observa las dos líneas de la curva. Empiezan juntas.'],
    },
    gap: {
      title: 'Memoria no es conocimiento',
      text: [
        'La distancia entre las dos se llama sobreajuste. La red ha aprendido detalles de estas 200 imágenes que no se repiten en otras.',
        'Solo con la exactitud de entrenamiento, nadie lo notaría. Por eso se reservan dígitos de prueba.',
      ],
    },
    cure: {
      title: '¿Qué ayuda?',
      text: ['Tres ideas. ¿Cuál logra la mayor exactitud en la prueba?'],
      label: 'El mejor remedio',
      options: {
        longer: 'Entrenar el doble de tiempo',
        bigger: 'Usar el doble de neuronas',
        data: 'Usar 2000 dígitos, con el mismo número de pasos',
      },
    },
    cures: { title: 'Prueba las tres', text: ['Cada una empieza desde cero.'] },
    end: {
      title: 'Ganan los datos',
      text: [
        'Entrenar más no puede ayudar: de estos dígitos no quedaba nada por aprender. Una red más grande memoriza igual de bien.',
        'Con más dígitos, la red tiene que buscar lo que tienen en común. Si no hay más, se pueden fabricar: esa es la próxima lección.',
      ],
    },
  },
};
