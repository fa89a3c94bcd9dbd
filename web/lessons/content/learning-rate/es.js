/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Tasa de aprendizaje',
  about: 'Cuatro tamaños de paso: ¿cuál aprende mejor y cuál fracasa?',
  names: { tiny: '0,001', medium: '0,1', large: '1', huge: '3' },
  steps: {
    start: {
      title: '¿Qué tamaño debe tener un paso?',
      text: [
        'Una red aprende a pasos pequeños. Después de cada lote de dígitos, cada peso se mueve un poco en la dirección que reduce el error.',
        'La tasa de aprendizaje fija cuánto. Entrenarás la misma red cuatro veces, con los mismos 5000 dígitos y cuatro tasas.',
      ],
    },
    best: {
      title: '¿Cuál gana?',
      text: [
        'En cada entrenamiento, la red ve cada dígito dos veces. Después se prueba con dígitos que nunca ha visto.',
      ],
      label: 'La tasa de aprendizaje con el mejor resultado',
      options: { tiny: '0,001', medium: '0,1', large: '1', huge: '3' },
    },
    worst: {
      title: '¿Cuál fracasa?',
      text: ['Respondiendo al azar se lee bien un dígito de cada diez.'],
      label: 'La tasa de aprendizaje con el peor resultado',
      options: { tiny: '0,001', medium: '0,1', large: '1', huge: '3' },
    },
    level: {
      title: '¿Qué exactitud dará 0,1?',
      text: ['Predice su exactitud: la proporción de dígitos de prueba que lee correctamente.'],
      label: 'Exactitud (prueba) con 0,1',
    },
    train: {
      title: 'Entrena cuatro veces',
      text: ['Todos los entrenamientos parten de los mismos pesos al azar. Observa la curva.'],
    },
    end: {
      title: 'Predicción y resultado',
      text: [
        'Un paso demasiado pequeño es seguro, pero lento: la dirección era buena y faltó tiempo. Uno demasiado grande salta por encima del valle y cae más arriba, al otro lado.',
      ],
    },
    why: {
      title: '¿Por qué no usar siempre la mayor que funcione?',
      text: [
        'El mejor tamaño de paso cambia durante el entrenamiento. Al principio, los pasos grandes ahorran tiempo. Cerca del final, solo los pequeños llegan al fondo del valle. Por eso suele reducirse la tasa poco a poco. En los ajustes se llama variación de la tasa.',
        'Con una red nueva, la tasa de aprendizaje es lo primero que se prueba: por factores de 3 o de 10, no con cambios pequeños.',
      ],
    },
  },
};
