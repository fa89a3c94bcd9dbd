/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Por qué aumentar los datos',
  about: 'Convierte 500 dígitos en muchos más sin recopilar ni uno.',
  names: { plain: 'Tal cual', varied: 'Variados' },
  steps: {
    start: {
      title: 'Muy pocos dígitos',
      text: [
        'Recopilar datos es caro. Imagina que solo hay 500 dígitos y no se pueden conseguir más.',
        'Primero entrena con ellos tal cual, 20 pasadas. Fíjate en la exactitud de prueba: es la que hay que superar.',
      ],
    },
    plain: { title: 'Entrena con 500 dígitos', text: ['Las mismas 500 imágenes en cada pasada.'] },
    idea: {
      title: 'Un 5 inclinado sigue siendo un 5',
      text: [
        'Hasta ahora: {plain_test} de los dígitos de prueba, {plain_train} de los de entrenamiento.',
        'Ahora cada dígito se varía cada vez que se usa: se desplaza un píxel, se gira unos grados, se estira, se inclina, se engrosa o se adelgaza. Ninguna imagen se repite. Las etiquetas siguen siendo correctas, porque nada de eso cambia qué dígito es.',
        'Esto se llama aumento de datos.',
      ],
    },
    gain: {
      title: '¿Cuánto vale?',
      text: ['La misma red, los mismos 500 originales, el mismo número de pasos.'],
      label: 'Exactitud (prueba) con dígitos variados',
    },
    harder: {
      title: '¿Y con los dígitos de entrenamiento?',
      text: [
        'La exactitud de entrenamiento se medirá ahora con los dígitos variados, tal como se usan.',
      ],
      label: 'Exactitud (entrenamiento) comparada con antes',
      options: { less: 'Menor', same: 'Más o menos igual', more: 'Mayor' },
    },
    varied: {
      title: 'Entrena con dígitos variados',
      text: ['Los 500 originales, distintos cada vez.'],
    },
    end: {
      title: 'La variedad también son datos',
      text: [
        'El entrenamiento se volvió más difícil, y la red, mejor. Ya no podía memorizar imágenes, así que tuvo que aprender lo que sobrevive a un desplazamiento y a una inclinación.',
        'Solo funciona con cambios que no cambian la respuesta. Dale la vuelta a un 6 y la etiqueta estará mal. Pruébalo: dibuja un dígito en ángulo.',
      ],
    },
  },
};
